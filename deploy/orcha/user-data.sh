#!/bin/bash
# Makes an instance of orcha from a plain Amazon Linux 2023 (ARM64). CodeDeploy brings the application.
set -Eeuo pipefail

PREFIX="{prefix}"
REGION="{region}"

# The checksum is the one that Docker's official image pins for this release.
COMPOSE_VERSION=v2.40.3
COMPOSE_SHA256=d26373b19e89160546d15407516cc59f453030d9bc5b43ba7faf16f7b4980137
COMPOSE_URL=https://github.com/docker/compose/releases/download/$COMPOSE_VERSION/docker-compose-linux-aarch64
COMPOSE_PLUGIN=/usr/local/lib/docker/cli-plugins/docker-compose

CODEDEPLOY_INSTALLER=https://aws-codedeploy-$REGION.s3.$REGION.amazonaws.com/latest/install

LOG=/var/log/user-data.log
exec > >(tee -a "$LOG") 2>&1

failed() { # EXIT_CODE LINE COMMAND
  echo "user-data: FAILED on line $2 with exit code $1: $3"
  exit "$1"
}
trap 'failed $? $LINENO "$BASH_COMMAND"' ERR

export AWS_REGION="$REGION" AWS_DEFAULT_REGION="$REGION" AWS_EC2_METADATA_V1_DISABLED=true

say() { echo "user-data: $(date -u +%FT%TZ) $*"; }

work=$(mktemp -d)
cd "$work"

say "packages"
dnf install -y docker ruby wget jq awscli-2 amazon-cloudwatch-agent

# First of all, so that the log of a step that fails below gets out of the instance as well.
# No retention here: Terraform owns the log groups.
say "CloudWatch agent: $LOG to /$PREFIX/user-data"
instance=$(cat /var/lib/cloud/data/instance-id)
cat >/opt/aws/amazon-cloudwatch-agent/etc/orcha.json <<JSON
{
  "agent": {"region": "$REGION", "run_as_user": "root"},
  "logs": {
    "logs_collected": {
      "files": {
        "collect_list": [
          {
            "file_path": "$LOG",
            "log_group_name": "/$PREFIX/user-data",
            "log_stream_name": "$instance/user-data"
          },
          {
            "file_path": "/var/log/aws/codedeploy-agent/codedeploy-agent.log",
            "log_group_name": "/$PREFIX/user-data",
            "log_stream_name": "$instance/codedeploy-agent"
          },
          {
            "file_path": "/opt/codedeploy-agent/deployment-root/deployment-logs/codedeploy-agent-deployments.log",
            "log_group_name": "/$PREFIX/user-data",
            "log_stream_name": "$instance/deployments"
          }
        ]
      }
    }
  }
}
JSON
/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl \
  -a fetch-config -m ec2 -s -c file:/opt/aws/amazon-cloudwatch-agent/etc/orcha.json

say "docker"
systemctl enable --now docker

say "docker compose $COMPOSE_VERSION"
curl --fail --silent --show-error --location --retry 5 --retry-all-errors --output docker-compose "$COMPOSE_URL"
echo "$COMPOSE_SHA256  docker-compose" | sha256sum --check --strict
install -D -m 0755 docker-compose "$COMPOSE_PLUGIN"
docker compose version

# Last: a deployment may begin as soon as the agent runs, and it needs everything above.
say "CodeDeploy agent"
wget --quiet --tries=5 --retry-connrefused --output-document=install "$CODEDEPLOY_INSTALLER"
chmod +x install
./install auto
systemctl enable --now codedeploy-agent
systemctl is-active --quiet codedeploy-agent

cd /
rm -rf "$work"
say "done"
