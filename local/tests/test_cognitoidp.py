from support import AwsTest, fills


class CognitoTest(AwsTest):

    @fills("cognitoidp", "changed user pool")
    def test_a_changed_pool_keeps_its_tags_and_what_cannot_change(self):
        pool = self.aws("cognito-idp", "create-user-pool", "--pool-name", "p", "--username-attributes", "email",
                        "--user-pool-tags", "a=b")["UserPool"]["Id"]
        self.aws("cognito-idp", "update-user-pool", "--user-pool-id", pool, "--deletion-protection", "ACTIVE")
        found = self.aws("cognito-idp", "describe-user-pool", "--user-pool-id", pool)["UserPool"]
        self.assertEqual((["email"], {"a": "b"}, "ACTIVE"),
                         (found["UsernameAttributes"], found["UserPoolTags"], found["DeletionProtection"]))
