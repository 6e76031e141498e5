"""Runs commands of the AWS CLI in this process: its start takes a second, a command a thirtieth of one.

As a program it reads one command a line, ``{"environment": {…}, "words": […]}``, and answers each with a line
``{"exitCode": …, "output": …, "errors": …}``. It ends with exit code 3 where Python has no AWS CLI to import
(version 2 is no Python package): then each command needs a process.
"""

import contextlib
import io
import json
import os
import sys

KEPT = {}

# These would stay in the kept session and change the commands after them.
STAYING = {"--region", "--profile", "--debug", "--ca-bundle"}


def run(words, environment):
    """Exit code, output and errors of ``aws`` with these words, and with no other variables."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment)
    os.environ["AWS_DATA_PATH"] = data_path()
    output, errors = stream(), stream()
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            try:
                code = driver(words, environment).main(list(words))
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 1
        return code or 0, text(output), text(errors)
    finally:
        os.environ.clear()
        os.environ.update(before)


def data_path():
    """The CLI's own descriptions; it sets the variable once, when it is imported."""
    import awscli

    return os.path.join(os.path.dirname(os.path.abspath(awscli.__file__)), "data")


def driver(words, environment):
    from awscli.clidriver import create_clidriver

    if STAYING & set(words):
        return create_clidriver()
    key = tuple(sorted(environment.items()))
    if key not in KEPT:
        KEPT[key] = begun_once(create_clidriver())
    return KEPT[key]


def begun_once(created):
    """Each command begins its session, which registers handlers again: the fiftieth would call each of them 50 times."""
    begin = created._emit_session_event

    def first(arguments):
        created._emit_session_event = lambda _: None
        begin(arguments)

    created._emit_session_event = first
    return created


def stream():
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def text(written):
    return written.buffer.getvalue().decode()


def available():
    try:
        import awscli.clidriver  # noqa: F401
    except ImportError:
        return False
    return True


def main():
    if not available():
        return 3
    answers = sys.stdout
    for line in sys.stdin:
        asked = json.loads(line)
        code, output, errors = run(asked["words"], asked["environment"])
        print(json.dumps({"exitCode": code, "output": output, "errors": errors}), file=answers, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
