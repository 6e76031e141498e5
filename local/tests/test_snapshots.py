import base64
import json
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

import test_fork
from support import LOCAL, AwsTest, Server

TRUST = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}]}
ROLE = "arn:aws:iam::123456789012:role/kept"
TASK = [{"name": "app", "image": "app:1", "memory": 128, "essential": True}]

# What is created, and what then is the same in a later process.
ESTATE = [
    ("iam create-role --role-name kept --assume-role-policy-document", TRUST),
    ("s3api create-bucket --bucket kept-of-everything --create-bucket-configuration", {"LocationConstraint": "us-west-2"}),
    ("s3api put-object --bucket kept-of-everything --key state --body {file}",),
    ("ec2 create-vpc --cidr-block 10.0.0.0/16",),
    ("ec2 create-launch-template --launch-template-name kept --launch-template-data", {"InstanceType": "t3.micro"}),
    ("sqs create-queue --queue-name kept",),
    ("sqs send-message --queue-url {queue} --message-body waiting",),
    ("sns create-topic --name kept",),
    ("kms create-key --description symmetric",),
    ("kms create-key --key-spec RSA_2048 --key-usage SIGN_VERIFY",),
    ("kms create-key --key-spec ECC_NIST_P256 --key-usage SIGN_VERIFY",),
    ("ssm put-parameter --name /kept/secret --type SecureString --value v",),
    ("secretsmanager create-secret --name kept --secret-string s",),
    ("logs create-log-group --log-group-name kept",),
    ("cloudwatch put-composite-alarm --alarm-name kept --alarm-rule FALSE",),
    ("events put-rule --name kept --schedule-expression", "rate(5 minutes)"),
    ("dynamodb create-table --table-name kept --billing-mode PAY_PER_REQUEST --attribute-definitions "
     "AttributeName=a,AttributeType=S --key-schema AttributeName=a,KeyType=HASH",),
    ("kinesis create-stream --stream-name kept --shard-count 1",),
    ("route53 create-hosted-zone --name kept.example --caller-reference once",),
    ("acm request-certificate --domain-name kept.example",),
    ("ecr create-repository --repository-name kept",),
    ("ecs create-cluster --cluster-name kept",),
    ("ecs register-task-definition --family kept --container-definitions", TASK),
    ("efs create-file-system --creation-token kept",),
    ("rds create-db-instance --db-instance-identifier kept --engine postgres --engine-version 16 --db-instance-class "
     "db.t3.micro --allocated-storage 20 --master-username owner --master-user-password", "long-enough"),
    ("elasticache create-cache-cluster --cache-cluster-id kept --engine redis --num-cache-nodes 1 --cache-node-type "
     "cache.t3.micro",),
    ("cognito-idp create-user-pool --pool-name kept",),
    ("servicediscovery create-http-namespace --name kept",),
    ("backup create-backup-vault --backup-vault-name kept",),
    ("codestar-connections create-connection --connection-name kept --provider-type GitHub",),
    ("lambda create-function --function-name kept --runtime python3.12 --handler a.b --code "
     "S3Bucket=kept-of-everything,S3Key=state --role", ROLE),
]

LISTS = [
    "iam list-roles", "iam list-policies --scope AWS --max-items 3", "s3api list-buckets",
    "s3api list-objects-v2 --bucket kept-of-everything", "ec2 describe-vpcs", "ec2 describe-subnets",
    "ec2 describe-route-tables", "ec2 describe-security-groups", "ec2 describe-launch-templates",
    "sqs list-queues", "sqs get-queue-attributes --attribute-names All --queue-url {queue}", "sns list-topics",
    "kms list-keys", "ssm get-parameters-by-path --recursive --with-decryption --path /kept",
    "secretsmanager get-secret-value --secret-id kept", "logs describe-log-groups",
    "cloudwatch describe-alarms --alarm-types CompositeAlarm", "events list-rules",
    "dynamodb describe-table --table-name kept", "kinesis describe-stream-summary --stream-name kept",
    "route53 list-hosted-zones", "acm list-certificates", "ecr describe-repositories",
    "ecs describe-clusters --clusters kept", "ecs describe-task-definition --task-definition kept",
    "efs describe-file-systems --query FileSystems[].[FileSystemId,CreationToken,CreationTime,FileSystemProtection]",
    "rds describe-db-instances --query DBInstances[].[DBInstanceArn,DbiResourceId,EngineVersion,InstanceCreateTime]",
    "rds describe-db-parameter-groups",
    "elasticache describe-cache-clusters --show-cache-node-info", "cognito-idp list-user-pools --max-results 9",
    "servicediscovery list-namespaces", "backup list-backup-vaults", "codestar-connections list-connections",
    "lambda list-functions",
]


class SnapshotTest(AwsTest):
    """The estate in a file, and a later process that starts with it."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.file = self.folder / "estate"

    def up(self, name, *arguments):
        folder = self.folder / name
        folder.mkdir()
        process, ready = test_fork.start(folder, *arguments)
        self.addCleanup(test_fork.end, process)
        return process, ready

    def save(self, server, file=None, headers=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{server['port']}/terrace/save", json.dumps({"file": str(file or self.file)}).encode(),
            {"X-Terrace-Key": server["key"]} if headers is None else headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def at(self, server, words, *more, **names):
        """A command, whose names may have blanks in their values."""
        split = (word.format(**names) if names else word for word in words.split())
        return self.aws("--endpoint-url", f"http://127.0.0.1:{server['port']}", *split, *more)

    def load(self):
        """What a start with the file says where it fails."""
        done = subprocess.run([sys.executable, "-m", "terrace_local", "--estate", str(self.file)], cwd=LOCAL,
                              capture_output=True, text=True, timeout=60)
        self.assertEqual((1, ""), (done.returncode, done.stdout))
        return done.stderr

    def test_every_service_is_the_same_in_a_later_process(self):
        process, first = self.up("first")
        names = {"queue": f"http://127.0.0.1:{first['port']}/123456789012/kept", "file": str(self.folder / "text")}
        (self.folder / "text").write_text("text")
        for words, *more in ESTATE:
            self.at(first, words, *more, **names)
        before = [self.at(first, words, **names) for words in LISTS]
        peer = self.at(first, "ec2 create-vpc --cidr-block 10.9.0.0/16 --region eu-west-1")["Vpc"]["VpcId"]
        keys = [key["KeyId"] for key in before[LISTS.index("kms list-keys")]["Keys"]]
        public = [self.at(first, f"kms get-public-key --key-id {key}")["PublicKey"] for key in keys[1:]]
        secret = self.at(first, "kms encrypt --key-id {key} --plaintext fileb://{file}", key=keys[0], **names)["CiphertextBlob"]
        self.assertEqual({}, self.save(first))
        test_fork.end(process)

        _, later = self.up("later", "--estate", str(self.file))
        self.maxDiff = None
        for words, expected in zip(LISTS, before):
            with self.subTest(words):
                self.assertEqual(expected, self.at(later, words, **names))
        self.assertEqual(public, [self.at(later, f"kms get-public-key --key-id {key}")["PublicKey"] for key in keys[1:]])
        (self.folder / "secret").write_bytes(base64.b64decode(secret))
        plain = self.at(later, "kms decrypt --ciphertext-blob fileb://{file}", file=self.folder / "secret")["Plaintext"]
        self.assertEqual(b"text", base64.b64decode(plain))
        self.at(later, "s3api get-object --bucket kept-of-everything --key state {file}", file=self.folder / "read")
        self.assertEqual("text", (self.folder / "read").read_text())
        message = self.at(later, f"sqs receive-message --queue-url {names['queue']}")["Messages"][0]
        self.assertEqual("waiting", message["Body"])
        # The estate lives on: it changes, knows the other region, and is saved again.
        self.at(later, "ssm put-parameter --name /kept/later --type String --value v")
        own = self.at(later, "ec2 describe-vpcs")["Vpcs"][-1]["VpcId"]
        self.at(later, f"ec2 create-vpc-peering-connection --vpc-id {own} --peer-vpc-id {peer} --peer-region eu-west-1")
        self.assertIn("(BucketAlreadyOwnedByYou)", self.run_aws(
            "--endpoint-url", f"http://127.0.0.1:{later['port']}", "s3api", "create-bucket", "--bucket",
            "kept-of-everything", "--create-bucket-configuration", {"LocationConstraint": "us-west-2"}).stderr)
        self.assertEqual({}, self.save(later))

    def test_a_file_that_is_not_this_programs_or_not_the_users_is_refused(self):
        self.save(Server.ready())
        whole = self.file.read_bytes()
        self.assertEqual(0o600, self.file.stat().st_mode & 0o777)
        head, _, body = whole.partition(b"\n")
        header = json.loads(head)
        for content, said in (
                (whole[:-1], "is damaged"),
                (whole[:-9] + b"012345678", "is damaged"),
                (b"text\n", "is no snapshot of a simulated AWS"),
                (b"", "is no snapshot of a simulated AWS"),
                *((json.dumps({**header, name: "other"}).encode() + b"\n" + body, f"was written with {name} other")
                  for name in ("format", "moto", "python", "gaps"))):
            with self.subTest(said):
                self.file.write_bytes(content)
                self.assertIn(said, self.load())
        self.file.write_bytes(whole)
        self.file.chmod(0o660)
        self.assertIn("others may write to it", self.load())
        self.file.chmod(0o600)
        self.file.rename(self.folder / "other")
        self.file.symlink_to(self.folder / "other")
        self.assertIn("cannot be read", self.load())

    def test_who_does_not_have_the_key_is_refused_and_a_failure_leaves_nothing(self):
        first = Server.ready()
        for status, headers, file in ((403, {}, self.file), (403, {"X-Terrace-Key": "guessed"}, self.file),
                                      (500, None, self.folder / "nowhere/estate")):
            with self.assertRaises(urllib.error.HTTPError) as refused:
                self.save(first, file, headers)
            self.assertEqual(status, refused.exception.code)
            refused.exception.close()
        self.assertEqual([], os.listdir(self.folder))
