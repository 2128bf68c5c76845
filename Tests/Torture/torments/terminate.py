"""SIGTERM during sends, a second start, no more file descriptors, and log files that are taken away."""
import asyncio
import json
import os
import random
import resource
import subprocess

from harness.checks import copies, nothing_lost, one_incident_each, record_holds, same_ids, wait_until
from harness.client import CUT
from harness.http_sink import HANG, HTTPSink, delay
from harness.loader import Loader
from harness.receipts import Receipts
from harness.server import Server
from harness.tally import now
from harness.tree import Tree, plan

NAME = "terminate"
WHAT = "orderly ends"
COUNTS = (20, 5)
ENDS_WITHIN = 10


def tree(sink):
    return Tree({"one": [{"webhook": sink.url("one")}], "desk": [{"log": "duty"}], "boss": [{"webhook": sink.url("boss")}]},
                {"single": plan([("one", "1h")]), "logged": plan([("desk", "1h")])})


async def fresh(setup, tally, name, mode=("ok",)):
    receipts = Receipts()
    sink = HTTPSink(receipts, mode)
    await sink.start()
    server = Server(setup, name, tree(sink), receipts, [sink])
    return receipts, sink, server, Loader(tally, server)


async def ends(setup, tally, count, chance):
    """SIGTERM while many sends are under way: it ends soon, and the next start goes on."""
    receipts, sink, server, loader = await fresh(setup, tally, "end", delay(0.2))
    await server.start()
    took = []
    for _ in range(count):
        stop = asyncio.Event()
        storm = asyncio.create_task(loader.storm(16, stop))
        await asyncio.sleep(chance.uniform(0.05, 0.5))
        began = now()
        code = await server.stop(within=ENDS_WITHIN)
        took.append(now() - began)
        tally.check(code == 0, f"SIGTERM under load ended with {code} after {took[-1]:.1f} s: {server.last_lines()}")
        stop.set()
        await storm
        tally.did(WHAT)
        await server.start()
        await loader.again()
    await nothing_lost(tally, loader, receipts)
    tally.check(await server.stop() == 0, "the last SIGTERM did not end the server")
    one_incident_each(tally, receipts)
    same_ids(tally, receipts)
    copies(tally, receipts, settled=ENDS_WITHIN)
    record_holds(tally, server)
    await sink.close()
    tally.spread("SIGTERM to the end", took)


async def second_start(setup, tally):
    """A second server on the same data is refused and disturbs nothing."""
    receipts, sink, server, loader = await fresh(setup, tally, "second")
    await server.start()
    client = server.client()
    await loader.report(client)
    code, words = await asyncio.to_thread(setup.refused, *server.arguments())
    tally.check(code not in (0, None) and "in use" in words, f"a second start: {code} {words[-300:]}")
    await loader.report(client)
    client.close()
    await nothing_lost(tally, loader, receipts)
    tally.check(await server.stop() == 0, "the first server did not end well after the second was refused")
    record_holds(tally, server)
    await sink.close()
    tally.did("second starts")


async def few_descriptors(setup, tally):
    """With the fewest file descriptors it starts with, callers that crowd in and receivers that hang exhaust nothing."""
    receipts = Receipts()
    good, hanging = HTTPSink(receipts), [HTTPSink(receipts, HANG) for _ in range(6)]
    for sink in (good, *hanging):
        await sink.start()
    people = {"one": [{"webhook": good.url("one")}], "boss": [{"log": "boss"}]}
    people |= {f"stuck{number}": [{"webhook": sink.url()}] for number, sink in enumerate(hanging)}
    stuck = ", ".join(name for name in people if name.startswith("stuck"))
    tree = Tree(people, {"single": plan([("one", "1h")]), "stuck": plan([(stuck, "1h")])})
    server = Server(setup, "descriptors", tree, receipts, [good, *hanging])
    loader = Loader(tally, server)
    code, words = await asyncio.to_thread(setup.refused, "prlimit", "--nofile=512:512", *server.arguments())
    tally.check(code == 1 and "open at once" in words, f"a start with 512 file descriptors: {code} {words[-200:]}")
    await server.start(wrapper=["prlimit", "--nofile=1024:1024"])
    client = server.client()
    for _ in range(80):
        await loader.report(client, plan="stuck")
    crowd = []
    for _ in range(300):
        try:
            crowd.append((await asyncio.wait_for(asyncio.open_connection("127.0.0.1", server.port), 2))[1])
        except (OSError, asyncio.TimeoutError):
            break
    most = 0
    for _ in range(40):
        await loader.report(client)
        most = max(most, len(os.listdir(f"/proc/{server.process.pid}/fd")))
        await asyncio.sleep(0.1)
    tally.figures["file descriptors in use at most, of 1,024"] = most
    status, _ = await client.call("GET", "/health/ready")
    tally.check(status == 200, f"not ready with {len(crowd)} idle callers and hanging receivers: {status}")
    for writer in crowd:
        writer.close()
    client.close()
    await nothing_lost(tally, loader, receipts, wanted=lambda one: one.plan == "single")
    tally.check(await server.stop() == 0, f"no orderly end with hanging receivers: {server.last_lines()}")
    same_ids(tally, receipts)
    record_holds(tally, server)
    for sink in (good, *hanging):
        await sink.close()
    tally.did("crowds at 1,024 file descriptors")


async def no_descriptors(setup, tally):
    """The limit is taken away from under the server, which it cannot prevent: it may end, and loses nothing."""
    receipts, sink, server, loader = await fresh(setup, tally, "descriptors")
    await server.start()
    process = server.process.pid
    usual = resource.prlimit(process, resource.RLIMIT_NOFILE)
    stop = asyncio.Event()
    storms = [asyncio.create_task(loader.storm(8, stop, pause=0.01))]
    await asyncio.sleep(0.5)
    opened = len(os.listdir(f"/proc/{process}/fd"))
    resource.prlimit(process, resource.RLIMIT_NOFILE, (opened, usual[1]))
    storms += [asyncio.create_task(loader.storm(40, stop, pause=0.05)), asyncio.create_task(log_reports(loader, stop))]
    await asyncio.sleep(3)
    lives = server.process.poll() is None
    tally.figures["without file descriptors it"] = "lives on" if lives else f"ends with {server.process.returncode}"
    if lives:
        resource.prlimit(process, resource.RLIMIT_NOFILE, usual)
        await asyncio.sleep(1)
    stop.set()
    await asyncio.wait(storms, timeout=20)
    if not lives:
        await server.ended()
        await server.start()
    client = server.client()
    try:
        status, _ = await client.call("GET", "/health/ready")
        tally.check(status == 200, f"not ready after file descriptors came back: {status}")
        await loader.report(client)
    except CUT as error:
        tally.fault(f"no answer after file descriptors came back: {error!r}")
    client.close()
    await loader.again()
    await nothing_lost(tally, loader, receipts, wanted=lambda one: one.plan == "single")
    await check_log(tally, server, loader, await_for=40)
    tally.check(await server.stop() == 0, f"no orderly end after file descriptors came back: {server.last_lines()}")
    same_ids(tally, receipts)
    record_holds(tally, server)
    await sink.close()
    tally.did("times without file descriptors")


async def log_reports(loader, stop):
    client = loader.server.client()
    try:
        while not stop.is_set():
            await loader.report(client, plan="logged")
            await asyncio.sleep(0.2)
    except CUT:
        pass
    client.close()


def logged_incidents(server):
    """The incidents in all log files, and the lines that are not whole."""
    found, torn = set(), 0
    for path in (server.data / "log").glob("duty.jsonl*"):
        if path.is_file():
            for line in path.read_bytes().split(b"\n"):
                if line.startswith(b"{") and line.endswith(b"}"):
                    found.add(json.loads(line)["incident"])
                elif line:
                    torn += 1
    return found, torn


async def check_log(tally, server, loader, await_for=0):
    wanted = {one.incident for one in loader.accepted.values() if one.plan == "logged"}
    end = now() + await_for
    missing = wanted - logged_incidents(server)[0]
    while missing and now() < end:
        await asyncio.sleep(0.2)
        missing = wanted - logged_incidents(server)[0]
    tally.lost += len(missing)
    tally.check(not missing, f"{len(missing)} accepted reports are in no log file, such as {sorted(missing)[:3]}")


async def log_taken_away(setup, tally):
    """The log is rotated, removed, and its folder made read-only under a running server."""
    receipts, sink, server, loader = await fresh(setup, tally, "log")
    await server.start()
    client = server.client()

    async def logged(count):
        for _ in range(count):
            await loader.report(client, plan="logged")
        wanted = {one.incident for one in loader.accepted.values()}
        await wait_until(lambda: wanted <= logged_incidents(server)[0], 10)

    folder = server.data / "log"
    await logged(20)
    os.rename(folder / "duty.jsonl", folder / "duty.jsonl.1")
    await logged(20)
    os.rename(folder / "duty.jsonl", folder / "duty.jsonl.2")
    os.rename(folder, server.data / "log-moved")
    await logged(5)
    for path in (server.data / "log-moved").iterdir():
        os.rename(path, folder / path.name)
    tally.check(logged_incidents(server)[1] == 0, "a line of the log is torn")
    await check_log(tally, server, loader)
    tally.did("rotated and removed logs", 2)
    if make_read_only(folder):
        for _ in range(10):
            await loader.report(client, plan="logged")
        await asyncio.sleep(1)
        make_writable(folder)
        await check_log(tally, server, loader, await_for=40)
        tally.did("read-only logs")
    else:
        tally.skip("a read-only folder needs root and bind mounts")
    client.close()
    tally.check(await server.stop() == 0, "no orderly end after the log was read-only")
    record_holds(tally, server)
    await sink.close()


def make_read_only(folder):
    """Root may write into any folder, so a read-only mount stands over it."""
    done = subprocess.run(["mount", "--bind", str(folder), str(folder)], capture_output=True, check=False)
    if done.returncode:
        return False
    return subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], capture_output=True, check=False).returncode == 0


def make_writable(folder):
    subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)


async def run(setup, tally, count, options):
    await ends(setup, tally, count, random.Random(options.seed))
    await asyncio.gather(second_start(setup, tally), few_descriptors(setup, tally), no_descriptors(setup, tally),
                         log_taken_away(setup, tally))
