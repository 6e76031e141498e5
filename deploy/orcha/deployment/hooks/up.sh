#!/bin/bash
# Starts the containers with what the parameter store says now. Run by orcha.service.
# Containers fetch the values of secrets themselves: .env holds their names only.
set -euo pipefail

home=${ORCHA_HOME:-/opt/orcha}
hooks=$home/hooks
cd "$home"
# shellcheck source=/dev/null # written by the build
. ./image.env
export AWS_REGION AWS_DEFAULT_REGION="$AWS_REGION"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for kind in runtime services tenants health-checks; do
  aws ssm get-parameters-by-path --path "/$PREFIX/$kind" --recursive --output json >"$work/$kind.json"
done

instance=$(cat /var/lib/cloud/data/instance-id 2>/dev/null || hostname)
umask 077
bash "$hooks/make-env.sh" "$work/runtime.json" \
  "IMAGE=$IMAGE" "PREFIX=$PREFIX" "AWS_REGION=$AWS_REGION" "LOG_GROUP=/$PREFIX/application" "INSTANCE_ID=$instance" \
  >"$work/env"
bash "$hooks/make-override.sh" docker-compose.yml "$work/services.json" "$work/tenants.json" "$work/health-checks.json" \
  >"$work/override.json"
install -m 0600 "$work/env" .env
install -m 0600 "$work/override.json" override.json

docker compose --project-directory "$home" --file docker-compose.yml --file override.json \
  up --detach --remove-orphans
