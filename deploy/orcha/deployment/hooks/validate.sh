#!/bin/bash
# ValidateService: waits until every service answers on its health path and every container runs.
set -euo pipefail

home=${ORCHA_HOME:-/opt/orcha}
patience=${ORCHA_PATIENCE:-300}
# shellcheck source=/dev/null # written by the build
. "$home/image.env"
export AWS_REGION AWS_DEFAULT_REGION="$AWS_REGION"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for kind in services health-checks; do
  aws ssm get-parameters-by-path --path "/$PREFIX/$kind" --recursive --output json >"$work/$kind.json"
done
# Name, port and path of each service; an environment that was deployed before paths were parameters has none of them.
services=$(jq -r --slurpfile paths "$work/health-checks.json" '
  def name: .Name | split("/") | last;
  ($paths[0].Parameters | map({key: name, value: .Value}) | from_entries) as $path
  | .Parameters | sort_by(.Name)[] | name as $service | "\($service) \(.Value) \($path[$service] // "/health")"' \
  "$work/services.json")
if [ -z "$services" ]; then
  echo "no service below /$PREFIX/services in the parameter store: deploy the platform layer first" >&2
  exit 1
fi

deadline=$((SECONDS + patience))
while read -r name port path; do
  until curl --fail --silent --output /dev/null --max-time 5 "http://127.0.0.1:$port$path"; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      echo "service $name is not healthy: nothing good from http://127.0.0.1:$port$path in $patience s" >&2
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
