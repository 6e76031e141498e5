"""The server as a process: its socket, its ready file, its end, and forks of it.

A fork is a process of its own with the same state on another port. Nothing is shared afterwards.
"""

import json
import logging
import os
import secrets
import signal
import socket
import stat
import sys
import tempfile
import threading
import time
import traceback

from werkzeug.serving import make_server

log = logging.getLogger("terrace_local")

OWNER = "TERRACE_LOCAL_OWNER"
OWNER_INTERVAL = 1.0


class Server:
    """Serves a dispatcher on a loopback address until SIGTERM, SIGINT or the end of its owner."""

    def __init__(self, dispatcher, host, port, ready_file=None):
        self.dispatcher = dispatcher
        self.host = host
        self.ready_file = ready_file
        self.listener = listen(host, port)
        self.port = self.listener.getsockname()[1]
        self.key = secrets.token_hex(16)

    def run(self, announce=None):
        """Returns when the server has ended; ``announce`` is told the port and the process once it listens."""
        # Before the ready file is written, so that no signal can come too early.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: sys.exit(0))
        wsgi = make_server(self.host, self.port, self.dispatcher, threaded=True, fd=self.listener.fileno())
        self.listener.close()
        self.dispatcher.serve(self)
        os.environ["MOTO_PORT"] = str(self.port)
        watch_owner()
        said = {"port": self.port, "pid": os.getpid()}
        ready = {**said, "key": self.key}
        try:
            if self.ready_file:
                write_atomically(self.ready_file, json.dumps(ready))
            if announce:
                announce(json.dumps(said))
            wsgi.serve_forever()
        finally:
            if self.ready_file:
                remove_own(self.ready_file, ready)
            wsgi.server_close()

    def fork(self, folder):
        """Starts a process with the same state, whose ready file and log are in ``folder``.

        The caller sees to it that no request is at work. Returns what the ready file says without the
        key, or None when the process did not start; its log says why.
        """
        child = Server(self.dispatcher, self.host, 0, os.path.join(folder, "ready.json"))
        reader, writer = os.pipe()
        between = os.fork()
        if between == 0:
            # Of nobody's process group, and nobody's child: a signal for this process ends only this one.
            os.setsid()
            if os.fork() == 0:
                child.become(os.path.join(folder, "server.log"), writer)
            os._exit(0)
        os.close(writer)
        child.listener.close()
        os.waitpid(between, 0)
        with os.fdopen(reader) as said:
            text = said.read()
        return json.loads(text) if text else None

    def become(self, log_file, writer):
        """The fork's life; it never returns to the request that asked for it."""
        code = 1
        try:
            own_output(log_file)
            forget_sockets(kept=self.listener.fileno())
            self.dispatcher.after_fork()

            def announce(text):
                os.write(writer, text.encode())
                os.close(writer)

            self.run(announce)
            code = 0
        except SystemExit as end:
            code = end.code or 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)


def listen(host, port):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(128)
    return listener


def own_output(log_file):
    handle = os.open(log_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    os.close(handle)


def forget_sockets(kept):
    """The parent's connections must end when the parent ends them; the numbers stay taken."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in [int(name) for name in os.listdir("/dev/fd")]:
        try:
            if number > 2 and number != kept and stat.S_ISSOCK(os.fstat(number).st_mode):
                os.dup2(nothing, number)
        except OSError:
            continue  # it was the listing's own
    os.close(nothing)


def watch_owner():
    """Ends this server after the process that TERRACE_LOCAL_OWNER names, if it names one."""
    owner = os.environ.get(OWNER)
    if owner:
        threading.Thread(target=end_after, args=(int(owner),), daemon=True, name="owner").start()


def end_after(owner):
    begin = start_of(owner)
    while begin is not None and start_of(owner) == begin:
        time.sleep(OWNER_INTERVAL)
    os.kill(os.getpid(), signal.SIGTERM)


def start_of(pid):
    """What tells a process from a later one with the same number; None when there is none."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
            return None if fields[0] == "Z" else fields[19]
    except FileNotFoundError:
        pass
    if os.path.isdir("/proc/self"):
        return None
    try:
        os.kill(pid, 0)  # no /proc, as on macOS
        return "alive"
    except ProcessLookupError:
        return None
    except PermissionError:
        return "alive"


def write_atomically(path, text):
    folder = os.path.dirname(os.path.abspath(path))
    handle, temporary = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "w") as file:
        file.write(text)
    os.replace(temporary, path)


def remove_own(path, ready):
    """Removes the ready file unless another server has written it since."""
    try:
        with open(path) as file:
            if json.load(file) == ready:
                os.remove(path)
    except FileNotFoundError:
        pass
