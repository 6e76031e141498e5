#!/bin/bash
# ValidateService: waits until every service answers on /health and every container runs.
set -euo pipefail

home=${ORCHA_HOME:-/opt/orcha}
patience=${ORCHA_PATIENCE:-300}
# shellcheck source=/dev/null # written by the build
. "$home/image.env"
export AWS_REGION AWS_DEFAULT_REGION="$AWS_REGION"

services=$(aws ssm get-parameters-by-path --path "/$PREFIX/services" --recursive --output json |
  jq -r '.Parameters | sort_by(.Name)[] | "\(.Name | split("/") | last) \(.Value)"')
if [ -z "$services" ]; then
  echo "no service below /$PREFIX/services in the parameter store: deploy the platform layer first" >&2
  exit 1
fi

deadline=$((SECONDS + patience))
while read -r name port; do
  until curl --fail --silent --output /dev/null --max-time 5 "http://127.0.0.1:$port/health"; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      echo "service $name is not healthy: nothing good from http://127.0.0.1:$port/health in $patience s" >&2
      exit 1
    fi
    sleep 3
  done
  echo "service $name is healthy (port $port)"
done <<<"$services"

broken=$(docker ps --all --filter label=com.docker.compose.project=orcha \
  --filter status=exited --filter status=restarting --filter status=dead --format '{{.Names}}')
if [ -n "$broken" ]; then
  echo "not running: $broken" >&2
  exit 1
fi

# Images that nothing uses any more; a rollback pulls its own again.
docker image prune --all --force >/dev/null || echo "cannot remove old images" >&2
