#!/bin/bash
# AfterInstall: pulls the image, while nothing depends on it yet.
set -euo pipefail

home=${ORCHA_HOME:-/opt/orcha}
# shellcheck source=/dev/null # written by the build
. "$home/image.env"
export AWS_REGION AWS_DEFAULT_REGION="$AWS_REGION"

# docker login writes the token down: into a folder that goes away again.
login=$(mktemp -d)
trap 'rm -rf "$login"' EXIT
aws ecr get-login-password | docker --config "$login" login --username AWS --password-stdin "${IMAGE%%/*}"
docker --config "$login" pull --quiet "$IMAGE"
