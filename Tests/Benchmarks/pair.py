#!/usr/bin/env python3
"""Measures this tree against an earlier commit, turn by turn, on one machine in one session.

  pair.py BEFORE [--pairs K] [--only ROW,ROW] [--out FILE]

Both are release builds. Each row is run before, after, before, after, …; a pair counts if both of its runs were quiet.
Printed are the medians of the rate and of the server's CPU for one incident, with the ratios of the medians: above 1 this
tree is better. A row below the limit is measured again with more pairs, and what those say stands. Exit 1 if a row stays below.
Every run is appended to the results file.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.realpath(os.path.join(HERE, "..", ".."))
ROWS = {"storm": "single reports, 64 connections", "storm64": "arrays of 64", "rate": "50/s", "rate3000": "3,000/s"}
LIMIT = 0.97
AGAIN = 9
# So many pairs may be disturbed for each that is wanted before a row is given up.
PATIENCE = 3


def run(*cmd, **options):
    done = subprocess.run(cmd, text=True, **options)
    if done.returncode:
        sys.exit("%s: exit %d" % (" ".join(cmd), done.returncode))
    return done


def commit(name):
    return run("git", "-C", ROOT, "rev-parse", "--verify", name + "^{commit}", stdout=subprocess.PIPE).stdout.strip()


def release_flags(tree):
    """How that commit itself makes its release build."""
    with open(os.path.join(tree, "Makefile")) as lines:
        named = [line.split("=", 1)[1].split() for line in lines if line.startswith("RELEASE =")]
    return named[0] if named else ["-c", "release"]


def build(sha):
    """Builds a commit in a worktree that stays for the next time; the folder it was built in."""
    tree = os.path.join(ROOT, ".build-pair", sha[:12])
    if not os.path.isdir(tree):
        run("git", "-C", ROOT, "worktree", "prune")
        run("git", "-C", ROOT, "worktree", "add", "--detach", "--force", tree, sha)
    run("swift", "build", *release_flags(tree), "--product", "tocsin", "--package-path", tree)
    return tree


def measure(row, side, tree, out):
    """One run that was quiet, or None."""
    cmd = [sys.executable, os.path.join(HERE, "peerbench.py"), "tocsin", row, "--label", side, "--attempts", "1", "--wait-quiet", "60", "--out", out,
           "--set", "TOCSIN=" + os.path.join(tree, ".build", "release", "tocsin"), "--set", "TEMPLATES=" + os.path.join(tree, "Templates")]
    done = subprocess.run(cmd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit("%s, %s:\n%s" % (row, side, done.stdout[-2000:]))
    with open(out) as lines:
        result = json.loads(lines.readlines()[-1])
    if result["accepted_lost"] or result["duplicates"] or result["broken"]:
        sys.exit("%s, %s: lost %d, duplicated %d, broken %d" % (row, side, result["accepted_lost"], result["duplicates"], result["broken"]))
    print("  %-9s %-6s %8.0f/s %8.1f us%s" % (row, side, result["end_to_end_per_s"], cpu(result), "" if result["quiet"] else "  disturbed, left out"), flush=True)
    return result if result["quiet"] else None


def cpu(result):
    """Microseconds of the server's CPU for one incident."""
    return 1e6 * result["system"]["cpu_s"] / result["delivered"]


def pairs(row, wanted, trees, out):
    """As many quiet pairs as wanted, if the machine lets them be taken."""
    found = []
    for _ in range(wanted * PATIENCE):
        if len(found) == wanted:
            break
        pair = [measure(row, side, tree, out) for side, tree in trees]
        if all(pair):
            found.append(pair)
    return found


def compare(found):
    """Medians before and after, and how much better after is, of rate and CPU; the latency stands beside them."""
    sides = list(zip(*found))
    rate = [statistics.median(r["end_to_end_per_s"] for r in side) for side in sides]
    used = [statistics.median(cpu(r) for r in side) for side in sides]
    p99 = [statistics.median(r["latency_ms"]["p99"] for r in side) for side in sides]
    return {"pairs": len(found), "rate": rate, "cpu": used, "p99": p99, "rate_ratio": rate[1] / rate[0], "cpu_ratio": used[0] / used[1]}


def is_low(result):
    return min(result["rate_ratio"], result["cpu_ratio"]) < LIMIT


def table(results):
    yield "| row | pairs | rate before | after | ratio | CPU us before | after | ratio | p99 ms before | after |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for row, r in results.items():
        yield "| %s | %d | %.0f/s | %.0f/s | %.3f | %.1f | %.1f | %.3f | %.2f | %.2f |" % (
            ROWS[row], r["pairs"], r["rate"][0], r["rate"][1], r["rate_ratio"], r["cpu"][0], r["cpu"][1], r["cpu_ratio"], r["p99"][0], r["p99"][1])


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("before")
    options.add_argument("--pairs", type=int, default=5)
    options.add_argument("--only", default=",".join(ROWS), help="rows, of " + ", ".join(ROWS))
    options.add_argument("--out", default=os.path.join(HERE, "results", "pairs.jsonl"))
    a = options.parse_args()
    rows = a.only.split(",")
    unknown = [row for row in rows if row not in ROWS]
    if unknown or a.pairs < 1:
        options.error("there is no row %s; rows are %s" % (unknown[0], ", ".join(ROWS)) if unknown else "--pairs takes 1 and more")
    os.makedirs(os.path.dirname(os.path.abspath(a.out)), exist_ok=True)
    before = commit(a.before)
    trees = [("before", build(before)), ("after", ROOT)]
    print("before %s, after %s%s, %s" % (before[:12], commit("HEAD")[:12], " and what is not committed" if dirty() else "", time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())))
    results, low, short = {}, [], []
    for row in rows:
        result = comparison(row, a.pairs, trees, a.out)
        if result and is_low(result):
            print("  %s is below %.2f: measured again with %d pairs, which stand" % (row, LIMIT, AGAIN), flush=True)
            result = comparison(row, AGAIN, trees, a.out)
        if not result:
            short.append(row)
            continue
        results[row] = result
        if is_low(result):
            low.append(row)
    print("\n".join(table(results)))
    if short:
        print("the machine was not quiet for long enough: %s" % ", ".join(short))
    if low:
        print("below %.2f: %s" % (LIMIT, ", ".join(low)))
    sys.exit(1 if low or short else 0)


def comparison(row, wanted, trees, out):
    """The comparison of a row, or None where the machine did not let enough pairs be taken."""
    taken = pairs(row, wanted, trees, out)
    return compare(taken) if len(taken) == wanted else None


def dirty():
    return bool(run("git", "-C", ROOT, "status", "--porcelain", stdout=subprocess.PIPE).stdout.strip())


if __name__ == "__main__":
    main()
