"""The server's log on a full disk, into a pipe whose reader is gone, and into one whose reader takes nothing: the server answers,
escalates, sends and ends as ever. Where there is room again the log goes on whole, with the number of lines that are missing.
The full disk needs root for its mount.
"""
import asyncio
import json
import os
import subprocess
import threading

from harness.checks import steps_in_time, wait_until
from harness.steps import Chain
from harness.tally import now

NAME = "log"
WHAT = "lost logs"
COUNTS = (12, 3)
WAYS = ["full", "stuck", "closed"]
STEPS, SPAN = 4, 2
INCIDENTS = 10
ANSWER_WITHIN = 1.0
STEP_LATE = 2.0
NOISE = 220                 # refused reloads, each almost 8 KiB of the log: more than a pipe and the ring hold
FAULTS = 70


class Log:
    """Where standard error leads."""

    def __init__(self, setup, way):
        self.setup, self.way = setup, way
        self.folder = setup.place(f"log-{way}")
        self.read_end = None
        self.text = b""
        self.reader = None

    def open(self):
        """The descriptor for the server, or why there is none."""
        if self.way != "full":
            self.read_end, write_end = os.pipe()
            return write_end, None
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m,mode=0700", "tmpfs", str(self.folder)],
                              check=False, capture_output=True, text=True)
        if done.returncode:
            return None, done.stderr.strip()
        self.setup.mounts.append(self.folder)
        return os.open(self.folder / "server.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), None

    def lose(self):
        if self.way == "closed":
            os.close(self.read_end)
        elif self.way == "full":
            ballast = os.open(self.folder / "ballast", os.O_WRONLY | os.O_CREAT)
            try:
                while os.write(ballast, b"\0" * 4096):
                    pass
            except OSError:
                os.close(ballast)

    def give_back(self):
        """There is room again; a reader that is gone does not come back."""
        if self.way == "full":
            (self.folder / "ballast").unlink()
        elif self.way == "stuck":
            self.reader = threading.Thread(target=self.drain)
            self.reader.start()

    def drain(self):
        while piece := os.read(self.read_end, 1 << 16):
            self.text += piece

    def content(self):
        return (self.folder / "server.log").read_bytes() if self.way == "full" else self.text

    def end(self):
        """The server is gone: what it wrote is read to its end."""
        if self.reader:
            self.reader.join(10)

    def close(self):
        if self.way == "full":
            subprocess.run(["umount", "-l", str(self.folder)], check=False, capture_output=True)
            self.setup.mounts.remove(self.folder)
        elif self.way == "stuck":
            os.close(self.read_end)


def judge(tally, way, content, dropped):
    """The log is whole lines, and says how many of them are missing, where they are."""
    wrong, told, last = [], 0, ""
    for line in content.decode(errors="replace").splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            wrong.append(line[:100])
            continue
        last = entry["message"]
        if last.startswith("lines of the log were dropped"):
            told += int(entry["lines"])
    tally.check(not wrong, f"{way}: {len(wrong)} lines of the log are not whole, such as {wrong[:1]}")
    tally.check(told == dropped, f"{way}: {dropped} lines were dropped, the log says {told}")
    tally.check(dropped > 0, f"{way}: no line was dropped, so nothing was tried")
    tally.check(content.endswith(b"\n") and not last.startswith("lines of the log"), f"{way}: the log does not go on")


async def dropped_lines(client):
    _, content = await client.call("GET", "/metrics")
    found = [line for line in content.decode().splitlines() if line.startswith("tocsin_log_lines_dropped_total ")]
    return int(found[0].split()[1]) if found else -1


async def make_noise(tally, chain, client, way):
    """Says more than is held: reloads of a tree with hundreds of faults; each must be answered in time."""
    plan = chain.server.contacts / "yard" / "plans" / "chain.yaml"
    whole = plan.read_text()
    plan.write_text(whole + "".join(f"nothing-{number}: 1\n" for number in range(FAULTS)))
    slowest = 0.0
    for _ in range(NOISE):
        began = now()
        status, _ = await client.call("POST", "/v1/reload")
        slowest = max(slowest, now() - began)
        tally.check(status == 422, f"{way}: the reload of a broken tree was answered {status}")
    plan.write_text(whole)
    tally.check(slowest <= tally.limit(ANSWER_WITHIN), f"{way}: a reload took {slowest:.2f} s")


async def one(setup, tally, way, late, answers):
    log = Log(setup, way)
    descriptor, trouble = log.open()
    if trouble:
        return tally.skip(f"no tmpfs can be mounted: {trouble}")
    chain = Chain(setup, tally, f"log-{way}", STEPS, SPAN)
    await chain.open(log=descriptor)
    os.close(descriptor)
    client = chain.server.client()
    await chain.file(2)
    log.lose()
    await make_noise(tally, chain, client, way)
    for _ in range(INCIDENTS):
        began = now()
        tally.check(await chain.loader.report(client, plan="chain"), f"{way}: a report was refused")
        answers.append(now() - began)
    tally.check(max(answers) <= tally.limit(ANSWER_WITHIN), f"{way}: a report was answered after {max(answers):.2f} s")
    done = await wait_until(chain.is_through, STEPS * SPAN + tally.limit(15))
    tally.check(done, f"{way}: not all steps came")
    for accepted in chain.loader.accepted.values():
        steps_in_time(tally, accepted, chain.receipts, chain.names, chain.spans, latest=tally.limit(STEP_LATE), late=late)
    status, _ = await client.call("GET", "/health/ready")
    tally.check(status == 200, f"{way}: /health/ready was {status}")
    dropped = await dropped_lines(client)
    if way != "closed":
        log.give_back()
        await wait_until(lambda: b"lines of the log were dropped" in log.content(), tally.limit(10))
        await client.call("POST", "/v1/reload")
    client.close()
    await chain.close()
    log.end()
    if way != "closed":
        judge(tally, way, log.content(), dropped)
    log.close()
    tally.did(WHAT)


async def run(setup, tally, count, options):
    if os.geteuid() != 0:
        tally.skip("a log on a full disk: mounting a tmpfs needs root")
    ways = [WAYS[position % len(WAYS)] for position in range(count)]
    late, answers = [], []
    while ways:
        side_by_side, ways = ways[:3], ways[3:]
        await asyncio.gather(*(one(setup, tally, way, late, answers) for way in side_by_side
                               if way != "full" or os.geteuid() == 0))
    tally.spread("a report without a log", answers)
    tally.spread("a step without a log", late)
