"""Runs the AWS CLI against one simulated AWS, started once for the whole test run."""

import atexit
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request
from pathlib import Path

import aws_commands

LOCAL = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(LOCAL))

TESTED = {}
NETWORK = []


def fills(module, *names):
    """Says which gaps of ``gaps.py`` a test covers."""

    def mark(test):
        for name in names:
            TESTED[(module, name)] = f"{test.__module__}.{test.__name__}"
        return test

    return mark


class Server:
    _running = None

    @classmethod
    def running(cls):
        if cls._running is None:
            cls._running = cls()
        return cls._running

    @classmethod
    def endpoint(cls):
        return cls.running().url

    @classmethod
    def ready(cls):
        """What its ready file says."""
        return cls.running().said

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        ready = Path(self.folder.name) / "ready.json"
        self.log = open(Path(self.folder.name) / "log", "w+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "terrace_local", "--ready-file", str(ready)], cwd=LOCAL,
            stdout=subprocess.DEVNULL, stderr=self.log)
        atexit.register(self.stop)
        for _ in range(300):
            if ready.exists():
                break
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended with {self.process.returncode}: {self.errors()}")
            time.sleep(0.1)
        self.said = json.loads(ready.read_text())
        self.url = f"http://127.0.0.1:{self.said['port']}"

    def errors(self):
        self.log.seek(0)
        return self.log.read()

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        self.log.close()
        self.folder.cleanup()


class AwsTest(unittest.TestCase):
    """A test case with ``self.aws("service", "action", "--option", value)``."""

    region = "us-west-2"

    def run_aws(self, *arguments):
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": self.region, "AWS_EC2_METADATA_DISABLED": "true", "AWS_PAGER": "",
            "AWS_MAX_ATTEMPTS": "1", "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        }
        words = [word if isinstance(word, str) else json.dumps(word) for word in arguments]
        endpoint = [] if "--endpoint-url" in words else ["--endpoint-url", Server.endpoint()]
        words = [*endpoint, *words, "--output", "json"]
        if aws_commands.available() and threading.current_thread() is threading.main_thread():
            return subprocess.CompletedProcess(words, *aws_commands.run(words, environment))
        return subprocess.run(["aws", *words], env=environment, capture_output=True, text=True, timeout=60)

    def aws(self, *arguments):
        done = self.run_aws(*arguments)
        self.assertEqual(0, done.returncode, f"aws {arguments}: {done.stderr}")
        return json.loads(done.stdout) if done.stdout.strip() else {}

    def refused(self, code, *arguments):
        """Expects the error ``code`` and returns the message."""
        done = self.run_aws(*arguments)
        self.assertNotEqual(0, done.returncode, f"aws {arguments} was not refused: {done.stdout}")
        self.assertIn(f"({code})", done.stderr)
        return done.stderr

    def wire(self, service, target, body):
        """The answer as it is on the wire, for what the AWS CLI would hide (it reads times in any form)."""
        request = urllib.request.Request(
            Server.endpoint(), json.dumps(body).encode(),
            {"X-Amz-Target": target, "Content-Type": "application/x-amz-json-1.1",
             "Authorization": f"AWS4-HMAC-SHA256 Credential=test/20260101/{self.region}/{service}/aws4_request, "
                              "SignedHeaders=host, Signature=none"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def network(self):
        """One VPC with two subnets and a security group, for every test that needs one."""
        if not NETWORK:
            vpc = self.aws("ec2", "create-vpc", "--cidr-block", "10.0.0.0/16")["Vpc"]["VpcId"]
            subnets = [
                self.aws("ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", f"10.0.{number}.0/24",
                         "--availability-zone", f"{self.region}{zone}")["Subnet"]["SubnetId"]
                for number, zone in enumerate("ab")]
            group = self.aws("ec2", "create-security-group", "--group-name", "tests", "--description", "tests",
                             "--vpc-id", vpc)["GroupId"]
            NETWORK.extend((vpc, subnets, group))
        return NETWORK
