import json
import tempfile
from pathlib import Path

from support import AwsTest, fills


class S3Test(AwsTest):

    def statement(self, bucket, condition):
        return {"Version": "2012-10-17", "Statement": [
            {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Condition": condition,
             "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]}]}

    @fills("s3", "conditions in bucket policies")
    def test_a_conditional_deny_denies_what_its_condition_says(self):
        named = ["--bucket", "conditions"]
        self.aws("s3api", "create-bucket", *named, "--create-bucket-configuration",
                 f"LocationConstraint={self.region}")
        with tempfile.TemporaryDirectory() as folder:
            body, copy = Path(folder) / "body", Path(folder) / "copy"
            body.write_text("hello")
            self.aws("s3api", "put-bucket-policy", *named, "--policy",
                     json.dumps(self.statement("conditions", {"Bool": {"aws:SecureTransport": "false"}})))
            self.aws("s3api", "put-object", *named, "--key", "k", "--body", str(body))
            self.aws("s3api", "get-object", *named, "--key", "k", str(copy))
            self.assertEqual("hello", copy.read_text())
            for condition in ({"Bool": {"aws:SecureTransport": "true"}}, {"NumericLessThan": {"s3:TlsVersion": "1.4"}}):
                self.aws("s3api", "put-bucket-policy", *named, "--policy",
                         json.dumps(self.statement("conditions", condition)))
                self.refused("403", "s3api", "head-object", *named, "--key", "k")
            self.aws("s3api", "delete-bucket-policy", *named)
            self.aws("s3api", "head-object", *named, "--key", "k")

    @fills("s3", "permission to deliver logs")
    def test_a_bucket_takes_logs_where_its_policy_lets_the_service_write(self):
        for name in ("logged", "logs"):
            self.aws("s3api", "create-bucket", "--bucket", name, "--create-bucket-configuration",
                     {"LocationConstraint": self.region})
        statements = [
            {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::logs/*",
             "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
            {"Effect": "Allow", "Principal": {"Service": ["logging.s3.amazonaws.com"]}, "Action": ["s3:PutObject"],
             "Resource": ["arn:aws:s3:::logs/buckets/*"]}]
        self.aws("s3api", "put-bucket-policy", "--bucket", "logs", "--policy",
                 {"Version": "2012-10-17", "Statement": statements})

        def words(prefix):
            return ["s3api", "put-bucket-logging", "--bucket", "logged", "--bucket-logging-status",
                    {"LoggingEnabled": {"TargetBucket": "logs", "TargetPrefix": prefix}}]

        self.aws(*words("buckets/logged/"))
        self.refused("InvalidTargetBucketForLogging", *words("elsewhere/"))

    @fills("s3", "newer noncurrent versions")
    def test_a_lifecycle_rule_remembers_how_many_versions_it_keeps(self):
        named = ["--bucket", "lifecycle"]
        self.aws("s3api", "create-bucket", *named, "--create-bucket-configuration",
                 f"LocationConstraint={self.region}")
        rule = {"ID": "noncurrent-versions", "Status": "Enabled", "Filter": {},
                "NoncurrentVersionExpiration": {"NoncurrentDays": 365, "NewerNoncurrentVersions": 20},
                "Expiration": {"ExpiredObjectDeleteMarker": True}}
        self.aws("s3api", "put-bucket-lifecycle-configuration", *named,
                 "--lifecycle-configuration", json.dumps({"Rules": [rule]}))
        self.assertEqual([rule], self.aws("s3api", "get-bucket-lifecycle-configuration", *named)["Rules"])

    @fills("s3", "versions in a suspended bucket")
    def test_versions_of_a_suspended_bucket_are_deleted_one_by_one(self):
        named = ["--bucket", "suspended"]
        self.aws("s3api", "create-bucket", *named, "--create-bucket-configuration",
                 f"LocationConstraint={self.region}")
        self.aws("s3api", "put-bucket-versioning", *named, "--versioning-configuration", "Status=Enabled")
        with tempfile.TemporaryDirectory() as folder:
            body = Path(folder) / "body"
            body.write_text("hello")
            self.aws("s3api", "put-object", *named, "--key", "k", "--body", str(body))
        self.aws("s3api", "delete-object", *named, "--key", "k")
        self.aws("s3api", "put-bucket-versioning", *named, "--versioning-configuration", "Status=Suspended")
        listed = self.aws("s3api", "list-object-versions", *named)
        self.aws("s3api", "delete-object", *named, "--key", "k", "--version-id", listed["Versions"][0]["VersionId"])
        left = self.aws("s3api", "list-object-versions", *named)
        self.assertEqual((None, listed["DeleteMarkers"][0]["VersionId"]),
                         (left.get("Versions"), left["DeleteMarkers"][0]["VersionId"]))
        self.aws("s3api", "delete-object", *named, "--key", "k", "--version-id",
                 listed["DeleteMarkers"][0]["VersionId"])
        self.aws("s3api", "delete-bucket", *named)

    def test_an_object_from_before_versioning_can_be_deleted(self):
        named = ["--bucket", "versions"]
        self.aws("s3api", "create-bucket", *named, "--create-bucket-configuration",
                 f"LocationConstraint={self.region}")
        with tempfile.TemporaryDirectory() as folder:
            body = Path(folder) / "body"
            body.write_text("hello")
            self.aws("s3api", "put-object", *named, "--key", "k", "--body", str(body))
            self.aws("s3api", "put-bucket-versioning", *named, "--versioning-configuration", "Status=Enabled")
            self.aws("s3api", "put-object", *named, "--key", "k", "--body", str(body))
        self.aws("s3api", "delete-object", *named, "--key", "k")
        listed = self.aws("s3api", "list-object-versions", *named)
        for version in listed["Versions"] + listed["DeleteMarkers"]:
            self.aws("s3api", "delete-object", *named, "--key", "k", "--version-id", version["VersionId"])
        self.aws("s3api", "delete-bucket", *named)
