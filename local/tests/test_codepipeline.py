import json

from support import AwsTest, fills


class CodePipelineTest(AwsTest):

    @fills("codepipeline", "times")
    def test_times_are_numbers(self):
        trust = {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "codepipeline.amazonaws.com"}}]}
        role = self.aws("iam", "create-role", "--role-name", "pipeline",
                        "--assume-role-policy-document", json.dumps(trust))["Role"]["Arn"]
        stages = [{"name": name, "actions": [{"name": name, "actionTypeId": {
            "category": "Approval", "owner": "AWS", "provider": "Manual", "version": "1"}}]} for name in "ab"]
        self.aws("codepipeline", "create-pipeline", "--pipeline", json.dumps(
            {"name": "p", "roleArn": role, "artifactStore": {"type": "S3", "location": "bucket"}, "stages": stages}))
        found = self.wire("codepipeline", "CodePipeline_20150709.GetPipeline", {"name": "p"})
        self.assertIsInstance(found["metadata"]["created"], (int, float))
        self.assertEqual("p", found["pipeline"]["name"])
        listed = self.wire("codepipeline", "CodePipeline_20150709.ListPipelines", {})
        self.assertIsInstance(listed["pipelines"][0]["updated"], (int, float))
