import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path

from support import LOCAL, AwsTest, Server, fills


class ServerTest(AwsTest):

    def start(self, *options):
        return subprocess.run([sys.executable, "-m", "terrace_local", *options], cwd=LOCAL, capture_output=True,
                              text=True, timeout=60)

    @fills("server", "unknown actions")
    def test_an_unknown_action_is_refused_at_once_with_its_name(self):
        begin = time.monotonic()
        message = self.refused("NotImplemented", "elasticache", "describe-serverless-caches")
        self.assertIn("DescribeServerlessCaches", message)
        self.assertIn("elasticache", message)
        self.refused("NotImplemented", "efs", "describe-replication-configurations")
        message = self.refused("NotImplemented", "apprunner", "list-services")
        self.assertIn("the service as a whole is not simulated", message)
        self.assertLess(time.monotonic() - begin, 20)

    def test_it_says_that_it_is_alive_while_a_request_is_at_work(self):
        from terrace_local.server import Dispatcher

        dispatcher = Dispatcher()
        with dispatcher.one_at_a_time:
            answer = dispatcher({"PATH_INFO": "/terrace/alive", "REQUEST_METHOD": "GET"}, lambda status, headers: None)
        self.assertEqual(b"alive\n", b"".join(answer))

    def test_a_page_in_a_browser_cannot_drive_it(self):
        endpoint = Server.endpoint()
        port = endpoint.rpartition(":")[2].strip("/")
        own = [{}, {"Origin": f"http://127.0.0.1:{port}"}, {"Host": f"localhost:{port}"}, {"Sec-Fetch-Site": "same-origin"},
               {"Host": f"bucket.localhost:{port}", "Sec-Fetch-Site": "none"}]
        foreign = [{"Origin": "https://attacker.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"},
                   {"Origin": f"http://127.0.0.1:{port}.attacker.example"}, {"Host": f"attacker.example:{port}"},
                   {"Host": "127.0.0.1"}, {"Host": f"127.0.0.1.attacker.example:{port}"}, {"Sec-Fetch-Site": "cross-site"},
                   {"Sec-Fetch-Site": "same-site"}]
        self.aws("sqs", "create-queue", "--queue-name", "kept")
        for headers in own:
            self.assertEqual(200, self.status(endpoint, "/terrace/alive", "GET", headers), headers)
        for headers in foreign:
            self.assertEqual(403, self.status(endpoint, "/moto-api/reset", "POST", headers), headers)
            self.assertEqual(403, self.status(endpoint, "/terrace/alive", "GET", headers), headers)
        self.assertEqual(1, len(self.aws("sqs", "list-queues", "--queue-name-prefix", "kept")["QueueUrls"]))

    def status(self, endpoint, path, method, headers):
        request = urllib.request.Request(endpoint.rstrip("/") + path, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status
        except urllib.error.HTTPError as refused:
            return refused.code

    def test_a_client_that_lost_an_answer_gets_the_same_one_again(self):
        first = self.put_lock("first", attempt=1)
        self.assertEqual((200, b"{}"), first)
        self.assertEqual(first, self.put_lock("first", attempt=2))
        status, body = self.put_lock("second", attempt=1)
        self.assertEqual(400, status)
        self.assertIn(b"ConditionalCheckFailedException", body)

    def put_lock(self, invocation, attempt):
        """What Terraform asks to lock a state."""
        if attempt == 1 and invocation == "first":
            self.aws("dynamodb", "create-table", "--table-name", "locks", "--billing-mode", "PAY_PER_REQUEST",
                     "--attribute-definitions", "AttributeName=LockID,AttributeType=S",
                     "--key-schema", "AttributeName=LockID,KeyType=HASH")
        request = urllib.request.Request(
            Server.endpoint(), method="POST",
            data=json.dumps({"TableName": "locks", "Item": {"LockID": {"S": "state"}},
                             "ConditionExpression": "attribute_not_exists(LockID)"}).encode(),
            headers={"X-Amz-Target": "DynamoDB_20120810.PutItem", "Content-Type": "application/x-amz-json-1.0",
                     "Amz-Sdk-Invocation-Id": invocation, "Amz-Sdk-Request": f"attempt={attempt}; max=5",
                     "Authorization": "AWS4-HMAC-SHA256 Credential=a/20260101/" + self.region
                                      + "/dynamodb/aws4_request, SignedHeaders=host, Signature=none"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()

    def test_only_a_loopback_address_is_taken(self):
        for host in ("0.0.0.0", "10.0.0.1", "example.com"):
            done = self.start("--host", host)
            self.assertEqual(2, done.returncode)
            self.assertIn(f"must be a loopback address, got {host}", done.stderr)

    def test_a_signal_ends_the_server_and_removes_its_ready_file(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with tempfile.TemporaryDirectory() as folder:
                ready = Path(folder) / "ready.json"
                server = subprocess.Popen([sys.executable, "-m", "terrace_local", "--ready-file", str(ready)],
                                          cwd=LOCAL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
                while not ready.exists() and server.poll() is None:
                    time.sleep(0.1)
                self.assertEqual(server.pid, json.loads(ready.read_text())["pid"])
                os.kill(server.pid, number)
                _, errors = server.communicate(timeout=20)
                self.assertEqual((0, "", False), (server.returncode, errors, ready.exists()))

    def test_a_patch_that_does_not_fit_stops_the_start_and_names_the_gap(self):
        broken = ("import terrace_local.__main__ as main; from moto.efs.models import EFSBackend;"
                  "del EFSBackend.describe_backup_policy; raise SystemExit(main.main([]))")
        done = subprocess.run([sys.executable, "-c", broken], cwd=LOCAL, capture_output=True, text=True, timeout=60)
        self.assertEqual(1, done.returncode)
        self.assertIn("a gap could not be filled: efs: DescribeBackupPolicy", done.stderr)


if __name__ == "__main__":
    unittest.main()
