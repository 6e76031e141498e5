"""Gives the database a new password: in RDS, in the secret, and in the application, which is restarted.

AWSPENDING marks a rotation that is under way. A run that was interrupted leaves it behind, and the next run (Lambda
starts a failed one again by itself) goes on with that password:

    1. a new password is stored as AWSPENDING, before the database knows it: it cannot get lost
    2. the database takes it
    3. AWSCURRENT moves to it
    4. the application is restarted, one instance after the other, so that it reads the secret again; the next one only
       after the one before is healthy again, and none where nothing was deployed yet
    5. AWSPENDING is taken away: done

Between 2 and 4 the application cannot open new connections; the open ones stay. No value is ever logged.
"""

import json
import os
import time

import boto3

# On each instance: before the first deployment there is no unit, and nothing to restart. validate.sh waits until every
# service is healthy: Systems Manager goes on with the next instance only after that.
RESTART = """\
if ! systemctl cat orcha.service >/dev/null 2>&1; then
  echo "nothing is deployed here yet"
  exit 0
fi
systemctl restart orcha && ORCHA_PATIENCE=240 bash /opt/orcha/hooks/validate.sh"""
# Of one instance: the restart, and the patience of validate.sh.
RESTART_SECONDS = 420
POLL_SECONDS = 10
SETTLE_SECONDS = 20
# What is left for the steps after a wait, and for saying what went wrong.
RESERVE_SECONDS = 20


class RotationError(Exception):
    """The rotation stopped; AWSPENDING is still there, and the next run goes on."""


def handler(event, context):
    del event
    rotation = Rotation(os.environ["DB_INSTANCE_IDENTIFIER"], os.environ["SECRET_ID"],
                        os.environ["AUTO_SCALING_GROUP"],
                        lambda: context.get_remaining_time_in_millis() / 1000 - RESERVE_SECONDS)
    rotation.run()
    return {"rotated": True}


class Rotation:
    def __init__(self, database, secret, group, seconds_left):
        self.database = database
        self.secret = secret
        self.group = group
        self.seconds_left = seconds_left
        self.rds = boto3.client("rds")
        self.secrets = boto3.client("secretsmanager")
        self.autoscaling = boto3.client("autoscaling")
        self.ssm = boto3.client("ssm")

    def run(self):
        current, pending = self.versions()
        if pending is None:
            pending = self.store_new_password(current)
            say("a new password is stored as AWSPENDING")
        else:
            say("an interrupted rotation left AWSPENDING behind: going on with it")
        if pending != current:
            self.set_password(pending)
            self.secrets.update_secret_version_stage(
                SecretId=self.secret, VersionStage="AWSCURRENT", MoveToVersionId=pending,
                RemoveFromVersionId=current)
            say("AWSCURRENT is the new password")
        self.restart_application()
        self.secrets.update_secret_version_stage(
            SecretId=self.secret, VersionStage="AWSPENDING", RemoveFromVersionId=pending)
        say("done")

    def versions(self):
        """The ids of AWSCURRENT and of AWSPENDING, which may be missing."""
        stages = self.secrets.describe_secret(SecretId=self.secret).get("VersionIdsToStages", {})
        by_stage = {stage: version for version, names in stages.items() for stage in names}
        if "AWSCURRENT" not in by_stage:
            raise RotationError(f"secret {self.secret} has no value yet: deploy the data layer first")
        return by_stage["AWSCURRENT"], by_stage.get("AWSPENDING")

    def content(self, version):
        text = self.secrets.get_secret_value(SecretId=self.secret, VersionId=version)["SecretString"]
        try:
            content = json.loads(text)
        except ValueError:
            content = None  # the error of json would quote the value
        if not isinstance(content, dict) or not content.get("password"):
            raise RotationError(f"version {version} of secret {self.secret} is no JSON object with a password")
        return content

    def store_new_password(self, current):
        content = self.content(current)
        # RDS refuses some punctuation, and connection strings trip over the rest: letters and digits, but many.
        content["password"] = self.secrets.get_random_password(
            PasswordLength=48, ExcludePunctuation=True)["RandomPassword"]
        return self.secrets.put_secret_value(
            SecretId=self.secret, SecretString=json.dumps(content), VersionStages=["AWSPENDING"])["VersionId"]

    def set_password(self, version):
        password = self.content(version)["password"]
        self.wait_for_database()
        # RDS takes a password at once whatever ApplyImmediately says; with it, changes that wait for the maintenance
        # window would come along, and some of them are an outage.
        self.rds.modify_db_instance(DBInstanceIdentifier=self.database, MasterUserPassword=password)
        time.sleep(SETTLE_SECONDS)  # RDS begins a moment after it said yes
        self.wait_for_database()
        say(f"database {self.database} has the new password")

    def wait_for_database(self):
        def is_ready():
            instance = self.rds.describe_db_instances(DBInstanceIdentifier=self.database)["DBInstances"][0]
            status = instance["DBInstanceStatus"]
            is_pending = "MasterUserPassword" in instance.get("PendingModifiedValues", {})
            return (status == "available" and not is_pending,
                    f"database {self.database} is {status}" + (", its password is pending" if is_pending else ""))

        self.wait(is_ready)

    def restart_application(self):
        in_service = self.instances_in_service()
        if not in_service:
            say(f"group {self.group} has no instance in service: nothing to restart")
            return
        command = self.ssm.send_command(
            DocumentName="AWS-RunShellScript", Comment="new database password",
            Targets=[{"Key": "tag:aws:autoscaling:groupName", "Values": [self.group]}],
            Parameters={"commands": [RESTART], "executionTimeout": [str(RESTART_SECONDS)]},
            MaxConcurrency="1", MaxErrors="0", TimeoutSeconds=120)["Command"]["CommandId"]

        def is_done():
            found = self.ssm.list_commands(CommandId=command)["Commands"]
            status, reached = (found[0]["Status"], found[0].get("TargetCount", 0)) if found else ("Pending", 0)
            if status in ("Cancelled", "Failed", "TimedOut", "Cancelling"):
                raise RotationError(f"the restart is {status} (command {command})")
            return (status == "Success" and reached >= len(in_service),
                    f"command {command} is {status} on {reached} of {len(in_service)} instances")

        self.wait(is_done)
        say(f"the application is restarted (command {command})")

    def instances_in_service(self):
        groups = self.autoscaling.describe_auto_scaling_groups(
            AutoScalingGroupNames=[self.group])["AutoScalingGroups"]
        if not groups:
            raise RotationError(f"there is no Auto Scaling group {self.group}")
        return [instance["InstanceId"] for instance in groups[0]["Instances"]
                if instance["LifecycleState"] == "InService"]

    def wait(self, look):
        """Looks again and again; ``look`` returns whether it is so, and how it stands in words."""
        while True:
            is_so, words = look()
            if is_so:
                return
            if self.seconds_left() < POLL_SECONDS:
                raise RotationError(f"no time left: {words}")
            time.sleep(POLL_SECONDS)


def say(words):
    print(f"rotation: {words}", flush=True)
