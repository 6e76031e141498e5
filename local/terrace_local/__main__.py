"""``python3 -m terrace_local``: starts the simulated AWS in the foreground."""

import argparse
import ipaddress
import json
import logging
import os
import sys

os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
os.environ["MOTO_ACM_VALIDATION_WAIT"] = "1"
# Objects of every size stay in memory: a fork shares no file with its origin.
os.environ["MOTO_S3_DEFAULT_KEY_BUFFER_SIZE"] = str(1 << 40)


def main(arguments=None):
    options = parse(arguments)
    if options.gaps:
        return print_gaps(options.json)
    try:
        import moto.server  # noqa: F401
    except ImportError as missing:
        return fail(f"moto is missing ({missing}): install local/requirements.txt")
    from terrace_local import snapshots

    estate = None
    if options.estate:
        try:
            estate = snapshots.verified(options.estate)  # before all of moto is loaded, which takes a second
        except snapshots.Unusable as refused:
            return fail(str(refused))
    from terrace_local.filling import load
    from terrace_local.patching import GapNotApplicable

    logging.basicConfig(level=logging.INFO if options.verbose else logging.WARNING, format="%(message)s")
    logging.getLogger("werkzeug").setLevel(logging.INFO if options.verbose else logging.ERROR)
    try:
        load()
    except GapNotApplicable as refused:
        return fail(f"a gap could not be filled: {refused}")
    return serve(options, estate)


def parse(arguments):
    parser = argparse.ArgumentParser(prog="python3 -m terrace_local", description=__doc__)
    parser.add_argument("--host", type=loopback, default="127.0.0.1", help="a loopback address")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--ready-file", help="gets {\"port\": …, \"pid\": …} once the server listens")
    parser.add_argument("--estate", help="starts with what this snapshot holds")
    parser.add_argument("--verbose", action="store_true", help="logs every request")
    parser.add_argument("--gaps", action="store_true", help="prints what is added to moto and ends")
    parser.add_argument("--json", action="store_true", help="with --gaps")
    return parser.parse_args(arguments)


def loopback(host):
    try:
        if ipaddress.ip_address("127.0.0.1" if host == "localhost" else host).is_loopback:
            return host
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"must be a loopback address, got {host}")


def serve(options, estate):
    from terrace_local import snapshots
    from terrace_local.server import Dispatcher
    from terrace_local.serving import Server

    dispatcher = Dispatcher()
    if estate is not None:
        try:
            snapshots.load(options.estate, estate, dispatcher)
        except snapshots.Unusable as refused:
            return fail(str(refused))
    server = Server(dispatcher, options.host, options.port, options.ready_file)
    print(f"simulated AWS on http://{options.host}:{server.port}", flush=True)
    server.run()
    return 0


def print_gaps(as_json):
    from terrace_local.gaps import GAPS

    if as_json:
        print(json.dumps([gap._asdict() for gap in GAPS], indent=2))
    else:
        for gap in GAPS:
            print(f"{gap.service}: {gap.name}\n    moto: {gap.moto}\n    here: {gap.here}")
    return 0


def fail(message):
    print(f"terrace_local: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
