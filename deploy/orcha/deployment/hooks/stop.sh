#!/bin/bash
# ApplicationStop: CodeDeploy runs the copy of the revision before, so it must never fail for want of something.
set -euo pipefail

if systemctl cat orcha.service >/dev/null 2>&1; then
  systemctl stop orcha.service
else
  echo "orcha was not started on this instance yet: nothing to stop"
fi
