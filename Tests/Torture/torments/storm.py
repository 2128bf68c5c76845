"""10,000 reports in a minute from one source, while another source's critical reports still get out within a second.

The storm's messages fall under flood control: an address gets at most one a minute. Memory stays below 256 MiB, and every
accepted report is in the store.
"""
import asyncio
import sqlite3

from harness.checks import record_holds, same_ids, wait_until
from harness.http_sink import HTTPSink
from harness.loader import Loader
from harness.receipts import Receipts
from harness.server import Server
from harness.tally import now
from harness.tree import Tree, plan

NAME = "storm"
WHAT = "reports in a storm"
COUNTS = (10_000, 2_000)
PER_SECOND = 10_000 / 60
AIM_MS, AIM_MIB = 1000, 256
MINUTE = 60.0


async def run(setup, tally, count, options):
    receipts = Receipts()
    sink, critical = HTTPSink(receipts), HTTPSink(receipts)
    await sink.start()
    await critical.start()
    tree = Tree({"crowd": [{"webhook": sink.url("crowd")}], "other": [{"webhook": sink.url("other")}],
                 "chief": [{"webhook": critical.url("chief")}], "shared": [{"webhook": sink.url("shared")}],
                 "boss": [{"log": "boss"}]},
                {"flood": plan([("crowd, other", "1h")], severity="III"),
                 "grave": plan([("chief, shared", "1h")], severity="I")})
    server = Server(setup, "storm", tree, receipts, [sink, critical])
    storm, grave = Loader(tally, server), Loader(tally, server)
    await server.start()
    stop, memory = asyncio.Event(), []
    tasks = [asyncio.create_task(watch(server, stop, memory)), asyncio.create_task(steady(server, grave, stop))]
    begin = now()
    await flood(server, storm, count)
    tally.figures["filed in s"] = round(now() - begin, 1)
    stop.set()
    await asyncio.gather(*tasks)
    tally.did(WHAT, len(storm.accepted))
    tally.check(len(storm.accepted) == count, f"{count - len(storm.accepted)} reports of the storm were refused")
    await judge_grave(tally, grave, receipts)
    judge_flood(tally, receipts)
    tally.figure("resident memory, worst MiB", round(max(memory + [server.peak_memory()])), AIM_MIB,
                 is_time=False)
    code = await server.stop()
    tally.check(code == 0, f"the server ended with {code} on SIGTERM")
    judge_store(tally, server, storm, grave)
    same_ids(tally, receipts)
    record_holds(tally, server)
    await sink.close()
    await critical.close()


async def flood(server, loader, count):
    """Files reports at the pace over several connections."""
    numbers = iter(range(count))
    begin = now()

    async def one():
        client = server.client()
        for number in numbers:
            ahead = begin + number / PER_SECOND - now()
            if ahead > 0:
                await asyncio.sleep(ahead)
            await loader.report(client, title=f"flood-{number}", plan="flood")
        client.close()

    await asyncio.gather(*(one() for _ in range(16)))


async def steady(server, loader, stop):
    client = server.client(server.new_token("grave"))
    while not stop.is_set():
        await loader.report(client, title=loader.title("grave"), plan="grave")
        await asyncio.sleep(0.25)
    client.close()


async def watch(server, stop, memory):
    while not stop.is_set():
        memory.append(server.memory())
        await asyncio.sleep(0.5)


async def judge_grave(tally, grave, receipts):
    """Each critical report reached its own receiver, and the one that the storm uses too, within a second."""
    def came(accepted, person):
        return [one.at for one in receipts.by_incident.get(accepted.incident, ()) if one.person == person]

    await wait_until(lambda: all(came(one, "chief") and came(one, "shared") for one in grave.accepted.values()), tally.limit(10))
    for person, name in (("chief", "a receiver of its own"), ("shared", "the storm's receiver")):
        delays = []
        for accepted in grave.accepted.values():
            arrivals = came(accepted, person)
            if tally.check(arrivals, f"{accepted.title} never reached {person}"):
                delays.append(arrivals[0] - accepted.sent)
            else:
                tally.lost += 1
        tally.spread(f"critical report to {name}", delays, AIM_MS)


def judge_flood(tally, receipts):
    """At most one message a minute at each address of the storm."""
    for person in ("crowd", "other"):
        times = sorted(one.at for one in {copy.id: copy for copy in receipts.all if copy.person == person}.values())
        close = [after - before for before, after in zip(times, times[1:]) if after - before < MINUTE - 0.5]
        tally.check(not close, f"{person} got {len(close) + 1} messages within a minute: {[round(gap, 1) for gap in close[:5]]}")
        tally.check(times, f"{person} got no message at all")
        tally.figures[f"messages to {person}"] = len(times)


def judge_store(tally, server, *loaders):
    """Every accepted report is in the store, and each of the storm's messages waits or was sent."""
    database = sqlite3.connect(f"file:{server.data}/tocsin.db?mode=ro", uri=True)
    stored = dict(database.execute("SELECT id, title FROM incidents"))
    waiting = {row[0] for row in database.execute("SELECT incident FROM outbox")}
    database.close()
    for loader in loaders:
        gone = [one.title for one in loader.accepted.values() if stored.get(one.incident) != one.title]
        tally.lost += len(gone)
        tally.check(not gone, f"{len(gone)} accepted reports are not in the store, such as {gone[:3]}")
    tally.figures["incidents whose message waits for its turn"] = len(waiting)
