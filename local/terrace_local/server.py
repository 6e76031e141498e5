"""The server: moto's dispatcher with our services, and errors that a client does not retry."""

import hmac
import json
import logging
import traceback
from contextlib import contextmanager
from threading import Condition, Lock, RLock
from xml.sax.saxutils import escape

from flask import Flask, Request, Response, request
from moto.core.responses import BaseResponse
from moto.core.utils import camelcase_to_underscores, convert_to_flask_response
from moto.moto_server import werkzeug_app
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.exceptions import MethodNotAllowed, NotFound

from terrace_local import snapshots
from terrace_local.answers import Answers
from terrace_local.strict.refusals import Refused

log = logging.getLogger("terrace_local")

ALIVE = "/terrace/alive"
FORK = "/terrace/fork"
SAVE = "/terrace/save"
XML_SERVICES = {"s3", "route53", "cloudfront", "s3control"}
OWN_SERVICES = {}


class UnknownAction(NotImplementedError):
    """Neither moto nor we have the action."""


def add_service(name, response_class):
    """Serves a service that moto lacks as a whole; requests are signed with ``name``."""
    OWN_SERVICES[name] = response_class


class Dispatcher(DomainDispatcherApplication):
    """moto's dispatcher; whatever it cannot answer is answered at once, with HTTP 400."""

    running = None

    def __init__(self):
        super().__init__(create_app)
        self.server = None
        self.origin = None
        self.answers = Answers()
        self.after_fork()
        Dispatcher.running = self

    def serve(self, server):
        """``server`` serves this dispatcher from now on; the first one is the origin of all forks."""
        self.server = server
        self.origin = self.origin or server.port

    def after_fork(self):
        """Whoever held a lock, or waited for one, is not in this process."""
        # A stack's creation asks other services, in its own turn.
        self.one_at_a_time = RLock()
        self.waiting = Condition()
        self.waiting_requests = 0
        self.lock = Lock()
        self.answers.after_fork()

    @contextmanager
    def turn(self, environ):
        """moto's state is not made for threads; SQS alone waits inside a request (long polling)."""
        if signed_service(environ) != "sqs":
            with self.one_at_a_time:
                yield
            return
        with self.waiting:
            self.waiting_requests += 1
        try:
            yield
        finally:
            with self.waiting:
                self.waiting_requests -= 1
                self.waiting.notify_all()

    @contextmanager
    def quiet(self):
        """No request is at work, and none begins."""
        with self.one_at_a_time, self.waiting:
            self.waiting.wait_for(lambda: self.waiting_requests == 0)
            yield

    def get_application(self, environ):
        service = signed_service(environ)
        if service in OWN_SERVICES:
            with self.lock:
                if service not in self.app_instances:
                    self.app_instances[service] = own_app(OWN_SERVICES[service])
                return self.app_instances[service]
        return super().get_application(environ)

    def get_backend_for_host(self, host):
        backend = super().get_backend_for_host(host)
        if backend is None and host is not None:
            raise UnknownAction("the service as a whole is not simulated")
        return backend

    def __call__(self, environ, start_response):
        foreign = foreign_page(environ, self.server.port if self.server else None)
        if foreign:
            log.warning("refused: %s", foreign)
            return Response(foreign + "\n", status=403, content_type="text/plain")(environ, start_response)
        if environ.get("PATH_INFO") == ALIVE:  # beside all requests that are at work
            return Response("alive\n", content_type="text/plain")(environ, start_response)
        if environ.get("PATH_INFO") == FORK:
            return self.asked(environ, self.fork)(environ, start_response)
        if environ.get("PATH_INFO") == SAVE:
            return self.asked(environ, self.save)(environ, start_response)
        try:
            # In the turn: an attempt that comes before the first one has ended waits for its answer.
            with self.turn(environ):
                return self.answers.to(environ, start_response, super().__call__)
        except Refused as refused:
            log.warning("%s is refused: %s: %s", describe(environ), refused.code, refused.message)
            return refuse(environ, refused.code, refused.message)(environ, start_response)
        except NotImplementedError as missing:
            message = f"{describe(environ)} is not simulated: {missing}"
            log.warning(message)
            return refuse(environ, "NotImplemented", message)(environ, start_response)
        except Exception as fault:
            message = f"{describe(environ)} failed in the simulation: {type(fault).__name__}: {fault}"
            log.error("%s\n%s", message, traceback.format_exc())
            return refuse(environ, "SimulationFault", message)(environ, start_response)

    def asked(self, environ, work):
        """A request to the process itself.

        The header X-Terrace-Key has the key of the ready file, which only the server's user can read:
        neither a page in a browser nor another user of the machine can ask.
        """
        if environ["REQUEST_METHOD"] != "POST":
            return Response("POST only\n", status=405, content_type="text/plain")
        if not hmac.compare_digest(environ.get("HTTP_X_TERRACE_KEY", "").encode(), self.server.key.encode()):
            return Response("the header X-Terrace-Key must hold the key of the ready file\n", status=403,
                            content_type="text/plain")
        return work(Request(environ).get_json(force=True))

    def fork(self, asked):
        """``POST /terrace/fork`` with ``{"folder": …}``: another process with this one's state."""
        folder = asked["folder"]
        with self.quiet():
            started = self.server.fork(folder)
        if started is None:
            return Response(f"the fork did not start, see {folder}/server.log\n", status=500,
                            content_type="text/plain")
        return Response(json.dumps(started), content_type="application/json")

    def save(self, asked):
        """``POST /terrace/save`` with ``{"file": …}``: writes this process's state."""
        try:
            with self.quiet():
                snapshots.save(asked["file"], self)
        except Exception as fault:  # of any kind: moto's objects decide what cannot be written
            log.error("the estate was not saved\n%s", traceback.format_exc())
            return Response(f"the estate was not saved: {type(fault).__name__}: {fault}\n", status=500,
                            content_type="text/plain")
        return Response("{}", content_type="application/json")


def create_app(backend):
    app = create_backend_app(backend)
    app.testing = True  # faults reach the dispatcher
    for unknown in (NotFound, MethodNotAllowed):
        app.register_error_handler(unknown, unknown_path)
    return app


def own_app(response_class):
    app = Flask(response_class.__name__)
    app.testing = True
    view = convert_to_flask_response(response_class.dispatch)
    for path in ("/", "/<path:path>"):
        app.add_url_rule(path, endpoint=path, methods=werkzeug_app.HTTP_METHODS,
                         view_func=lambda path=None: view())
    return app


def unknown_path(_):
    raise UnknownAction(f"no such path: {request.method} {request.path}")


def refuse_unknown_actions(patches):
    """REST requests whose path matches no action got an empty 404, which reads as «not found»."""

    def make(original):
        def call_action(self):
            action = self._get_action()
            if not action:
                raise UnknownAction(f"no action for {self.method} {self.raw_path}")
            if not hasattr(self, camelcase_to_underscores(action)):
                raise UnknownAction(f"no action {action}")
            return original(self)

        return call_action

    patches.wrap("unknown actions", BaseResponse, "call_action", make, fault='return 404, headers, ""')


def foreign_page(environ, port):
    """Why a request may come from a web page, which must not drive this server; None if it does not.

    A page of another site sends its Origin, or Sec-Fetch-Site for images and links
    (https://www.w3.org/TR/fetch-metadata/); one whose name was rebound to 127.0.0.1 sends that name as Host.
    """
    host = environ.get("HTTP_HOST")  # every browser sends it
    if host is not None and not is_own(host, port):
        return f"the Host header must be a loopback address and this server's port, got '{host}'"
    origin = environ.get("HTTP_ORIGIN")
    if origin is not None and not (origin.startswith("http://") and is_own(origin[len("http://"):], port)):
        return f"pages of other origins are refused, got '{origin}'"
    if environ.get("HTTP_SEC_FETCH_SITE", "none") not in ("none", "same-origin"):
        return "requests from pages of other sites are refused"
    return None


def is_own(host, port):
    name, _, number = host.rpartition(":")
    if not number.isdigit():  # no port: the one of HTTP
        name, number = host, "80"
    name = name.lower()
    loopback = name in ("127.0.0.1", "[::1]", "localhost") or name.endswith(".localhost")
    return loopback and (port is None or int(number) == port)


def signed_service(environ):
    """The service's name in the request's signature, or None."""
    parts = environ.get("HTTP_AUTHORIZATION", "").partition("Credential=")[2].split(",")[0].split("/")
    return parts[3].lower() if len(parts) >= 5 else None


def describe(environ):
    service = signed_service(environ) or "unsigned request"
    target = environ.get("HTTP_X_AMZ_TARGET", "").rpartition(".")[2]
    return f"{service} {target or environ['REQUEST_METHOD'] + ' ' + environ.get('PATH_INFO', '')}"


def refuse(environ, code, message):
    """An error in the protocol of the request; HTTP 400 is not retried."""
    service = signed_service(environ)
    headers = {"x-amzn-errortype": code, "x-amzn-requestid": "terrace-local"}
    if environ.get("HTTP_X_AMZ_TARGET"):
        body, content_type = json.dumps({"__type": code, "message": message}), "application/x-amz-json-1.1"
    elif service == "ec2":
        body = (f"<Response><Errors><Error><Code>{code}</Code><Message>{escape(message)}</Message></Error></Errors>"
                "<RequestID>terrace-local</RequestID></Response>")
        content_type = "text/xml"
    elif service == "s3":
        body, content_type = f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>", "text/xml"
    elif service in XML_SERVICES or environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        body = (f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{escape(message)}</Message>"
                "</Error><RequestId>terrace-local</RequestId></ErrorResponse>")
        content_type = "text/xml"
    else:
        body, content_type = json.dumps({"__type": code, "message": message}), "application/json"
    return Response(body, status=400, headers=headers, content_type=content_type)
