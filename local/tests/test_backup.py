import json
import urllib.parse
import urllib.request

from support import AwsTest, Server, fills


class BackupTest(AwsTest):

    def plan(self, hour):
        return json.dumps({"BackupPlanName": "p", "Rules": [
            {"RuleName": "daily", "TargetBackupVaultName": "vault", "ScheduleExpression": f"cron(0 {hour} * * ? *)"}]})

    @fills("backup", "CreateBackupSelection", "GetBackupSelection", "ListBackupSelections", "DeleteBackupSelection",
           "UpdateBackupPlan", "plan deletion")
    def test_a_plan_has_selections_changes_and_frees_its_name(self):
        plan = self.aws("backup", "create-backup-plan", "--backup-plan", self.plan(4))["BackupPlanId"]
        named = ["--backup-plan-id", plan]
        self.aws("backup", "update-backup-plan", *named, "--backup-plan", self.plan(5))
        rule = self.aws("backup", "get-backup-plan", *named)["BackupPlan"]["Rules"][0]
        self.assertEqual("cron(0 5 * * ? *)", rule["ScheduleExpression"])
        selection = {"SelectionName": "s", "IamRoleArn": "arn:aws:iam::123456789012:role/r",
                     "Resources": ["arn:aws:s3:::b"]}
        selected = [*named, "--selection-id", self.aws(
            "backup", "create-backup-selection", *named, "--backup-selection", json.dumps(selection))["SelectionId"]]
        self.assertEqual(selection, self.aws("backup", "get-backup-selection", *selected)["BackupSelection"])
        self.assertEqual(1, len(self.aws("backup", "list-backup-selections", *named)["BackupSelectionsList"]))
        self.refused("InvalidRequestException", "backup", "delete-backup-plan", *named)
        self.aws("backup", "delete-backup-selection", *selected)
        self.refused("InvalidParameterValueException", "backup", "get-backup-selection", *selected)
        self.aws("backup", "delete-backup-plan", *named)
        self.refused("ResourceNotFoundException", "backup", "get-backup-plan", *named)
        self.aws("backup", "create-backup-plan", "--backup-plan", self.plan(6))

    @fills("backup", "tags")
    def test_tags_are_listed_with_and_without_a_last_slash(self):
        arn = self.aws("backup", "create-backup-vault", "--backup-vault-name", "tagged",
                       "--backup-vault-tags", "a=b")["BackupVaultArn"]
        self.assertEqual({"a": "b"}, self.aws("backup", "list-tags", "--resource-arn", arn)["Tags"])
        # The AWS CLI sends the slash, Terraform does not.
        request = urllib.request.Request(
            f"{Server.endpoint()}/tags/{urllib.parse.quote(arn, safe='')}",
            headers={"Authorization": f"AWS4-HMAC-SHA256 Credential=test/20260101/{self.region}/backup/aws4_request, "
                                      "SignedHeaders=host, Signature=none"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            self.assertEqual({"Tags": {"a": "b"}}, json.load(answer))
