"""A failing sync or write at each of the first positions, made by strace: the server ends within a second with code 70, and
promises nothing after it.

Positions are counted from the start of the process, and, since most of those belong to opening the ledger, from the moment
at which it listens. Writes that fail with EIO end it too; a write for which there is no room (ENOSPC) is refused and the
server lives on.
"""
import asyncio
import re
import shutil
import subprocess
import time

from harness.checks import nothing_lost, record_holds
from harness.client import CUT
from harness.http_sink import HTTPSink
from harness.loader import Loader
from harness.receipts import Receipts
from harness.server import Server, ServerEnded
from harness.tally import now
from harness.tree import Tree, plan

NAME = "syncerror"
WHAT = "sync errors"
COUNTS = (200, 20)
SIDE_BY_SIDE = 4
ENDS_WITHIN = 1.0
CODE = 70
GRACE = 0.5        # an answer that was on its way when the error came
SYNCS, WRITES = "fsync,fdatasync", "pwrite64"
LINE = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\d+\.\d+) (\w+)\(\d+(?:<([^>]*)>)?.*\(INJECTED\)", re.M)


def can_trace():
    """Whether strace is here and may trace: containers often forbid it."""
    if not shutil.which("strace"):
        return "strace is not installed"
    done = subprocess.run(["strace", "-qq", "-e", "inject=fsync:error=EIO:when=1", "true"], capture_output=True, check=False)
    return None if done.returncode == 0 else f"strace may not trace here: {done.stderr.decode().strip()[-120:]}"


class Case:
    """One error at one position."""

    def __init__(self, calls, error, position, at_start):
        self.calls, self.error, self.position, self.at_start = calls, error, position, at_start

    def __str__(self):
        where = "after the start" if self.at_start else "once it listens"
        return f"{self.error} at {self.calls} {self.position} {where}"

    def command(self, output):
        return ["strace", "-f", "-qq", "-ttt", "-y", "--seccomp-bpf"][: 5 if not self.at_start else 6] + [
            "-o", str(output), "-e", f"trace={self.calls}", "-e", f"inject={self.calls}:error={self.error}:when={self.position}"]


async def attached(server, case, output):
    """A strace on the running server; returns when it has all threads."""
    tracer = subprocess.Popen([*case.command(output), "-p", str(server.process.pid)], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    server.setup.processes.append(tracer)
    end = now() + 10
    while now() < end:
        with open(f"/proc/{server.process.pid}/status", encoding="ascii") as status:
            if f"TracerPid:\t{tracer.pid}" in status.read():
                break
        await asyncio.sleep(0.005)
    await asyncio.sleep(0.1)
    return tracer


def injected(output):
    """When the error was made, in seconds of the wall clock, and in which file; None when it was not."""
    try:
        found = LINE.findall(output.read_text(errors="replace"))
    except FileNotFoundError:
        return None
    if not found:
        return None
    # strace counts for each thread; errors of syncing the folder itself are passed over by SQLite.
    at, _, path = next((one for one in reversed(found) if one[2].rpartition("/")[2] != "data"), found[-1])
    return float(at), path.rpartition("/")[2]


async def one(setup, tally, case, times):
    """True when the position was reached."""
    receipts = Receipts()
    sink = HTTPSink(receipts)
    await sink.start()
    tree = Tree({"one": [{"webhook": sink.url("one")}], "boss": [{"webhook": sink.url("boss")}]},
                {"single": plan([("one", "1h")])})
    server = Server(setup, "syncerror", tree, receipts, [sink])
    loader = Loader(tally, server)
    output = server.folder / "strace.txt"
    answered = []
    try:
        if case.at_start:
            await server.start(wrapper=case.command(output))
        else:
            await server.start()
            await attached(server, case, output)
        await file_until(server, loader, answered, output, case)
    except ServerEnded:
        pass
    reached = await judge(tally, server, case, output, answered, times)
    if reached:
        await restart(tally, server, loader, receipts, case)
    await sink.close()
    return reached


async def file_until(server, loader, answered, output, case):
    """Files reports one by one until the error was made and the server is gone, or the position was not reached."""
    client = server.client()
    limit = now() + 30
    after = None
    try:
        while now() < limit:
            if server.process.poll() is not None:
                break
            if after is None and injected(output):
                after = now()
            if after is not None and now() - after > (3 if case.error == "EIO" else 1):
                break
            took = await loader.report(client, plan="single")
            if took:
                answered.append((time.time(), took))
            if case.at_start and len(answered) > 5 and after is None:
                break
    except CUT:
        pass
    client.close()


async def judge(tally, server, case, output, answered, times):
    made = injected(output)
    if made is None:
        await end(server)
        return False
    at, file = made
    if file == "data":
        tally.did("syncs of the folder, whose errors SQLite passes over")
        await end(server)
        return True
    if case.error == "ENOSPC":
        tally.check(server.process.poll() is None or case.at_start, f"{case} in {file}: the server ended: {server.last_lines()}")
        await end(server)
        return True
    while server.process.poll() is None and time.time() - at < 5:
        await asyncio.sleep(0.005)
    took = time.time() - at
    code = server.process.poll()
    times.append(took)
    listening = "listening" in server.log_text()
    wanted = (CODE,) if listening else (1, CODE)
    tally.check(code in wanted, f"{case} in {file}: ended with {code}, not {CODE}, after {took:.2f} s: {server.last_lines(1)}")
    tally.check(took <= tally.limit(ENDS_WITHIN), f"{case} in {file}: ended {took:.2f} s after the error")
    late = [one for when, one in answered if when > at + GRACE]
    tally.check(not late, f"{case} in {file}: {len(late)} reports were accepted after the error")
    await end(server)
    return True


async def end(server):
    if server.process.poll() is None:
        children = subprocess.run(["pgrep", "-P", str(server.process.pid)], capture_output=True, text=True, check=False)
        for child in children.stdout.split():
            subprocess.run(["kill", "-9", child], check=False)
        server.process.kill()
    server.process.wait()
    await server.ended()


async def restart(tally, server, loader, receipts, case):
    try:
        await server.start()
    except ServerEnded as ended:
        tally.fault(f"{case}: no clean start afterwards: {ended}")
        return
    await loader.again()
    await nothing_lost(tally, loader, receipts, within=30)
    code = await server.stop()
    tally.check(code == 0, f"{case}: the start afterwards ended with {code}")
    record_holds(tally, server)


async def positions(setup, tally, cases, times):
    """Runs cases side by side; stops after the first ones that are out of reach."""
    waiting = list(cases)
    reached = 0
    beyond = asyncio.Event()

    async def work():
        nonlocal reached
        while waiting and not beyond.is_set():
            case = waiting.pop(0)
            if await one(setup, tally, case, times):
                reached += 1
            elif case.at_start:
                beyond.set()
            else:
                tally.fault(f"{case}: the position was not reached")

    await asyncio.gather(*(work() for _ in range(SIDE_BY_SIDE)))
    return reached


async def run(setup, tally, count, options):
    trouble = can_trace()
    if trouble:
        return tally.skip(trouble)
    times = []
    at_start = await positions(setup, tally, (Case(SYNCS, "EIO", k, True) for k in range(1, count // 2 + 1)), times)
    tally.figures["sync positions before it listens"] = at_start
    left = count - at_start
    later = await positions(setup, tally, (Case(SYNCS, "EIO", k, False) for k in range(1, left + 1)), times)
    tally.did(WHAT, at_start + later)
    share = max(count // 8, 3)
    writes = [Case(WRITES, "EIO", 1 + 9 * k, False) for k in range(share)]
    tally.did("write errors", await positions(setup, tally, writes, times))
    full = [Case(WRITES, "ENOSPC", 1 + 9 * k, False) for k in range(share)]
    tally.did("writes without room", await positions(setup, tally, full, times))
    tally.spread("error to the end of the process", times)
