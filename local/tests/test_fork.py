import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from support import LOCAL, AwsTest, fills


class ForkTest(AwsTest):
    """Each test has an origin of its own; ``self.at(server, …)`` asks one of several servers."""

    @classmethod
    def setUpClass(cls):
        cls.shared = tempfile.TemporaryDirectory()
        cls.first, cls.ready = start(Path(cls.shared.name))

    @classmethod
    def tearDownClass(cls):
        end(cls.first)
        cls.shared.cleanup()

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.pids = []
        self.addCleanup(self.end_all)

    def origin(self):
        """A fork of one that is never changed: its start takes no time."""
        return self.fork(self.ready, "origin")

    def end_all(self):
        for pid in self.pids:
            if alive(pid):
                os.kill(pid, signal.SIGTERM)

    def until(self, condition):
        limit = time.monotonic() + 60
        while not condition():
            self.assertLess(time.monotonic(), limit, "waited in vain")
            time.sleep(0.05)

    def ask_for_fork(self, origin, folder, headers=None, data=None, method="POST"):
        request = urllib.request.Request(
            f"http://127.0.0.1:{origin['port']}/terrace/fork", json.dumps({"folder": str(folder)}).encode(),
            {"X-Terrace-Key": origin["key"]} if headers is None else headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def fork(self, origin, name):
        folder = self.folder / name
        folder.mkdir()
        said = self.ask_for_fork(origin, folder)
        self.pids.append(said["pid"])
        ready = json.loads((folder / "ready.json").read_text())
        self.assertEqual(said, {"port": ready["port"], "pid": ready["pid"]})
        return ready

    def at(self, server, *arguments):
        return self.aws("--endpoint-url", f"http://127.0.0.1:{server['port']}", *arguments)

    def buckets(self, server):
        return sorted(bucket["Name"] for bucket in self.at(server, "s3api", "list-buckets")["Buckets"])

    def create_bucket(self, server, name):
        self.at(server, "s3api", "create-bucket", "--bucket", name, "--create-bucket-configuration",
                {"LocationConstraint": self.region})

    def test_a_fork_and_a_fork_of_it_start_with_the_state_and_go_on_by_themselves(self):
        origin = self.origin()
        self.create_bucket(origin, "first")
        child = self.fork(origin, "child")
        self.create_bucket(child, "of-the-child")
        grandchild = self.fork(child, "grandchild")
        self.create_bucket(origin, "of-the-origin")
        self.at(grandchild, "s3api", "delete-bucket", "--bucket", "first")
        self.assertEqual(["first", "of-the-origin"], self.buckets(origin))
        self.assertEqual(["first", "of-the-child"], self.buckets(child))
        self.assertEqual(["of-the-child"], self.buckets(grandchild))
        self.assertEqual(3, len({origin["key"], child["key"], grandchild["key"]}))

    def test_a_signal_ends_only_the_one(self):
        origin = self.origin()
        child = self.fork(origin, "child")
        sibling = self.fork(origin, "sibling")
        os.kill(child["pid"], signal.SIGTERM)
        self.until(lambda: not alive(child["pid"]))
        self.assertFalse((self.folder / "child/ready.json").exists())
        os.kill(origin["pid"], signal.SIGTERM)
        self.until(lambda: not alive(origin["pid"]))
        self.create_bucket(sibling, "later")
        self.assertEqual(["later"], self.buckets(sibling))

    @fills("sqs", "URL of a queue")
    def test_the_url_of_a_queue_stays_and_leads_to_it(self):
        origin = self.origin()
        url = self.at(origin, "sqs", "create-queue", "--queue-name", "one")["QueueUrl"]
        self.assertEqual(f"http://127.0.0.1:{self.ready['port']}/123456789012/one", url)
        child = self.fork(origin, "child")
        self.assertEqual(url, self.at(child, "sqs", "get-queue-url", "--queue-name", "one")["QueueUrl"])
        self.at(child, "sqs", "set-queue-attributes", "--queue-url", url, "--attributes", {"DelaySeconds": "7"})
        delays = [self.at(server, "sqs", "get-queue-attributes", "--queue-url", url, "--attribute-names", "All")
                  ["Attributes"]["DelaySeconds"] for server in (origin, child)]
        self.assertEqual(["0", "7"], delays)

    def test_a_fork_waits_for_a_long_poll_and_lets_it_end(self):
        origin = self.origin()
        url = self.at(origin, "sqs", "create-queue", "--queue-name", "one")["QueueUrl"]
        polled = []
        poll = threading.Thread(target=lambda: polled.append(self.at(
            origin, "sqs", "receive-message", "--queue-url", url, "--wait-time-seconds", "6")))
        poll.start()
        time.sleep(3)
        child = self.fork(origin, "child")
        poll.join(30)
        self.assertEqual([{}], polled)
        self.assertEqual([url], self.at(child, "sqs", "list-queues")["QueueUrls"])

    def test_an_object_of_many_megabytes_is_read_in_both(self):
        origin = self.origin()
        self.create_bucket(origin, "large")
        text = os.urandom(12_000_000)
        file = self.folder / "large"
        file.write_bytes(text)
        self.at(origin, "s3api", "put-object", "--bucket", "large", "--key", "k", "--body", str(file))
        child = self.fork(origin, "child")
        for server in (child, origin):
            copy = self.folder / "copy"
            self.at(server, "s3api", "get-object", "--bucket", "large", "--key", "k", str(copy))
            self.assertEqual(text, copy.read_bytes())

    def test_who_does_not_have_the_key_is_refused(self):
        origin = self.origin()
        for headers in ({}, {"X-Terrace-Key": "guessed"}, {"Content-Type": "application/json", "Origin": "http://x.example"}):
            with self.assertRaises(urllib.error.HTTPError) as refused:
                self.ask_for_fork(origin, self.folder, headers)
            self.assertEqual(403, refused.exception.code)
            refused.exception.close()
        with self.assertRaises(urllib.error.HTTPError) as refused:
            self.ask_for_fork(origin, self.folder, method="PUT")
        self.assertEqual(405, refused.exception.code)
        refused.exception.close()
        self.assertEqual(0o600, (self.folder / "origin/ready.json").stat().st_mode & 0o777)

    def test_a_fork_that_cannot_start_is_told(self):
        origin = self.origin()
        with self.assertRaises(urllib.error.HTTPError) as failed:
            self.ask_for_fork(origin, self.folder / "nowhere")
        self.assertEqual(500, failed.exception.code)
        self.assertIn("the fork did not start", failed.exception.read().decode())
        failed.exception.close()
        self.assertEqual([], self.buckets(origin))

    def test_a_server_and_its_forks_end_with_their_owner(self):
        owner = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        process, ready = start(self.folder, TERRACE_LOCAL_OWNER=str(owner.pid))
        self.addCleanup(end, process)
        child = self.fork(ready, "child")
        self.assertTrue(alive(child["pid"]))
        owner.communicate(b"\n")
        self.until(lambda: not alive(child["pid"]))
        self.assertEqual(0, process.wait(20))


def start(folder, *arguments, **variables):
    """A server of its own, and what its ready file says."""
    ready = folder / "first.json"
    process = subprocess.Popen(
        [sys.executable, "-m", "terrace_local", "--ready-file", str(ready), *arguments], cwd=LOCAL,
        stdout=subprocess.DEVNULL, env={**os.environ, **variables})
    while not ready.exists():
        if process.poll() is not None:
            raise AssertionError(f"the server ended with {process.returncode}")
        time.sleep(0.05)
    return process, json.loads(ready.read_text())


def end(process):
    if process.poll() is None:
        process.terminate()
    process.wait(60)


def alive(pid):
    from terrace_local.serving import start_of

    return start_of(pid) is not None
