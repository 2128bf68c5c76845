#!/usr/bin/env python3
"""Shows that the checks can fail: each is given what is right, and then one thing that is wrong.

Without a server: the receipts are made up. `run.py` begins with it, so that a check that sees nothing cannot pass.
"""
import asyncio
import contextlib
import io
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from harness import checks  # noqa: E402
from harness.loader import Accepted  # noqa: E402
from harness.receipts import Receipt, Receipts  # noqa: E402
from harness.tally import Tally, now  # noqa: E402
from torments import brokentree, clock, log, reload, stop, storm  # noqa: E402

SPAN = 3.0
PEOPLE = ["p0", "p1", "p2"]


class World:
    """Three incidents whose three steps came in time, over two lives of a server."""

    def __init__(self):
        self.begin = now() - 100
        self.receipts = Receipts()
        self.accepted = {}
        for number in (1, 2, 3):
            answer = {"id": f"k3f9x2ab-{number}"}
            one = Accepted(f"report-{number}", "chain", self.begin + number, self.begin + number + 0.01, answer)
            self.accepted[one.title] = one
            for position, person in enumerate(PEOPLE):
                self.arrive(number, position + 1, person, one.answered + position * SPAN + 0.005)
        self.receipts.deaths[0] = self.begin + 50

    def arrive(self, incident, number, person, at, life=0, taken=True, name=None, plan_title="Chain"):
        receipt = Receipt(name or f"ledger-{incident}-{number}", None, life, title=f"report-{incident}", kind="alert",
                          person=person, plan_title=plan_title)
        receipt.at, receipt.taken = at, taken
        self.receipts.add(receipt)
        return receipt

    def remove(self, name):
        """As if a receiver had dropped this message."""
        copies = self.receipts.by_id.pop(name)
        for copy in copies:
            self.receipts.all.remove(copy)
            self.receipts.by_incident[copy.incident].remove(copy)


def lost(tally, world):
    asyncio.run(checks.nothing_lost(tally, world, world.receipts, within=0.1))


def in_time(tally, world):
    for one in world.accepted.values():
        checks.steps_in_time(tally, one, world.receipts, PEOPLE, [SPAN, SPAN], latest=1.0)


class Chain:
    """What the torments of time look at."""

    def __init__(self, arrivals):
        self.found = arrivals

    def arrivals(self, accepted):
        return self.found


def stopped(tally, arrivals):
    """An incident of a server that was stopped from second 7 to 17 of its course."""
    one = Accepted("report", "chain", 0.0, 0.0, {"id": "k3f9x2ab-1"})
    stop.judge(tally, Chain(arrivals), one, 7.0, 17.0, [])


def jumped(tally, arrivals, jump=3600, down=(4.0, 5.0)):
    one = Accepted("report", "chain", 0.0, 0.0, {"id": "k3f9x2ab-1"})
    clock.judge(tally, Chain(arrivals), one, jump, down, [])


def flooded(tally, gaps):
    world = World()
    for incident, person in ((8, "crowd"), (9, "other")):
        at = world.begin
        for number, gap in enumerate([0, *gaps]):
            at += gap
            world.arrive(incident, number + 1, person, at)
    storm.judge_flood(tally, world.receipts)


def replanned(tally, world):
    for one in world.accepted.values():
        found = [receipt for receipt in world.receipts.by_incident[one.incident]]
        for receipt in found:
            receipt.plan_title = receipt.plan_title if receipt.plan_title != "Chain" else "Three"
        reload.judge(tally, one, world.receipts, [])


def logged(tally, lines):
    log.judge(tally, "full", "".join(line + "\n" for line in lines).encode(), 7)


def ready(tally, answer):
    brokentree.judge_ready(tally, "cut", *answer)


def spoil(change):
    world = World()
    change(world)
    return world


DROPPED = '{"message":"lines of the log were dropped: for a time","lines":"%d"}'
CASES = {
    "a lost report": (lost, lambda world: world.remove("ledger-2-1") or world.remove("ledger-2-2")
                      or world.remove("ledger-2-3")),
    "a report that no receiver took": (lost, lambda world: [setattr(one, "taken", False)
                                                             for one in world.receipts.by_incident[2]]),
    "a second incident for one report": (lambda tally, world: checks.one_incident_each(tally, world.receipts),
                                         lambda world: setattr(world.arrive(8, 1, "p0", now()), "title", "report-1")),
    "one message under two ids": (lambda tally, world: checks.same_ids(tally, world.receipts),
                                  lambda world: world.arrive(2, 7, "p0", now())),
    "an id for two people": (lambda tally, world: checks.same_ids(tally, world.receipts),
                             lambda world: world.arrive(2, 1, "p2", now())),
    "two copies in one life": (lambda tally, world: checks.copies(tally, world.receipts),
                               lambda world: world.arrive(2, 1, "p0", now())),
    "a copy of what was settled long before the kill": (
        lambda tally, world: checks.copies(tally, world.receipts),
        lambda world: world.arrive(2, 1, "p0", now(), life=1)),
    "a step too early": (in_time, lambda world: setattr(world.receipts.by_id["ledger-2-2"][0], "at",
                                                        world.accepted["report-2"].sent + SPAN - 0.05)),
    "a step too late": (in_time, lambda world: setattr(world.receipts.by_id["ledger-2-2"][0], "at",
                                                       world.accepted["report-2"].answered + SPAN + 1.2)),
    "a step that never starts": (in_time, lambda world: world.remove("ledger-3-3")),
    "a step re-timed by a reload": (replanned, lambda world: setattr(
        world.receipts.by_id["ledger-1-2"][0], "at", world.accepted["report-1"].sent + 2)),
    "two plans in one incident": (replanned, lambda world: setattr(world.receipts.by_id["ledger-1-2"][0], "plan_title", "Two")),
}
TIMES = {
    "steps in a burst after a stop": (stopped, [0.01, 3.0, 6.0, 17.1, 20.2, 23.3], [0.01, 3.0, 6.0, 17.1, 17.2, 20.3]),
    "an overdue step forgotten after a stop": (stopped, [0.01, 3.0, 6.0, 17.1, 20.2, 23.3], [0.01, 3.0, 6.0, 20.1, 23.2, 26.3]),
    "a step early after a stop": (stopped, [0.01, 3.0, 6.0, 17.1, 20.2, 23.3], [0.01, 2.5, 6.0, 17.1, 20.2, 23.3]),
    "two early steps over a restart": (jumped, [0.01, 3.0, 5.1, 8.2, 11.3], [0.01, 3.0, 5.1, 5.2, 8.3]),
    "an early step though the clock went back": (
        lambda tally, arrivals: jumped(tally, arrivals, jump=-3600), [0.01, 3.0, 8.0, 11.2, 14.3], [0.01, 3.0, 5.1, 8.2, 11.3]),
    "a jump that moves a running step": (
        lambda tally, arrivals: jumped(tally, arrivals, down=None), [0.01, 3.0, 6.0, 9.1, 12.1], [0.01, 3.0, 4.0, 7.0, 10.0]),
    "a jump that holds a running step up": (
        lambda tally, arrivals: jumped(tally, arrivals, down=None), [0.01, 3.0, 6.0, 9.1, 12.1], [0.01, 3.0, 9.0, 12.0, 15.0]),
    "lines of the log that are missing and not counted": (
        logged, ['{"message":"a"}', DROPPED % 3, DROPPED % 4, '{"message":"b"}'], ['{"message":"a"}', DROPPED % 3, '{"message":"b"}']),
    "a log that does not go on": (
        logged, ['{"message":"a"}', DROPPED % 7, '{"message":"b"}'], ['{"message":"a"}', DROPPED % 7]),
    "half a line of the log": (
        logged, ['{"message":"a"}', DROPPED % 7, '{"message":"b"}'], ['{"mess', '{"message":"a"}', DROPPED % 7, '{"message":"b"}']),
    "a kept set in force that nobody is told of": (
        ready, (200, b'{"reasons":["running on the set of X"]}', True), (200, b'{"reasons":[]}', True)),
    "a kept set that is called in force for ever": (
        ready, (200, b'{"reasons":[]}', False), (200, b'{"reasons":["running on the set of X"]}', False)),
    "a server that is not ready on the kept set": (
        ready, (200, b'{"reasons":["running on the set of X"]}', True), (503, b'{"reasons":["running on the set of X"]}', True)),
    "two messages of a storm within a minute": (flooded, [60.1, 60.2], [60.1, 30.0]),
}


def outcome(check, *arguments):
    """How many checks failed; silently."""
    tally = Tally("selftest")
    with contextlib.redirect_stdout(io.StringIO()):
        check(tally, *arguments)
    return tally.failures


def run():
    """How many faults were planted, and what is wrong with the checks."""
    usual = stop.STEPS, stop.SPAN, clock.SPAN, reload.STEPS
    stop.STEPS, stop.SPAN, clock.SPAN, reload.STEPS = 6, SPAN, SPAN, len(PEOPLE)
    try:
        return look()
    finally:
        stop.STEPS, stop.SPAN, clock.SPAN, reload.STEPS = usual


def look():
    troubles = []
    for name, (check, change) in CASES.items():
        if outcome(check, World()):
            troubles.append(f"{name}: the check fails on what is right")
        if not outcome(check, spoil(change)):
            troubles.append(f"{name}: the check does not see it")
    for name, (check, right, wrong) in TIMES.items():
        if outcome(check, right):
            troubles.append(f"{name}: the check fails on what is right")
        if not outcome(check, wrong):
            troubles.append(f"{name}: the check does not see it")
    return len(CASES) + len(TIMES), troubles


def main():
    count, troubles = run()
    for trouble in troubles:
        print("FAILED:", trouble)
    print(f"{count - len(troubles)} of {count} planted faults seen")
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
