from support import AwsTest, fills


class CodeConnectionsTest(AwsTest):

    @fills("codeconnections", "CreateConnection", "GetConnection", "ListConnections", "DeleteConnection",
           "ListTagsForResource", "TagResource", "UntagResource")
    def test_a_connection_stays_pending_and_has_tags(self):
        for service in ("codeconnections", "codestar-connections"):
            arn = self.aws(service, "create-connection", "--connection-name", "c", "--provider-type", "GitHub",
                           "--tags", "Key=a,Value=b")["ConnectionArn"]
            self.assertIn(f":{service}:", arn)
            connection = self.aws(service, "get-connection", "--connection-arn", arn)["Connection"]
            self.assertEqual(("PENDING", "GitHub"), (connection["ConnectionStatus"], connection["ProviderType"]))
            self.assertIn(arn, [item["ConnectionArn"] for item in self.aws(service, "list-connections")["Connections"]])
            self.aws(service, "tag-resource", "--resource-arn", arn, "--tags", "Key=c,Value=d")
            self.aws(service, "untag-resource", "--resource-arn", arn, "--tag-keys", "a")
            self.assertEqual([{"Key": "c", "Value": "d"}],
                             self.aws(service, "list-tags-for-resource", "--resource-arn", arn)["Tags"])
            self.aws(service, "delete-connection", "--connection-arn", arn)
            self.refused("ResourceNotFoundException", service, "get-connection", "--connection-arn", arn)
