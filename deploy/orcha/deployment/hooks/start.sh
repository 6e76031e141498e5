#!/bin/bash
# ApplicationStart: one way to start for a deployment, a reboot and a rotation: the unit, which runs up.sh.
set -euo pipefail

home=${ORCHA_HOME:-/opt/orcha}
install -m 0644 "$home/orcha.service" /etc/systemd/system/orcha.service
systemctl daemon-reload
systemctl enable orcha.service
if ! systemctl restart orcha.service; then
  journalctl --unit orcha.service --no-pager --lines 50
  exit 1
fi
