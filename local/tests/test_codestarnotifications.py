from support import AwsTest, fills


class CodeStarNotificationsTest(AwsTest):

    @fills("codestarnotifications", "CreateNotificationRule", "DescribeNotificationRule", "UpdateNotificationRule",
           "DeleteNotificationRule", "ListNotificationRules", "ListTagsForResource", "TagResource", "UntagResource",
           "DeleteTarget")
    def test_a_rule_is_kept_changed_and_deleted(self):
        service = "codestar-notifications"
        arn = self.aws(service, "create-notification-rule", "--name", "n", "--detail-type", "BASIC",
                       "--event-type-ids", "codepipeline-pipeline-pipeline-execution-failed",
                       "--resource", f"arn:aws:codepipeline:{self.region}:123456789012:p", "--targets",
                       f"TargetType=SNS,TargetAddress=arn:aws:sns:{self.region}:123456789012:t")["Arn"]
        self.aws(service, "update-notification-rule", "--arn", arn, "--name", "m", "--status", "DISABLED")
        rule = self.aws(service, "describe-notification-rule", "--arn", arn)
        self.assertEqual(("m", "DISABLED", ["ACTIVE"]),
                         (rule["Name"], rule["Status"], [target["TargetStatus"] for target in rule["Targets"]]))
        self.aws(service, "tag-resource", "--arn", arn, "--tags", "a=b,c=d")
        self.aws(service, "untag-resource", "--arn", arn, "--tag-keys", "a")
        self.assertEqual({"c": "d"}, self.aws(service, "list-tags-for-resource", "--arn", arn)["Tags"])
        self.assertEqual([arn], [item["Arn"] for item in
                                 self.aws(service, "list-notification-rules")["NotificationRules"]])
        target = ["--target-address", f"arn:aws:sns:{self.region}:123456789012:t"]
        self.refused("ValidationException", service, "delete-target", *target)
        self.aws(service, "delete-target", *target, "--force-unsubscribe-all")
        self.assertEqual([], self.aws(service, "describe-notification-rule", "--arn", arn)["Targets"])
        self.aws(service, "delete-notification-rule", "--arn", arn)
        self.refused("ResourceNotFoundException", service, "describe-notification-rule", "--arn", arn)
