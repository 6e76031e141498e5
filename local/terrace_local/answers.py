"""A client that lost an answer asks again, and gets the same answer instead of a second effect.

AWS SDKs send the identifier of an invocation with each of its attempts. On AWS a repeated ``PutItem`` with a
condition fails, so that Terraform finds a lock that it holds itself, and a repeated ``CreateVpc`` creates a second
VPC. A test must not depend on whether a busy machine loses an answer.
"""

from collections import OrderedDict
from threading import Lock

ATTEMPTS = 4096
REPEATABLE = {"GET", "HEAD", "OPTIONS"}


class Answers:
    """The answers to the last invocations that succeeded; reads are asked again."""

    def __init__(self):
        self.kept = OrderedDict()
        self.after_fork()

    def after_fork(self):
        """A thread that held the lock is not in this process."""
        self.lock = Lock()

    def to(self, environ, start_response, application):
        """The body that ``application`` answers with, or that it answered with the first time."""
        invocation = environ.get("HTTP_AMZ_SDK_INVOCATION_ID")
        if not invocation or environ["REQUEST_METHOD"] in REPEATABLE:
            return application(environ, start_response)
        with self.lock:
            answer = self.kept.get(invocation)
        if answer is None:
            answer = ask(environ, application)
            if answer[0] < "4":
                self.keep(invocation, answer)
        status, headers, body = answer
        start_response(status, headers)
        return body

    def keep(self, invocation, answer):
        with self.lock:
            self.kept[invocation] = answer
            if len(self.kept) > ATTEMPTS:
                self.kept.popitem(last=False)


def ask(environ, application):
    said = []
    body = application(environ, lambda status, headers, error=None: said.extend((status, headers)))
    try:
        parts = [bytes(part) for part in body]
    finally:
        if hasattr(body, "close"):
            body.close()
    return said[0], said[1], parts
