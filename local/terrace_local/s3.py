"""S3: conditions in bucket policies, versions of objects written before versioning."""

import fnmatch
import json

from flask import has_request_context, request
from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.models import LOGGING_SERVICE_PRINCIPAL, FakeBucket, S3Backend
from moto.s3.responses import S3Response


def apply(patches):
    patches.wrap("conditions in bucket policies", FakeBucket, "get_permission", evaluate_conditions,
                 fault="iam_policy.is_action_permitted(action, resource)")
    patches.wrap("permission to deliver logs", FakeBucket, "_log_permissions_enabled_policy", may_log,
                 fault='stmt.get("Principal", {}).get("Service")')
    patches.wrap("newer noncurrent versions", FakeBucket, "set_lifecycle", remember_newer_versions)
    patches.wrap("newer noncurrent versions", S3Response, "get_bucket_lifecycle", answer_newer_versions,
                 fault='"NoncurrentDays": rule.nve_noncurrent_days\n                }')
    patches.wrap("versions in a suspended bucket", S3Backend, "delete_object", delete_the_version,
                 fault="if not bucket.is_versioned:\n                bucket.keys.pop(key_name)")


def may_log(_):
    """moto reads statements for one service and one action alone, and fails at one for everybody.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
    """

    def allows(target_bucket, target_prefix):
        if not target_bucket.policy:
            return False
        written = f"arn:{target_bucket.partition}:s3:::{target_bucket.name}/{target_prefix or ''}log"
        return any(statement["Effect"] == "Allow" and isinstance(statement.get("Principal"), dict)
                   and LOGGING_SERVICE_PRINCIPAL in several(statement["Principal"].get("Service"))
                   and any(fnmatch.fnmatchcase("s3:PutObject", action) for action in several(statement.get("Action")))
                   and any(fnmatch.fnmatchcase(written, resource) for resource in several(statement.get("Resource")))
                   for statement in several(json.loads(target_bucket.policy)["Statement"]))

    return staticmethod(allows)


def several(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def delete_the_version(original):
    """A bucket whose versioning is suspended keeps its versions, which are deleted one by one."""

    def delete_object(self, bucket_name, key_name, version_id=None, bypass=False):
        bucket = self.get_bucket(bucket_name)
        if version_id is None or bucket.versioning_status != "Suspended":
            return original(self, bucket_name, key_name, version_id=version_id, bypass=bypass)
        bucket.versioning_status = "Enabled"
        try:
            return original(self, bucket_name, key_name, version_id=version_id, bypass=bypass)
        finally:
            bucket.versioning_status = "Suspended"

    return delete_object


def evaluate_conditions(_):
    """moto takes a statement whose condition it cannot check as a Deny of everything."""

    def get_permission(self, action, resource):
        if self.policy is None:
            return PermissionResult.NEUTRAL
        policy = json.loads(self.policy)
        statements = policy["Statement"] if isinstance(policy["Statement"], list) else [policy["Statement"]]
        context = request_context()
        policy["Statement"] = [
            {name: value for name, value in statement.items() if name != "Condition"}
            for statement in statements if holds(statement.get("Condition", {}), context)]
        return IAMPolicy(json.dumps(policy)).is_action_permitted(action, resource)

    return get_permission


def request_context():
    """What a policy may ask of a request; a request to the local server counts as TLS."""
    context = {"aws:securetransport": "true", "s3:tlsversion": "1.3", "aws:sourceip": "127.0.0.1"}
    if has_request_context():
        context.update({f"s3:{name.lower()}": value for name, value in request.headers.items()
                        if name.lower().startswith("x-amz-")})
    return context


def holds(condition, context):
    return all(key_holds(operator, context.get(key.lower()), expected)
               for operator, keys in condition.items() for key, expected in keys.items())


def key_holds(operator, actual, expected):
    expected = [str(value).lower() if isinstance(value, bool) else str(value)
                for value in (expected if isinstance(expected, list) else [expected])]
    if operator == "Null":
        return (actual is None) == (expected[0].lower() == "true")
    name = operator.removesuffix("IfExists").rpartition(":")[2]
    negated = "Not" in name
    if actual is None:
        return negated or operator.endswith("IfExists")
    test = TESTS.get(name.replace("Not", ""))
    if test is None:
        return False
    return any(test(actual, value) for value in expected) != negated


TESTS = {
    "Bool": lambda actual, value: actual.lower() == value.lower(),
    "StringEquals": lambda actual, value: actual == value,
    "StringEqualsIgnoreCase": lambda actual, value: actual.lower() == value.lower(),
    "StringLike": fnmatch.fnmatchcase,
    "ArnEquals": fnmatch.fnmatchcase,
    "ArnLike": fnmatch.fnmatchcase,
    "NumericEquals": lambda actual, value: float(actual) == float(value),
    "NumericLessThan": lambda actual, value: float(actual) < float(value),
    "NumericLessThanEquals": lambda actual, value: float(actual) <= float(value),
    "NumericGreaterThan": lambda actual, value: float(actual) > float(value),
    "NumericGreaterThanEquals": lambda actual, value: float(actual) >= float(value),
}


def remember_newer_versions(original):

    def set_lifecycle(self, rules):
        original(self, rules)
        for kept, asked in zip(self.rules, rules):
            kept.newer_noncurrent_versions = (asked.get("NoncurrentVersionExpiration") or {}).get("NewerNoncurrentVersions")

    return set_lifecycle


def answer_newer_versions(original):

    def get_bucket_lifecycle(self):
        serialize = self.serialized

        def with_newer_versions(answer):
            for rule, kept in zip(answer.result["Rules"], self.backend.get_bucket_lifecycle(self.bucket_name)):
                if kept.newer_noncurrent_versions is not None:
                    rule["NoncurrentVersionExpiration"]["NewerNoncurrentVersions"] = int(kept.newer_noncurrent_versions)
            return serialize(answer)

        self.serialized = with_newer_versions
        try:
            return original(self)
        finally:
            del self.serialized

    return get_bucket_lifecycle
