#!/usr/bin/env python3
"""Tries to abuse the server in every way that RELIABILITY §4 names, and counts what was refused.

  python3 Tests/Abuse [--tocsin .build/debug/tocsin] [--only S10,S12.3] [--list] [--json FILE] [--junit FILE]

Each case is one distinct try. The last line counts them. Everything runs on loopback in temporary folders and is ended by
pid. Needs only Python's standard library, and openssl for the cases with TLS.
"""
import argparse
import atexit
import importlib
import json
import os
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import harness
import server


def stopped(number, frame):
    """Ends with everything that was started, whatever is under way."""
    server.close_all()
    os._exit(128 + number)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tocsin", default=os.environ.get("TOCSIN") or server.TOCSIN)
    parser.add_argument("--only", help="items or ids, separated by commas")
    parser.add_argument("--list", action="store_true", help="print the list of cases as JSON")
    parser.add_argument("--json", help="write the results as JSON")
    parser.add_argument("--junit", help="write the results as JUnit's XML")
    parser.add_argument("--jobs", type=int, default=4, help="items side by side (4)")
    parser.add_argument("--strict", action="store_true", help="a case that cannot be run here fails too (no namespaces, no root)")
    parser.add_argument("--slowest", type=int, default=0, help="name the slowest cases")
    options = parser.parse_args()
    server.TOCSIN = str(Path(options.tocsin).resolve())
    files = sorted(Path(__file__).resolve().parent.glob("s[0-9][0-9]*.py"))
    modules = [importlib.import_module(file.stem) for file in files]
    items = [item for m in modules for item in vars(m).values() if isinstance(item, harness.Item)]
    harness.number(items)
    if options.list:
        print(json.dumps(harness.listing(items), indent=1, ensure_ascii=False))
        return 0
    words = set(options.only.split(",")) if options.only else None
    known = {c.item for i in items for c in i.cases} | {c.id for i in items for c in i.cases}
    if words and words - known:
        parser.error(f"--only names nothing: {', '.join(sorted(words - known))}")
    atexit.register(server.close_all)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, stopped)
    start = time.monotonic()
    results = harness.run(items, lambda c: not words or c.item in words or c.id in words, options.jobs)
    for r in results:
        if r["outcome"] != "refused":
            print(f"{r['id']} {r['title']}: {r['outcome']}\n    {harness.printable(r['detail'])}")
    for r in sorted(results, key=lambda r: -r["seconds"])[:options.slowest]:
        print(f"{r['seconds']:7.2f} s  {r['id']} {r['title']}")
    if options.json:
        harness.write_json(results, options.json)
    if options.junit:
        harness.write_junit(results, options.junit)
    print(f"{time.monotonic() - start:.0f} s")
    print(harness.summary(results))
    passing = {"refused"} if options.strict else {"refused", "not run"}
    return 0 if all(r["outcome"] in passing for r in results) else 1


if __name__ == "__main__":
    sys.exit(main())
