from support import AwsTest, fills


class LogsTest(AwsTest):

    def group(self):
        return self.aws("logs", "describe-log-groups", "--log-group-name-prefix", "encrypted")["logGroups"][0]

    @fills("logs", "AssociateKmsKey", "DisassociateKmsKey")
    def test_a_group_gets_and_loses_its_key(self):
        key = self.aws("kms", "create-key")["KeyMetadata"]["Arn"]
        self.aws("logs", "create-log-group", "--log-group-name", "encrypted")
        self.aws("logs", "associate-kms-key", "--log-group-name", "encrypted", "--kms-key-id", key)
        self.assertEqual(key, self.group()["kmsKeyId"])
        arn = self.group()["logGroupArn"]
        self.aws("logs", "disassociate-kms-key", "--resource-identifier", arn)
        self.assertNotIn("kmsKeyId", self.group())
        self.refused("ResourceNotFoundException", "logs", "disassociate-kms-key", "--log-group-name", "none")
        self.refused("InvalidParameterException", "logs", "disassociate-kms-key")
