import json
import unittest
import urllib.error
import urllib.parse
import urllib.request

from support import AwsTest, Server, fills

TARGETS = {"ecs": "AmazonEC2ContainerServiceV20141113", "logs": "Logs_20140328", "dynamodb": "DynamoDB_20120810"}


class StrictTest(AwsTest):
    """Requests as no SDK would send them: SDKs check types and required members themselves."""

    def ask(self, service, body=b"", method="POST", path="/", **headers):
        """Status and text of the answer to a request of one's own."""
        request = urllib.request.Request(
            Server.endpoint().rstrip("/") + path, body, method=method,
            headers={"Authorization": f"AWS4-HMAC-SHA256 Credential=test/20260101/{self.region}/{service}/aws4_request, "
                                      "SignedHeaders=host, Signature=none",
                     **{name.replace("_", "-"): value for name, value in headers.items()}})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def json(self, service, action, body):
        status, text = self.ask(service, json.dumps(body).encode(), X_Amz_Target=f"{TARGETS[service]}.{action}",
                                Content_Type="application/x-amz-json-1.1")
        answer = json.loads(text)
        return status, answer.get("__type"), answer.get("message")

    def query(self, service, version, action, **parameters):
        return self.ask(service, urllib.parse.urlencode({"Action": action, "Version": version, **parameters}).encode(),
                        Content_Type="application/x-www-form-urlencoded; charset=utf-8")

    @fills("strict", "requests against the service's model")
    def test_a_json_service_names_every_violated_constraint(self):
        self.assertEqual(
            (400, "InvalidParameterException",
             "2 validation errors detected: Value 'a b' at 'logGroupName' failed to satisfy constraint: Member must "
             "satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+; Value at 'retentionInDays' failed to satisfy "
             "constraint: Member must not be null"),
            self.json("logs", "PutRetentionPolicy", {"logGroupName": "a b"}))
        self.assertEqual(
            (400, "ValidationException",
             "1 validation error detected: Value 'ON_DEMAND' at 'billingMode' failed to satisfy constraint: Member must "
             "satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]"),
            self.json("dynamodb", "CreateTable",
                      {"TableName": "locks", "BillingMode": "ON_DEMAND", "KeySchema":
                          [{"AttributeName": "LockID", "KeyType": "HASH"}],
                       "AttributeDefinitions": [{"AttributeName": "LockID", "AttributeType": "S"}]}))

    def test_a_value_of_another_type_cannot_be_read(self):
        self.assertEqual((400, "SerializationException", "NUMBER_VALUE can not be converted to a String at 'clusterName'"),
                         self.json("ecs", "CreateCluster", {"clusterName": 1}))

    def test_a_member_that_no_model_has_is_refused(self):
        self.assertEqual((400, "InvalidParameterException",
                          "1 validation error detected: Value at 'naem' failed to satisfy constraint: "
                          "Member must be one of the service's model"),
                         self.json("ecs", "CreateCluster", {"naem": "x"}))

    def test_query_services_refuse_with_their_own_codes(self):
        status, text = self.query("iam", "2010-05-08", "CreateRole", RoleName="a b", AssumeRolePolicyDocument="{}",
                                  MaxSessionDuration="60")
        self.assertEqual(400, status)
        self.assertIn("<Code>ValidationError</Code><Message>2 validation errors detected: Value 'a b' at 'roleName' failed "
                      "to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+; Value '60' at "
                      "'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to "
                      "3600</Message>", text)
        status, text = self.query("rds", "2014-10-31", "CreateDBSubnetGroup", DBSubnetGroupName="a")
        self.assertEqual(400, status)
        self.assertIn("<Code>MissingParameter</Code><Message>The request must contain the parameter "
                      "DBSubnetGroupDescription.</Message>", text)
        status, text = self.query("ec2", "2016-11-15", "CreateVpc", CidrBlock="10.0.0.0/16", InstanceTenancy="alone")
        self.assertEqual(400, status)
        self.assertIn("<Code>InvalidParameterValue</Code><Message>Value 'alone' at 'InstanceTenancy' failed to satisfy "
                      "constraint: Member must satisfy enum value set: [default, dedicated, host]</Message>", text)
        status, text = self.query("ec2", "2016-11-15", "CreateVpc", CidrBlock="10.0.0.0/16", Tenancy="default")
        self.assertIn("<Code>UnknownParameter</Code><Message>The parameter Tenancy is not recognized</Message>", text)

    def test_rest_services_check_path_header_and_body(self):
        status, text = self.ask("elasticfilesystem", None, "GET", "/2015-02-01/file-systems?MaxItems=0")
        self.assertEqual(
            (400, {"__type": "BadRequest",
                   "message": "1 validation error detected: Value '0' at 'maxItems' failed to satisfy constraint: "
                              "Member must have value greater than or equal to 1"}), (status, json.loads(text)))
        status, text = self.ask("elasticfilesystem", b'{"CreationToken": "x", "PerformanceMode": "fast"}', "POST",
                                "/2015-02-01/file-systems", Content_Type="application/json")
        self.assertEqual(400, status)
        self.assertIn("Member must satisfy enum value set: [generalPurpose, maxIO]", text)

    @fills("strict", "S3 requests against the service's model")
    def test_s3_refuses_a_body_that_its_schema_does_not_have(self):
        self.aws("s3api", "create-bucket", "--bucket", "strictly", "--create-bucket-configuration",
                 {"LocationConstraint": self.region})
        status, text = self.ask("s3", b"<VersioningConfiguration><Status>On</Status></VersioningConfiguration>", "PUT",
                                "/strictly?versioning")
        self.assertEqual(400, status)
        self.assertIn("<Code>MalformedXML</Code>", text)
        self.assertIn("Member must satisfy enum value set: [Enabled, Suspended]", text)
        status, text = self.ask("s3", b"x", "PUT", "/strictly/key", X_Amz_Storage_Class="COLD")
        self.assertIn("<Code>InvalidArgument</Code>", text)
        self.assertEqual(200, self.ask("s3", b"x", "PUT", "/strictly/key", X_Amz_Storage_Class="STANDARD_IA")[0])

    def test_a_parameter_of_a_query_string_that_no_model_has_is_refused(self):
        status, text = self.ask("elasticfilesystem", None, "GET", "/2015-02-01/file-systems?MaxItem=1")
        self.assertEqual(400, status)
        self.assertIn("Value at 'maxItem' failed to satisfy constraint: Member must be one of the service's model", text)

    def test_values_that_aws_adds_often_may_be_newer_than_the_model(self):
        message = self.refused("InvalidParameterValue", "ec2", "create-launch-template", "--launch-template-name", "typo",
                               "--launch-template-data", {"InstanceType": "t3-micro"})
        self.assertIn("Member must satisfy enum value set", message)
        self.aws("ec2", "create-launch-template", "--launch-template-name", "newer", "--launch-template-data",
                 {"InstanceType": "m99gd-flex.2xlarge"})

    def test_an_exception_covers_its_member_alone(self):
        from terrace_local.strict.lenient import LENIENT, severe
        from terrace_local.strict.shapes import Fault

        for entry in LENIENT:
            self.assertTrue(entry.reason)
        newer = Fault("enum", "launchTemplateData.instanceType", "", "m99gd-flex.2xlarge")
        other = Fault("enum", "launchTemplateData.instanceInitiatedShutdownBehavior", "", "sleep")
        self.assertEqual([other], severe("ec2", "CreateLaunchTemplate", [newer, other]))

    def test_what_no_model_has_is_answered_as_before(self):
        from terrace_local.strict import validate
        from terrace_local.strict.operations import Request

        self.assertIsNone(validate("ecs", "NoSuchAction", Request("application/x-amz-json-1.1", {}, {}, b"{}")))


class PatternsTest(unittest.TestCase):

    def test_every_pattern_of_the_models_can_be_checked(self):
        from botocore.session import Session
        from moto.core.utils import get_service_model
        from terrace_local.strict.patterns import compiled

        for name in ("ec2", "iam", "ecs", "logs", "ssm", "budgets", "ce", "cognito-idp", "application-autoscaling",
                     "events", "efs", "codebuild", "route53", "acm"):
            self.assertIn(name, Session().get_available_services())
            for shape in get_service_model(name)._service_description["shapes"].values():
                if "pattern" in shape:
                    compiled(shape["pattern"])

    def test_properties_and_surrogates_of_java_mean_the_same(self):
        from terrace_local.strict.patterns import compiled

        tag = compiled(r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$")
        self.assertTrue(tag.fullmatch("Zürich 1/2 日本"))
        self.assertFalse(tag.fullmatch("a*b"))
        text = compiled("[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*")
        self.assertTrue(text.fullmatch("a 😀\n"))
        self.assertFalse(text.fullmatch("a\x00"))
        self.assertTrue(compiled(r"[\w-_]*").fullmatch("a-_"))
        self.assertFalse(compiled("[a-z]+").fullmatch("abc "))


if __name__ == "__main__":
    unittest.main()
