from support import AwsTest, fills


class SecretsManagerTest(AwsTest):

    @fills("secretsmanager", "value after AWSCURRENT was moved")
    def test_the_value_follows_the_stage(self):
        named = ["--secret-id", "s"]
        first = self.aws("secretsmanager", "create-secret", "--name", "s", "--secret-string", "first")["VersionId"]
        second = self.aws("secretsmanager", "put-secret-value", *named, "--secret-string", "second",
                          "--version-stages", "AWSPENDING")["VersionId"]
        self.assertEqual("first", self.aws("secretsmanager", "get-secret-value", *named)["SecretString"])
        self.aws("secretsmanager", "update-secret-version-stage", *named, "--version-stage", "AWSCURRENT",
                 "--move-to-version-id", second, "--remove-from-version-id", first)
        self.assertEqual("second", self.aws("secretsmanager", "get-secret-value", *named)["SecretString"])
        stages = self.aws("secretsmanager", "describe-secret", *named)["VersionIdsToStages"]
        self.assertEqual((["AWSPREVIOUS"], ["AWSCURRENT", "AWSPENDING"]), (stages[first], sorted(stages[second])))
