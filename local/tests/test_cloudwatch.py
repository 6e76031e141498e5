from support import AwsTest, fills


class CloudWatchTest(AwsTest):

    def composite(self, name):
        return self.aws("cloudwatch", "describe-alarms", "--alarm-names", name,
                        "--alarm-types", "CompositeAlarm")["CompositeAlarms"]

    @fills("cloudwatch", "PutCompositeAlarm", "rule of composite alarms")
    def test_a_composite_alarm_is_kept_changed_and_deleted(self):
        for rule in ("ALARM(a)", "ALARM(a) OR ALARM(b)"):
            self.aws("cloudwatch", "put-composite-alarm", "--alarm-name", "both", "--alarm-rule", rule,
                     "--alarm-description", "d", "--tags", "Key=a,Value=b")
            alarm = self.composite("both")[0]
            self.assertEqual((rule, "d", True), (alarm["AlarmRule"], alarm["AlarmDescription"], alarm["ActionsEnabled"]))
        self.assertEqual([{"Key": "a", "Value": "b"}], self.aws(
            "cloudwatch", "list-tags-for-resource", "--resource-arn", alarm["AlarmArn"])["Tags"])
        self.aws("cloudwatch", "delete-alarms", "--alarm-names", "both")
        self.assertEqual([], self.composite("both"))
