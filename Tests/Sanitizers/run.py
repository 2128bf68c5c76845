#!/usr/bin/env python3
"""Runs the tests under ThreadSanitizer and AddressSanitizer; ends in one line of counts.

The servers that the tests start are built the same way, and what they do counts too. Programs with a planted fault are run
first: a sanitizer that does not find those has found nothing.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# Groups that start servers run one after another, as in `make test`.
GROUPS = [
    "EscalationTests|ContactTreesTests|MessagesTests|RecordTests|AccessTests|DispatchingTests|StoreTests", "CurlTests", "ChannelsTests",
    "HTTPAPITests", "EndToEndTests",
]
FAULTS = {"thread": "races", "address": "faults"}
FIRST_LINE = re.compile(r"(?:WARNING|ERROR): (?:Thread|Address|Leak)Sanitizer: (.*)")
LONGEST = 3600  # seconds for one group

# The closure that Mutex.withLock runs, with the type of what the mutex holds.
LOCKED = re.compile(r"closure #\d+ \((?:sending inout|inout sending) ((?:[^()]|\([^()]*\))+)\)")


def guarded(report):
    """Whether both accesses of a reported race stand inside withLock of a Mutex that holds the same type.

    On Linux Swift's Mutex waits in the kernel (FUTEX_LOCK_PI) from inside a library without instrumentation, so
    ThreadSanitizer cannot see that the one who waited came after the one who held it. Only such pairs are left out; an access
    outside of the lock, or under another one, still counts.
    """
    held = []
    for start in re.finditer(r"^  (?:Previous )?(?:atomic )?(?:write|read|modifying access|access)\b.*$", report, re.M | re.I):
        stack = report[start.end():].split("\n\n", 1)[0]
        held.append(set(LOCKED.findall(stack)))
    return len(held) == 2 and bool(held[0] & held[1])


def unique(report):
    """Whether a reported race is between a read of a NIO buffer and its reuse after `modifyIfUniquelyOwned`.

    The reader let go of the buffer before: the count of references said that there is one owner. ThreadSanitizer does not see
    that order, since the runtime that counts is not instrumented.
    """
    return all(name in report for name in ("ByteBuffer._Storage.reallocStorage", "ByteBuffer.modifyIfUniquelyOwned"))


class Sanitizer:
    def __init__(self, kind):
        self.kind = kind
        self.scratch = ROOT / f".build-{kind}"
        self.reports = self.scratch / "reports"
        self.flags = [f"--sanitize={kind}", "--scratch-path", str(self.scratch)]

    def environment(self):
        """The settings of the next runs, with no report left of earlier ones."""
        shutil.rmtree(self.reports, ignore_errors=True)
        self.reports.mkdir(parents=True)
        options = f"log_path={self.reports}/report:exitcode=0"
        if self.kind == "thread":
            return dict(os.environ, TSAN_OPTIONS=options + ":second_deadlock_stack=1")
        # Swift keeps the case of an enum in spare bits of the pointer beside it, so LeakSanitizer does not see that pointer and
        # takes what a constant holds for a leak.
        return dict(os.environ, ASAN_OPTIONS=options + ":detect_leaks=0")

    def found(self):
        """The reports of all processes that count, each as its first line and its file; and how many were left out."""
        found = []
        left_out = 0
        for path in sorted(self.reports.glob("report*")):
            with open(path, errors="replace") as file:
                text = subprocess.run(["swift", "demangle"], stdin=file, capture_output=True, text=True).stdout
            for report in re.split(r"^={18,}$", text, flags=re.M):
                what = FIRST_LINE.search(report)
                if not what:
                    continue
                if self.kind == "thread" and (guarded(report) or unique(report)):
                    left_out += 1
                    continue
                summary = re.search(r"SUMMARY: (.*)", report)
                found.append((summary.group(1) if summary else what.group(1), path))
        return found, left_out

    def run_alone(self, name):
        """Builds and runs one of the programs beside this one; what was found in it."""
        program = self.scratch / name
        self.scratch.mkdir(exist_ok=True)
        source = HERE / f"{name}-{self.kind}.swift"
        command = ["swiftc", "-g", "-swift-version", "6", f"-sanitize={self.kind}", str(source), "-o", str(program)]
        subprocess.run(command, check=True)
        subprocess.run([program], env=self.environment(), capture_output=True)
        return self.found()

    def check_itself(self):
        """Ends the run when a planted fault is not found, or a guarded access is taken for one."""
        if not self.run_alone("canary")[0]:
            sys.exit(f"{self.kind}: the planted fault was not found, so nothing would be")
        if self.kind == "thread" and (wrong := self.run_alone("guarded")[0]):
            sys.exit(f"{self.kind}: accesses under one lock are taken for a race: {wrong[0][0]}")

    def build(self):
        start = time.monotonic()
        command = ["swift", "build", "--build-tests", *self.flags]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(done.stdout[-6000:] + done.stderr[-2000:] + f"\n{self.kind}: the tests cannot be built")
        print(f"{self.kind}: built in {time.monotonic() - start:.0f} s", flush=True)

    def run(self, groups):
        """Runs the groups; the number of tests and of failed ones."""
        environment = self.environment()
        tests = failed = 0
        for group in groups:
            start = time.monotonic()
            # XCTest's own runner leaks a little, which is none of ours.
            command = ["swift", "test", "--skip-build", "--disable-xctest", *self.flags, "--filter", f"^({group})"]
            try:
                done = subprocess.run(
                    command, cwd=ROOT, env=environment, capture_output=True, text=True, errors="replace", timeout=LONGEST
                )
                code, said = done.returncode, done.stdout + done.stderr
            except subprocess.TimeoutExpired as expired:
                code, said = -1, (expired.stdout or b"").decode(errors="replace")
            ended = re.search(r"Test run with (\d+) tests?.*?(passed|failed)", said)
            broken = re.findall(r"Test .* recorded an issue .*", said)
            tests += int(ended.group(1)) if ended else 0
            failed += len(set(re.findall(r"Test (.*?)(?: with \d+ test cases)? failed after", said)))
            took = time.monotonic() - start
            print(f"{self.kind}: {group}: {ended.group(0) if ended else 'did not end'} ({took:.0f} s)", flush=True)
            if not ended or code != 0:
                failed += 0 if broken else 1
                print("\n".join(broken) or said[-4000:], flush=True)
        return tests, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=list(FAULTS))
    parser.add_argument("--groups", nargs="*", default=GROUPS, help="of tests, as patterns of their names")
    parser.add_argument("--no-build", action="store_true")
    options = parser.parse_args()
    lines = []
    bad = False
    for kind in [options.only] if options.only else list(FAULTS):
        sanitizer = Sanitizer(kind)
        sanitizer.check_itself()
        if not options.no_build:
            sanitizer.build()
        tests, failed = sanitizer.run(options.groups)
        found, left_out = sanitizer.found()
        for what, path in found:
            print(f"{kind}: {what}: {path}", flush=True)
        bad = bad or bool(found) or failed > 0 or tests == 0
        line = f"{kind}: {tests} tests, {len(found)} {FAULTS[kind]}"
        line += f" ({left_out} reports left out, see `guarded` and `unique`)" if left_out else ""
        lines.append(line + (f", {failed} failed" if failed else ""))
    print("; ".join(lines))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
