"""SIGKILL with 10,000 open incidents, and a start when a step of each is overdue: how soon work goes out again.

From the start of the process to the first message at the receiver, and to the last of the overdue ones. Between kill and
start the wall clock goes on by more than a step, so that nobody has to wait for it.
"""
import asyncio
import json

from harness.checks import nothing_lost, record_holds, same_ids, wait_until
from harness.http_sink import HTTPSink
from harness.loader import Loader
from harness.receipts import Receipts
from harness.server import Server
from harness.steps import people
from harness.tally import now, percentile
from harness.tree import Tree, plan
from torments.clock import Wall

NAME = "recovery"
WHAT = "kills with all incidents overdue"
COUNTS = (5, 2)
INCIDENTS = (10_000, 2_000)
MINUTES = 30
AIM_FIRST = 2.0


async def run(setup, tally, count, options):
    incidents = INCIDENTS[1 if options.quick else 0]
    names = people(count + 2)
    receipts = Receipts()
    sink = HTTPSink(receipts)
    await sink.start()
    addresses = {name: [{"webhook": sink.url(name)}] for name in [*names, "boss"]}
    tree = Tree(addresses, {"chain": plan([(name, f"{MINUTES}m") for name in names])})
    server = Server(setup, "recovery", tree, receipts, [sink])
    loader = Loader(tally, server)
    wall = Wall(setup.place("wall"))
    environment = {"TOCSIN_CLOCK_OFFSET_FILE": str(wall.path)}
    await server.start(environment=environment)
    client = server.client()
    left = incidents
    while left > 0:
        left -= await loader.array(client, min(left, 500), "chain")
    client.close()
    await nothing_lost(tally, loader, receipts)
    first, last = [], []
    for number in range(count):
        person = names[number + 1]
        await server.kill()
        wall.set((number + 1) * (MINUTES + 5) * 60)
        began = now()
        await server.start(environment=environment, wait=False)
        came = await one_start(receipts, person, incidents, tally.limit(60))
        tally.check(came is not None, f"start {number + 1}: not every overdue step came in time")
        await server.wait_listening()
        await asyncio.sleep(2)
        arrivals = sorted(receipt.at for receipt in receipts.all if receipt.person == person)
        if arrivals:
            first.append(arrivals[0] - began)
            last.append(arrivals[-1] - began)
        tally.steps += len(arrivals)
        tally.did(WHAT)
    tally.figures["open incidents"] = incidents
    tally.figures["record, entries"] = entries(setup, server)
    tally.figures["start to the first message, s, each"] = [round(value, 2) for value in first]
    tally.figures["start to the last overdue message, s, each"] = [round(value, 2) for value in last]
    tally.figure("start to the first message, worst s", round(max(first, default=99), 2), AIM_FIRST)
    tally.figures["start to half of the overdue messages, s"] = round(percentile(half(receipts, names, count), 0.5) or 0, 2)
    tally.figures["peak of memory, MiB"] = round(server.peak_memory())
    code = await server.stop(30)
    tally.check(code == 0, f"the server ended with {code} on SIGTERM")
    same_ids(tally, receipts)
    record_holds(tally, server)
    await sink.close()


def half(receipts, names, count):
    """Times between first and median message of each start."""
    spans = []
    for person in names[1:count + 1]:
        arrivals = sorted(receipt.at for receipt in receipts.all if receipt.person == person)
        if arrivals:
            spans.append(arrivals[len(arrivals) // 2] - arrivals[0])
    return spans


async def one_start(receipts, person, incidents, within):
    """When everybody was asked; None when it takes too long."""
    def all_asked():
        return len({receipt.incident for receipt in receipts.all if receipt.person == person}) >= incidents

    return now() if await wait_until(all_asked, within, every=0.2) else None


def entries(setup, server):
    done = setup.run("audit", "verify", "--data", str(server.data), "--json")
    return json.loads(done.stdout)["entries"] if done.returncode == 0 else None
