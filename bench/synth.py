#!/usr/bin/env python3
"""Times a warm `./terrace synth coder/production` as a whole process.

It is compared with the least that a CDKTF app in Java can be (bench/Bare.java: same JVM, same flags, one VPC). Both are run
in turn, so that a busy machine slows both: look at the ratio.

Usage: bench/synth.py [ROUNDS]
"""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent
TARGET = "coder/production"


def seconds(command):
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stderr}")
    return time.monotonic() - start


def main():
    os.chdir(PROJECT)
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    seconds(["./terrace", "synth", TARGET])  # builds what is not built
    os.environ["JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION"] = "1"
    os.environ["JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION"] = "1"
    with tempfile.TemporaryDirectory() as work:
        builds = pathlib.Path(".terrace/builds")
        build = builds / (builds / "current").read_text().strip()
        classpath = f"{build}/terrace.jar:" + (build / "classpath").read_text().strip()
        seconds(["javac", "-proc:none", "-d", work, "-cp", classpath, "bench/Bare.java", "bench/Phases.java"])
        java = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp", f"{work}:{classpath}"]
        kept = pathlib.Path(os.environ.get("TERRACE_STATE_DIR") or ".terrace") / "syntheses"
        bare, terrace, unchanged = [], [], []
        for _ in range(rounds):
            bare.append(seconds(java + ["Bare", f"{work}/bare"]))
            shutil.rmtree(kept, ignore_errors=True)  # else nothing is synthesized
            terrace.append(seconds(["./terrace", "synth", TARGET]))
            unchanged.append(seconds(["./terrace", "synth", TARGET]))
        print(f"median of {rounds} rounds")
        print(f"  {'bare JVM, one VPC':<44}{statistics.median(bare):6.2f} s")
        print(f"  {'./terrace synth ' + TARGET:<44}{statistics.median(terrace):6.2f} s")
        print(f"  {'the same with nothing changed':<44}{statistics.median(unchanged):6.2f} s")
        ratio = statistics.median(one / other for one, other in zip(terrace, bare))
        print(f"  {'ratio of pairs to bare (target: at most 1.3)':<44}{ratio:6.2f}")
        ratio = statistics.median(one / other for one, other in zip(unchanged, terrace))
        print(f"  {'ratio of pairs, unchanged to full':<44}{ratio:6.2f}")
        print("phases, one after the other (the command line overlaps the first two)", flush=True)
        os.environ["NODE_OPTIONS"] = f'--require "{PROJECT}/launcher/lazy-provider.cjs"'
        subprocess.run(java + ["Phases", f"{work}/phases", *TARGET.split("/")], check=True, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
