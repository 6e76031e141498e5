#!/bin/bash
# AfterInstall: pulls the image, while nothing depends on it yet.
set -euo pipefail

home=${ORCHA_HOME:-/opt/orcha}
# shellcheck source=/dev/null # written by the build
. "$home/image.env"
export AWS_REGION AWS_DEFAULT_REGION="$AWS_REGION"

registry=${IMAGE%%/*}
aws ecr get-login-password | docker login --username AWS --password-stdin "$registry"
docker pull --quiet "$IMAGE"
# The token is good for twelve hours and would lie on the disk.
docker logout "$registry"
