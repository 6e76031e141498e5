import json

from support import AwsTest, fills


class SqsTest(AwsTest):

    def create(self, name):
        return self.aws("sqs", "create-queue", "--queue-name", name)["QueueUrl"]

    def attributes(self, queue):
        return self.aws("sqs", "get-queue-attributes", "--queue-url", queue,
                        "--attribute-names", "All")["Attributes"]

    def change(self, queue, **attributes):
        self.aws("sqs", "set-queue-attributes", "--queue-url", queue, "--attributes", json.dumps(attributes))

    @fills("sqs", "policies of a changed queue", "redrive-allow policy", "removed policies",
           "form of the redrive policy")
    def test_policies_are_read_back_kept_and_removed(self):
        dead, queue = self.create("dead"), self.create("queue")
        redrive = f'{{"deadLetterTargetArn":"{self.attributes(dead)["QueueArn"]}","maxReceiveCount":3}}'
        allow = '{"redrivePermission":"denyAll"}'
        policy = json.dumps({"Version": "2012-10-17", "Statement": [
            {"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*",
             "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]})
        self.change(queue, Policy=policy)
        self.change(queue, RedrivePolicy=redrive)
        self.change(dead, RedriveAllowPolicy=allow)
        found = self.attributes(queue)
        self.assertEqual((policy, redrive), (found["Policy"], found["RedrivePolicy"]))
        self.assertEqual({"RedriveAllowPolicy": allow}, self.aws(
            "sqs", "get-queue-attributes", "--queue-url", dead,
            "--attribute-names", "RedriveAllowPolicy")["Attributes"])
        self.change(queue, RedrivePolicy="", Policy="")
        self.change(dead, RedriveAllowPolicy="")
        for found in (self.attributes(queue), self.attributes(dead)):
            self.assertEqual(set(), {"Policy", "RedrivePolicy", "RedriveAllowPolicy"} & set(found))
