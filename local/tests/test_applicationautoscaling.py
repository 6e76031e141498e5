from support import AwsTest, fills


class ApplicationAutoScalingTest(AwsTest):

    @fills("applicationautoscaling", "ListTagsForResource", "TagResource", "UntagResource", "tags at registration")
    def test_a_target_has_tags(self):
        target = ["--service-namespace", "dynamodb", "--resource-id", "table/t",
                  "--scalable-dimension", "dynamodb:table:ReadCapacityUnits"]
        service = "application-autoscaling"
        self.aws(service, "register-scalable-target", *target, "--min-capacity", "1", "--max-capacity", "2",
                 "--tags", "a=b")
        arn = self.aws(service, "describe-scalable-targets", *target[:2])["ScalableTargets"][0]["ScalableTargetARN"]
        named = ["--resource-arn", arn]
        self.aws(service, "tag-resource", *named, "--tags", "c=d")
        self.assertEqual({"a": "b", "c": "d"}, self.aws(service, "list-tags-for-resource", *named)["Tags"])
        self.aws(service, "untag-resource", *named, "--tag-keys", "a")
        self.assertEqual({"c": "d"}, self.aws(service, "list-tags-for-resource", *named)["Tags"])
        self.aws(service, "deregister-scalable-target", *target)
        self.refused("ResourceNotFoundException", service, "list-tags-for-resource", *named)
