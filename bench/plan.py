#!/usr/bin/env python3
"""Compares `./terrace plan`, `drift` and `deploy` with Terraform alone, where nothing changes.

Terraform is run stack after stack, in the order of deployment, in the working folders that Terrace has prepared. Every command is run
in turn with the others, so that a busy machine slows all: look at the ratios. CPU seconds are those of the whole process tree without
the simulated AWS; wall time counts on a quiet machine only.

The environment has to be deployed: ./terrace deploy TARGET --local --yes

Usage: bench/plan.py [TARGET] [ROUNDS]
"""
import datetime
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent


def variables():
    """What Terrace gives to Terraform, but for what only makes it faster."""
    up = json.loads(output(["./terrace", "local", "status", "--json"]))
    if not up["up"]:
        sys.exit("the simulated AWS is not up: deploy the environment first")
    own = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_"))}
    return own | {
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_ENDPOINT_URL": up["endpoint"],
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "AWS_MAX_ATTEMPTS": "3",
        "CHECKPOINT_DISABLE": "1",
        "TF_CLI_CONFIG_FILE": str(state() / "terraform.rc"),
    }


def state():
    return pathlib.Path(os.environ.get("TERRACE_STATE_DIR", PROJECT / ".terrace"))


def output(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout


def folders(target):
    """Working folders of the target's stacks, in the order of deployment."""
    output(["./terrace", "synth", target])
    stacks = json.loads(pathlib.Path("cdktf.out/manifest.json").read_text())["stacks"]
    waiting = {name: stack["dependencies"] for name, stack in stacks.items() if f"{name}-".startswith(target.replace("/", "-") + "-")}
    order = []
    while waiting:
        ready = [name for name, earlier in waiting.items() if not set(earlier) & set(waiting)]
        order += ready
        waiting = {name: earlier for name, earlier in waiting.items() if name not in ready}
    return [state() / "local" / name for name in order]


def measured(commands):
    """Wall and CPU seconds of commands, one after the other; each is (arguments, folder, environment)."""
    wall = cpu = 0.0
    for arguments, folder, environment in commands:
        with tempfile.TemporaryFile() as said:
            start = time.monotonic()
            process = subprocess.Popen(arguments, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            _, status, usage = os.wait4(process.pid, 0)
            wall += time.monotonic() - start
            cpu += usage.ru_utime + usage.ru_stime
            code = os.waitstatus_to_exitcode(status)
            process.returncode = code
            if code != 0 and (code, arguments[1]) != (4, "drift"):
                said.seek(0)
                sys.exit(f"{' '.join(arguments)} in {folder} ended with {code}, so something changes or fails:\n{said.read().decode()}")
    return wall, cpu


def main():
    os.chdir(PROJECT)
    target = sys.argv[1] if len(sys.argv) > 1 else "coder/production"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    output(["./terrace", "plan", target, "--local"])  # builds what is not built, prepares the folders
    plain, stacks = variables(), folders(target)

    def terrace(*arguments):
        return [(["./terrace", *arguments, target, "--local"], PROJECT, os.environ)]

    def terraform(*options):
        return [(["terraform", "plan", "-input=false", *options], folder, plain) for folder in stacks]

    runs = {
        "terraform plan, stack after stack": terraform("-detailed-exitcode"),
        "terrace plan --parallel 1": terrace("plan", "--parallel", "1"),
        "terrace plan": terrace("plan"),
        "terrace deploy --yes": terrace("deploy", "--yes"),
        "terraform plan -refresh-only": terraform("-refresh-only"),
        "terrace drift": terrace("drift"),
    }
    times = {name: [] for name in runs}
    for _ in range(rounds):
        for name, commands in runs.items():
            times[name].append(measured(commands))
    version = json.loads(output(["terraform", "version", "-json"]))["terraform_version"]
    print(f"{datetime.date.today()}, {os.cpu_count()} cores, {platform.machine()}, Terraform {version}, load {os.getloadavg()[1]:.1f}")
    print(f"{target}, {len(stacks)} stacks, nothing to change, median of {rounds} rounds")
    print(f"  {'':<36}{'wall':>8}{'ratio':>7}{'CPU':>9}{'ratio':>7}")
    base = None
    for name, each in times.items():
        wall, cpu = (statistics.median(column) for column in zip(*each))
        if name.startswith("terraform"):
            base = wall, cpu
        print(f"  {name:<36}{wall:>6.1f} s{wall / base[0]:>7.2f}{cpu:>7.1f} s{cpu / base[1]:>7.2f}")


if __name__ == "__main__":
    main()
