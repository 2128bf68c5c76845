"""A data folder on a tmpfs that fills up: reports get 503 within a second, running escalations go on, and when there is room
again everything goes on by itself. Needs root for the mounts.
"""
import asyncio
import os
import subprocess

from harness.checks import EARLY, nothing_lost, record_holds, same_ids, wait_until
from harness.client import CUT
from harness.http_sink import HTTPSink
from harness.loader import Loader
from harness.receipts import Receipts
from harness.server import Server
from harness.steps import people
from harness.tally import now
from harness.tree import Tree, plan

NAME = "fulldisk"
WHAT = "full disks"
COUNTS = (50, 4)
SIZES = (8, 64)             # MiB
SIDE_BY_SIDE = 6
STEPS, SPAN = 14, 2
REFUSED_WITHIN = 1.0
BACK_WITHIN = 5.0
STEP_LATE = 2.0


def mount(setup, folder, size):
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}m,mode=0700", "tmpfs", str(folder)], check=False,
                          capture_output=True, text=True)
    if done.returncode == 0:
        setup.mounts.append(folder)
    return None if done.returncode == 0 else done.stderr.strip()


async def one(setup, tally, size, figures):
    receipts = Receipts()
    sink = HTTPSink(receipts)
    await sink.start()
    names = people(STEPS)
    addresses = {name: [{"webhook": sink.url(name)}] for name in [*names, "one", "boss"]}
    tree = Tree(addresses, {"single": plan([("one", "1h")]), "chain": plan([(name, f"{SPAN}s") for name in names])})
    data = setup.place("tmpfs") / "data"
    trouble = mount(setup, data, size)
    if trouble:
        return tally.skip(f"no tmpfs can be mounted: {trouble}")
    server = Server(setup, f"full-{size}", tree, receipts, [sink], data=data)
    ballast = data / "ballast"
    # More than half, so that there is twice the server's own reserve again when it is gone.
    ballast.write_bytes(b"\0" * ((512 << 10) + (size << 19)))
    loader = Loader(tally, server)
    await server.start()
    client = server.client()
    running = [await loader.report(client, plan="chain") for _ in range(8)]
    client.close()
    if not tally.check(None not in running, f"{size} MiB: the first reports were refused already"):
        running = [accepted for accepted in running if accepted]
    full_at = await fill(tally, server, loader, size)
    if full_at:
        await while_full(tally, server, loader, receipts, full_at, size, figures, running)
        ballast.unlink()
        await afterwards(tally, server, loader, receipts, size, figures, running)
        tally.did(WHAT)
    await server.stop()
    record_holds(tally, server)
    same_ids(tally, receipts)
    await sink.close()
    subprocess.run(["umount", "-l", str(data)], check=False, capture_output=True)
    setup.mounts.remove(data)


async def fill(tally, server, loader, size):
    """Files long reports until one is refused; when that was."""
    stop = asyncio.Event()
    note = "x" * 3900

    async def watch():
        while not loader.refused and server.process.poll() is None and now() < end:
            await asyncio.sleep(0.005)
        stop.set()

    end = now() + 120
    await asyncio.gather(watch(), loader.storm(8, stop, note=note))
    if server.process.poll() is not None:
        tally.fault(f"{size} MiB: the server ended with {server.process.returncode} on a full disk: {server.last_lines()}")
        return None
    if not tally.check(loader.refused, f"{size} MiB: the disk did not fill up"):
        return None
    return loader.refused[0][0]


async def while_full(tally, server, loader, receipts, full_at, size, figures, running):
    """For some seconds every report is refused in time, and steps that are due still start."""
    client = server.client()
    end = full_at + 4 + tally.limit(STEP_LATE)
    while now() < end:
        try:
            await loader.report(client, note="y" * 3900)
            status, _ = await client.call("GET", "/health/ready")
            figures["ready while full"].append(status)
        except CUT as error:
            tally.fault(f"{size} MiB: the connection was cut while the disk was full: {error!r}")
            break
        await asyncio.sleep(0.2)
    client.close()
    wrong = {status for _, status, _ in loader.refused if status != 503}
    tally.check(not wrong, f"{size} MiB: reports were refused with {wrong}")
    slowest = max(took for _, _, took in loader.refused)
    figures["refusals"].extend(took for _, _, took in loader.refused)
    tally.check(slowest <= tally.limit(REFUSED_WITHIN), f"{size} MiB: a refusal took {slowest:.1f} s")
    late = wanted = 0
    for accepted in running:
        for position in range(STEPS):
            due = accepted.answered + position * SPAN
            if not full_at + 0.5 < due < end - tally.limit(STEP_LATE):
                continue
            came = [one.at for one in receipts.by_incident.get(accepted.incident, ()) if one.person == f"p{position}"]
            tally.steps += 1
            wanted += 1
            if not came or came[0] > due + tally.limit(STEP_LATE):
                late += 1
    tally.check(wanted > 0, f"{size} MiB: no step was due while the disk was full")
    tally.check(late == 0, f"{size} MiB: {late} of {wanted} steps that were due while the disk was full did not start in time")


async def afterwards(tally, server, loader, receipts, size, figures, running):
    """There is room again: it recovers by itself."""
    freed = now()
    client = server.client()
    took = None
    while now() - freed < 30:
        try:
            if await loader.report(client):
                took = now() - freed
                break
        except CUT:
            if server.process.poll() is not None:
                break
        await asyncio.sleep(0.1)
    client.close()
    tally.check(took is not None and took <= tally.limit(BACK_WITHIN), f"{size} MiB: reports were accepted again after {took} s")
    if took is not None:
        figures["accepted again"].append(took)
    await loader.again()
    await nothing_lost(tally, loader, receipts)
    last = f"p{STEPS - 1}"
    through = await wait_until(lambda: all(any(one.person == last for one in receipts.by_incident[accepted.incident])
                                           for accepted in running), STEPS * SPAN + tally.limit(20))
    tally.check(through, f"{size} MiB: escalations that ran when the disk was full did not go on to their end")
    for accepted in running:
        for receipt in receipts.by_incident[accepted.incident]:
            if receipt.kind == "alert":
                early = accepted.sent + int(receipt.person[1:]) * SPAN - receipt.at
                tally.check(early <= EARLY, f"{accepted.title}: {receipt.person} was asked {early:.2f} s early")


async def run(setup, tally, count, options):
    if os.geteuid() != 0:
        return tally.skip(f"{count} full disks: mounting a tmpfs needs root")
    first, last = SIZES
    sizes = [first + (last - first) * position // max(count - 1, 1) for position in range(count)]
    figures = {"refusals": [], "accepted again": [], "ready while full": []}

    async def work():
        while sizes:
            await one(setup, tally, sizes.pop(0), figures)

    await asyncio.gather(*(work() for _ in range(SIDE_BY_SIDE)))
    tally.spread("a refusal on a full disk", figures["refusals"])
    tally.spread("accepted again after there is room", figures["accepted again"])
    tally.figures["health while full"] = {status: figures["ready while full"].count(status)
                                          for status in set(figures["ready while full"])}
