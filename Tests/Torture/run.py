#!/usr/bin/env python3
"""Torments the built server with real SQLite and real receivers on loopback, and says what held.

  run.py --tocsin .build/release/tocsin            everything, at most 25 minutes on two quiet cores
  run.py --tocsin .build/release/tocsin --quick    the short form for every change, at most 4 minutes
  run.py --tocsin ... --only kill --kill 2000      one torment, so many times

Needs Python's standard library; some torments also strace or root, and say so when they are skipped. Everything
runs on loopback, in a temporary folder, and is ended by its process id. The last line counts; the exit code is 1 when
anything failed.
"""
import argparse
import asyncio
import importlib
import json
import os
import resource
import signal
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

import selftest  # noqa: E402
from harness.server import ServerEnded, Setup  # noqa: E402
from harness.tally import Tally  # noqa: E402

ORDER = ["kill", "stop", "terminate", "syncerror", "fulldisk", "log", "clock", "reload", "brokentree", "channel", "relay", "lateness", "recovery",
         "putback", "storm"]


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tocsin", required=True, help="the binary to torment")
    parser.add_argument("--quick", action="store_true", help="the short form")
    parser.add_argument("--only", action="append", choices=ORDER, help="this torment only; may be repeated")
    parser.add_argument("--without", action="append", choices=ORDER, default=[], help="leave this one out; may be repeated")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="decides every random moment (default: the time)")
    parser.add_argument("--patience", type=float, default=1.0, metavar="X",
                        help="multiply every limit of time by this on a machine that is busy (default: 1)")
    parser.add_argument("--json", help="write the figures to this file")
    parser.add_argument("--keep", action="store_true", help="leave the temporary folder for a look")
    parser.add_argument("--folder", help="where the temporary folder is made (default: the system's)")
    for name in ORDER:
        module = importlib.import_module("torments." + name)
        parser.add_argument(f"--{name}", type=int, metavar="N",
                            help=f"{module.WHAT} ({module.COUNTS[0]}, quick {module.COUNTS[1]})")
    return parser.parse_args()


async def torment(name, setup, chosen):
    module = importlib.import_module("torments." + name)
    asked = getattr(chosen, name)
    count = module.COUNTS[1 if chosen.quick else 0] if asked is None else asked
    tally = Tally(name, chosen.patience)
    # Connections that a kill cuts are part of the game; asyncio need not tell of each.
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    print(f"== {name}: {count} {module.WHAT} (load {os.getloadavg()[0]:.1f})", flush=True)
    try:
        await module.run(setup, tally, count, chosen)
    except ServerEnded as ended:
        tally.fault(str(ended))
    except Exception as error:  # a torment that breaks off has failed, and the others still run
        traceback.print_exc()
        tally.fault(f"the torment broke off: {error!r}")
    setup.end_processes()
    tally.finish()
    for figure, value in tally.figures.items():
        print(f"  {figure}: {value}")
    print(f"== {name}: {tally.checks} checks, {tally.failures} failed, {tally.seconds} s", flush=True)
    return tally


def sentence(tallies):
    done = {}
    for tally in tallies:
        for what, count in tally.done.items():
            done[what] = done.get(what, 0) + count
    parts = ", ".join(f"{count:,} {what}" for what, count in done.items())

    def total(name):
        return sum(getattr(tally, name) for tally in tallies)

    skipped = sum(len(tally.skipped) for tally in tallies)
    return (f"{parts}: {total('accepted'):,} reports accepted, {total('lost'):,} lost, {total('extra'):,} extra copies under "
            f"the same id, {total('answers'):,} answers kept, {total('steps'):,} steps held against their time, "
            f"{total('checks'):,} checks, {skipped} skipped, {total('failures')} failed")


def main():
    chosen = options()
    # Whoever ends the run ends its servers and mounts too.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 16384), hard))
    names = [name for name in chosen.only or ORDER if name not in chosen.without]
    planted, troubles = selftest.run()
    print(f"{planted - len(troubles)} of {planted} faults planted in the checks are seen", *troubles, sep="\n  ", flush=True)
    setup = Setup(chosen.tocsin, keep=chosen.keep, base=chosen.folder)
    print(f"seed {chosen.seed}, load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores", flush=True)
    tallies = []
    try:
        for name in names:
            tallies.append(asyncio.run(torment(name, setup, chosen)))
    finally:
        setup.close()
        if chosen.json:
            report = {"seed": chosen.seed, "quick": chosen.quick, "patience": chosen.patience, "load": os.getloadavg(), "cores": os.cpu_count(),
                      "line": sentence(tallies), "torments": [tally.as_json() for tally in tallies]}
            Path(chosen.json).write_text(json.dumps(report, indent=1) + "\n")
    print(sentence(tallies))
    return 1 if troubles or any(tally.failures for tally in tallies) else 0


sys.exit(main())
