import base64
import json
import unittest

from support import AwsTest, fills

TRUST = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                                                 "Principal": {"Service": "ec2.amazonaws.com"}}]}


class QuotasTest(AwsTest):

    def role(self, name):
        self.aws("iam", "create-role", "--role-name", name, "--assume-role-policy-document", TRUST)
        return name

    def policy(self, characters):
        """A policy that has so many characters without white space."""
        document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": ""}]}
        frame = len(json.dumps(document).replace(" ", ""))
        document["Statement"][0]["Resource"] = "arn:aws:s3:::" + "a" * (characters - frame - len("arn:aws:s3:::"))
        return json.dumps(document, indent=4)

    @fills("quotas", "sizes of inline policies")
    def test_the_inline_policies_of_a_role_have_a_size_together(self):
        role = self.role("inline")
        self.aws("iam", "put-role-policy", "--role-name", role, "--policy-name", "a", "--policy-document",
                 self.policy(6_000))
        self.aws("iam", "put-role-policy", "--role-name", role, "--policy-name", "a", "--policy-document",
                 self.policy(10_000))
        self.aws("iam", "put-role-policy", "--role-name", role, "--policy-name", "b", "--policy-document",
                 self.policy(240))
        message = self.refused("LimitExceeded", "iam", "put-role-policy", "--role-name", role, "--policy-name", "b",
                               "--policy-document", self.policy(241))
        self.assertIn("Maximum policy size of 10240 bytes exceeded for role inline", message)

    @fills("quotas", "sizes of managed policies")
    def test_a_managed_policy_has_a_size(self):
        arn = self.aws("iam", "create-policy", "--policy-name", "fits", "--policy-document",
                       self.policy(6_144))["Policy"]["Arn"]
        message = self.refused("LimitExceeded", "iam", "create-policy", "--policy-name", "big", "--policy-document",
                               self.policy(6_145))
        self.assertIn("Cannot exceed quota for PolicySize: 6144", message)
        self.refused("LimitExceeded", "iam", "create-policy-version", "--policy-arn", arn, "--policy-document",
                     self.policy(6_145))

    @fills("quotas", "sizes of trust policies")
    def test_a_trust_policy_has_a_size(self):
        long = json.loads(json.dumps(TRUST))
        long["Statement"][0]["Principal"]["Service"] = [f"{number:040}.amazonaws.com" for number in range(40)]
        message = self.refused("LimitExceeded", "iam", "create-role", "--role-name", "long",
                               "--assume-role-policy-document", long)
        self.assertIn("Cannot exceed quota for ACLSizePerRole: 2048", message)
        self.refused("LimitExceeded", "iam", "update-assume-role-policy", "--role-name", self.role("trusted"),
                     "--policy-document", long)

    @fills("quotas", "managed policies per role")
    def test_a_role_has_ten_managed_policies(self):
        role = self.role("attached")
        arns = [self.aws("iam", "create-policy", "--policy-name", f"one-{number}", "--policy-document",
                         self.policy(200))["Policy"]["Arn"] for number in range(11)]
        for arn in [*arns[:10], arns[0]]:
            self.aws("iam", "attach-role-policy", "--role-name", role, "--policy-arn", arn)
        message = self.refused("LimitExceeded", "iam", "attach-role-policy", "--role-name", role, "--policy-arn", arns[10])
        self.assertIn("Cannot exceed quota for PoliciesPerRole: 10", message)

    @fills("quotas", "rules per load balancer")
    def test_a_load_balancer_has_a_hundred_rules_on_all_its_listeners(self):
        first, second = self.listener("rules", 80), self.listener("rules", 81)
        for number in range(1, 101):
            self.rule(first if number % 2 else second, number, ["/x"])
        message = self.refused("TooManyRules", *self.rule_words(first, 101, ["/x"]))
        self.assertIn("The maximum number of rules on load balancer", message)

    @fills("quotas", "values of a rule's conditions")
    def test_a_rule_has_five_values(self):
        listener = self.listener("values", 80)
        self.rule(listener, 1, ["/a", "/b", "/c", "/d", "/e"])
        message = self.refused("ValidationError", *self.rule_words(listener, 2, ["/a", "/b", "/c", "/d", "/e", "/f"]))
        self.assertIn("A rule can only have '5' condition values", message)

    def listener(self, name, port):
        found = self.run_aws("elbv2", "describe-load-balancers", "--names", name)
        if found.returncode == 0:
            balancer = json.loads(found.stdout)["LoadBalancers"][0]
        else:
            balancer = self.aws("elbv2", "create-load-balancer", "--name", name, "--subnets",
                                *self.network()[1])["LoadBalancers"][0]
        return self.aws("elbv2", "create-listener", "--load-balancer-arn", balancer["LoadBalancerArn"], "--protocol", "HTTP",
                        "--port", str(port), "--default-actions", self.fixed())["Listeners"][0]["ListenerArn"]

    def fixed(self):
        return [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]

    def rule(self, listener, priority, paths):
        self.aws(*self.rule_words(listener, priority, paths))

    def rule_words(self, listener, priority, paths):
        return ["elbv2", "create-rule", "--listener-arn", listener, "--priority", str(priority), "--actions", self.fixed(),
                "--conditions", [{"Field": "path-pattern", "PathPatternConfig": {"Values": paths}}]]

    def test_a_security_group_has_sixty_rules(self):
        group = self.aws("ec2", "create-security-group", "--group-name", "sixty", "--description", "x", "--vpc-id",
                         self.network()[0])["GroupId"]

        def permissions(first, count):
            return [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
                     "IpRanges": [{"CidrIp": f"10.1.{number}.0/24"} for number in range(first, first + count)]}]

        self.aws("ec2", "authorize-security-group-ingress", "--group-id", group, "--ip-permissions", permissions(0, 60))
        self.refused("RulesPerSecurityGroupLimitExceeded", "ec2", "authorize-security-group-ingress", "--group-id", group,
                     "--ip-permissions", permissions(60, 1))

    @fills("quotas", "user data of launch templates")
    def test_user_data_has_a_size(self):
        def data(size):
            return {"UserData": base64.b64encode(b"x" * size).decode()}

        template = self.aws("ec2", "create-launch-template", "--launch-template-name", "fits", "--launch-template-data",
                            data(16_384))["LaunchTemplate"]["LaunchTemplateId"]
        message = self.refused("InvalidUserData.Malformed", "ec2", "create-launch-template", "--launch-template-name", "big",
                               "--launch-template-data", data(16_385))
        self.assertIn("User data is limited to 16384 bytes.", message)
        self.refused("InvalidUserData.Malformed", "ec2", "create-launch-template-version", "--launch-template-id", template,
                     "--launch-template-data", data(16_385))

    @fills("quotas", "sizes of Fargate tasks")
    def test_a_fargate_task_has_a_size_that_exists(self):
        def words(*size):
            return ["ecs", "register-task-definition", "--family", "sized", "--requires-compatibilities", "FARGATE",
                    "--network-mode", "awsvpc", "--container-definitions", [{"name": "a", "image": "a"}], *size]

        self.aws(*words("--cpu", "256", "--memory", "512"))
        self.aws(*words("--cpu", "1 vCPU", "--memory", "3 GB"))
        self.assertIn("No Fargate configuration exists for given values: 512 CPU, 512 memory",
                      self.refused("ClientException", *words("--cpu", "512", "--memory", "512")))
        self.assertIn("Fargate requires that 'memory' be defined at the task level.",
                      self.refused("ClientException", *words("--cpu", "512")))


class NamesTest(AwsTest):

    def test_names_that_aws_refuses_are_refused(self):
        vpc, (first, second), _ = self.network()
        for expected, *words in [
            ("InvalidParameterValue", "rds", "create-db-parameter-group", "--db-parameter-group-name", "a--b",
             "--db-parameter-group-family", "postgres16", "--description", "x"),
            ("InvalidParameterValue", "elasticache", "create-cache-subnet-group", "--cache-subnet-group-name", "under_score",
             "--cache-subnet-group-description", "x", "--subnet-ids", first),
            ("InvalidParameterValue", *self.database("1a")),
            ("InvalidParameterValue", *self.database("a-")),
            ("InvalidParameterValue", *self.database("good", user="admin")),
            ("InvalidParameterValue", *self.database("good", user="pg_dba")),
            ("InvalidParameterValue", *self.database("good", password="p@ssw0rd")),
            ("InvalidParameterValue", *self.database("good", password="short")),
            ("ValidationError", "elbv2", "create-load-balancer", "--name", "internal-a", "--subnets", first, second),
            ("ValidationError", "elbv2", "create-load-balancer", "--name", "a" * 33, "--subnets", first, second),
            ("ValidationError", "elbv2", "create-target-group", "--name=-a", "--protocol", "HTTP", "--port", "80",
             "--vpc-id", vpc),
            ("InvalidParameterValue", "ec2", "create-security-group", "--group-name", "sg-a", "--description", "x",
             "--vpc-id", vpc),
            ("InvalidParameterValue", "ec2", "create-security-group", "--group-name", "a", "--description", "it's",
             "--vpc-id", vpc),
            ("InvalidParameterValue", "sqs", "create-queue", "--queue-name", "a.b"),
            ("InvalidParameter", "sns", "create-topic", "--name", "a b"),
            ("InvalidBucketName", "s3api", "create-bucket", "--bucket", "a..b", "--create-bucket-configuration",
             {"LocationConstraint": self.region}),
            ("InvalidBucketName", "s3api", "create-bucket", "--bucket", "192.168.5.4", "--create-bucket-configuration",
             {"LocationConstraint": self.region}),
        ]:
            with self.subTest(words=words):
                self.refused(expected, *words)

    def database(self, name, user="alva", password="Passw0rd12345"):
        return ["rds", "create-db-instance", "--db-instance-identifier", name, "--engine", "postgres", "--db-instance-class",
                "db.t3.micro", "--allocated-storage", "20", "--master-username", user, "--master-user-password", password]

    def test_the_description_of_a_rule_has_few_characters(self):
        group = self.aws("ec2", "create-security-group", "--group-name", "described", "--description", "x", "--vpc-id",
                         self.network()[0])["GroupId"]

        def words(text):
            return ["ec2", "authorize-security-group-ingress", "--group-id", group, "--ip-permissions",
                    [{"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1,
                      "IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": text}]}]]

        self.assertIn("Invalid rule description.", self.refused("InvalidParameterValue", *words("a -> b")))
        self.aws(*words("a to b & c"))


if __name__ == "__main__":
    unittest.main()
