"""The contact tree is read again 1,000 times under load, by SIGHUP and by POST /v1/reload: valid, changed and broken trees.

Each incident keeps the plan it began with: its steps start by that plan's times, whatever was put in force meanwhile. The
plan's title, which every message carries, says which version that is.
"""
import asyncio
import random
import signal

from harness.checks import EARLY, copies, nothing_lost, one_incident_each, record_holds, same_ids, wait_until
from harness.client import CUT
from harness.http_sink import HTTPSink
from harness.loader import Loader
from harness.receipts import Receipts
from harness.server import Server
from harness.steps import people
from harness.tally import now
from harness.tree import Tree, plan

NAME = "reload"
WHAT = "reloads"
COUNTS = (1000, 100)
STEPS = 4
SPANS = {"Two": 2, "Three": 3}
LATE = 2.0
PAUSE = 0.03


def tree(sink, title, extra):
    names = people(STEPS)
    addresses = {name: [{"webhook": sink.url(name)}] for name in [*names, "boss", *extra]}
    steps = [(name, f"{SPANS[title]}s") for name in names]
    return Tree(addresses, {"chain": plan(steps, title=title)}, name=f"Torture Yard {len(extra)}")


class Reloads:
    """Changes the tree and has it read again."""

    KINDS = ["same", "time", "people", "broken"]

    def __init__(self, server, sink, tally, chance):
        self.server, self.sink, self.tally, self.chance = server, sink, tally, chance
        self.title, self.extra = "Two", []
        self.client = server.client()

    def read_again(self):
        text = self.server.log_text()
        return text.count("the contact tree was read again"), text.count("the contact tree has faults")

    def change(self, kind):
        """Writes the next tree; whether it is whole."""
        if kind == "time":
            self.title = "Three" if self.title == "Two" else "Two"
        if kind == "people":
            self.extra = [] if len(self.extra) > 3 else [*self.extra, f"new{len(self.extra)}"]
        tree(self.sink, self.title, self.extra).write(self.server.contacts)
        if kind == "broken":
            broken = self.server.contacts / "yard" / "plans" / "chain.yaml"
            broken.write_text(broken.read_text().replace("fallback: [boss]", self.chance.choice(
                ["fallback: [nobody]", "fallback: [", "fallbak: [boss]", "fallback: *boss"])))
        return kind != "broken"

    async def once(self, number):
        is_whole = self.change(self.chance.choice(self.KINDS))
        before = self.read_again()
        if number % 2:
            status, content = await self.client.call("POST", "/v1/reload")
            self.tally.check((status == 200) == is_whole, f"reload {number} of a {'whole' if is_whole else 'broken'} tree: "
                                                          f"{status} {content[:200]}")
        else:
            self.server.signal(signal.SIGHUP)
        await wait_until(lambda: sum(self.read_again()) > sum(before), 10, every=0.005)
        good, bad = self.read_again()
        expected = (before[0] + 1, before[1]) if is_whole else (before[0], before[1] + 1)
        self.tally.check((good, bad) == expected, f"reload {number}: the log says {(good, bad)}, {expected} was expected")


async def run(setup, tally, count, options):
    chance = random.Random(options.seed)
    receipts = Receipts()
    sink = HTTPSink(receipts)
    await sink.start()
    server = Server(setup, "reload", tree(sink, "Two", []), receipts, [sink])
    loader = Loader(tally, server)
    await server.start()
    stop = asyncio.Event()
    load = asyncio.create_task(loader.storm(2, stop, lambda number: "chain", pause=0.08))
    reloads = Reloads(server, sink, tally, chance)
    try:
        for number in range(count):
            await reloads.once(number)
            tally.did(WHAT)
            await asyncio.sleep(PAUSE)
    except CUT as error:
        tally.fault(f"the connection was cut by a reload: {error!r}")
    stop.set()
    await load
    reloads.client.close()
    await settle(tally, server, loader, receipts)
    await sink.close()


async def settle(tally, server, loader, receipts):
    await nothing_lost(tally, loader, receipts)
    last = f"p{STEPS - 1}"
    await wait_until(lambda: all(any(one.person == last for one in receipts.by_incident.get(accepted.incident, ()))
                                 for accepted in loader.accepted.values()), STEPS * 3 + tally.limit(15))
    late = []
    for accepted in loader.accepted.values():
        judge(tally, accepted, receipts, late)
    tally.spread("lateness of steps under reloads", late)
    code = await server.stop()
    tally.check(code == 0, f"the server ended with {code} on SIGTERM")
    one_incident_each(tally, receipts)
    same_ids(tally, receipts)
    copies(tally, receipts)
    record_holds(tally, server)
    tally.check(receipts.extra_copies() == 0, f"{receipts.extra_copies()} messages came twice although nothing was cut off")


def judge(tally, accepted, receipts, late):
    found = [one for one in receipts.by_incident.get(accepted.incident, ()) if one.kind == "alert"]
    titles = {one.plan_title for one in found}
    if not tally.check(len(titles) == 1, f"{accepted.title} was told under the plans {titles}"):
        return
    span = SPANS[titles.pop()]
    arrivals = {one.person: one.at for one in reversed(found)}
    for position in range(STEPS):
        at = arrivals.get(f"p{position}")
        if not tally.check(at is not None, f"{accepted.title}: step {position + 1} never started"):
            continue
        tally.steps += 1
        early = accepted.sent + position * span - at
        tally.check(early <= EARLY, f"{accepted.title}: step {position + 1} started {early:.2f} s early")
        behind = at - accepted.answered - position * span
        late.append(max(behind, 0))
        tally.check(behind <= tally.limit(LATE), f"{accepted.title}: step {position + 1} started {behind:.2f} s late")
