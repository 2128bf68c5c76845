#!/usr/bin/env python3
"""Builds the fuzzers, replays the corpus and searches on; ends in one line of counts.

Every fuzzer first runs all inputs that are kept in Corpus, then looks for new ones until its share of the time is up. What it
finds stays under .build-fuzz; a crash leaves its input there, with the command that repeats it.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SCRATCH = ROOT / ".build-fuzz"
PROGRAM = SCRATCH / "release" / "Fuzz"
CANARY = "canary"
LEAST = 2  # seconds for one fuzzer


def build():
    """Builds the one program that holds all fuzzers, with the versions of packages that the server has."""
    resolved = ROOT / "Package.resolved"
    if resolved.exists():
        shutil.copy(resolved, HERE / "Package.resolved")
    start = time.monotonic()
    command = ["swift", "build", "-c", "release", "--scratch-path", str(SCRATCH), "--product", "Fuzz"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stdout[-6000:] + done.stderr[-2000:] + "\nthe fuzzers cannot be built")
    print(f"built in {time.monotonic() - start:.0f} s", flush=True)


def fuzzers():
    """The fuzzers by name, each with the length of its longest input."""
    listed = subprocess.run([PROGRAM, "--list"], capture_output=True, text=True, check=True).stdout
    return dict(line.split() for line in listed.splitlines())


def explore(name, longest, seconds, scratch, replay_only=False, seed=0):
    """Runs one fuzzer; its runs, its exit code and what it said. A seed of 0 is another one each time."""
    finds = SCRATCH / "finds"
    found = SCRATCH / "corpus" / name
    found.mkdir(parents=True, exist_ok=True)
    finds.mkdir(parents=True, exist_ok=True)
    kept = HERE / "Corpus" / name
    command = [
        str(PROGRAM), name, f"-artifact_prefix={finds}/{name}-", "-timeout=10", "-rss_limit_mb=1024",
        "-print_final_stats=1", "-verbosity=0", f"-max_len={longest}", f"-seed={seed}",
    ]
    command += ["-runs=0"] if replay_only else [f"-max_total_time={seconds}"]
    words = HERE / "Dictionaries" / f"{name}.dict"
    if words.exists():
        command.append(f"-dict={words}")
    # New inputs go into the first folder.
    command += [str(found), str(kept)]
    environment = dict(os.environ, FUZZ_SCRATCH=scratch)
    # A crashing program is not searched for its own cause: the input says enough.
    environment["SWIFT_BACKTRACE"] = "enable=no"
    try:
        limit = seconds + 120
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=environment, timeout=limit)
        code, said = done.returncode, done.stderr
    except subprocess.TimeoutExpired as expired:
        code, said = -1, (expired.stderr or b"").decode(errors="replace") + "\nit did not end"
    runs = re.search(r"number_of_executed_units:\s*(\d+)", said)
    return name, int(runs.group(1)) if runs else 0, code, said


def repeat(name, said):
    """How to repeat a crash, from what the fuzzer said."""
    written = re.search(r"Test unit written to (\S+)", said)
    place = written.group(1) if written else f"{HERE}/Corpus/{name}/*"
    # The last thing it named is what broke; the rest is libFuzzer's own.
    why = [line for line in said.splitlines() if line.startswith("== broken") or "ERROR:" in line or "SUMMARY" in line]
    lines = "\n".join("  " + line[:500] for line in why[:4]) or said[-800:]
    program = PROGRAM.relative_to(ROOT)
    return f"CRASH in {name}\n{lines}\n  input: {place}\n  again: {program} {name} {place}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60, help="time for all fuzzers together")
    parser.add_argument("--seed", type=int, default=0, help="decides what is tried (default: another each time)")
    parser.add_argument("--only", nargs="*", help="these fuzzers alone")
    parser.add_argument("--no-build", action="store_true")
    parser.add_argument("--replay", action="store_true", help="run the kept inputs only")
    options = parser.parse_args()
    if not options.no_build:
        build()
    known = fuzzers()
    chosen = [name for name in known if name != CANARY and (not options.only or name in options.only)]
    missing = [name for name in chosen if not any((HERE / "Corpus" / name).glob("*"))]
    if not chosen or missing:
        sys.exit(f"no fuzzer, or one without a corpus: {' '.join(missing)}")
    hands = max(1, min(os.cpu_count() or 1, len(chosen)))
    share = max(LEAST, options.seconds * hands // len(chosen))
    base = "/dev/shm" if os.path.isdir("/dev/shm") else None
    crashes = []
    total = 0
    with tempfile.TemporaryDirectory(prefix="tocsin-fuzz-", dir=base) as scratch:
        canary = explore(CANARY, known[CANARY], 20, scratch)
        if canary[2] == 0 or "the canary sings" not in canary[3]:
            sys.exit("the canary was not found: no crash would be\n" + canary[3][-2000:])
        with ThreadPoolExecutor(hands) as pool:
            jobs = [pool.submit(explore, name, known[name], share, scratch, options.replay, options.seed) for name in chosen]
            for job in jobs:
                name, runs, code, said = job.result()
                total += runs
                if code == 0 and runs > 0:
                    print(f"{name:12} {runs:>10,} runs", flush=True)
                    continue
                crashes.append(name)
                print(repeat(name, said), flush=True)
    print(f"{len(chosen)} fuzzers, {total:,} runs, {len(crashes)} crashes; the canary was found")
    sys.exit(1 if crashes else 0)


if __name__ == "__main__":
    main()
