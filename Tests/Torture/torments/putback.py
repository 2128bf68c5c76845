"""A backup is taken and put back under traffic, and no receiver ever sees one id for two things.

Reports go on while the backup is made and afterwards; then the server is killed, the copy takes the place of its data, and
reports go on again. What was reported in between is lost to the server and known to the receivers: neither a webhook-id nor a
Message-ID nor a thread of theirs may be given again, and nothing that was accepted before the copy or after it may be lost.
"""
import asyncio
import re
import shutil

from harness.checks import nothing_lost, record_holds, wait_until
from harness.http_sink import HTTPSink
from harness.loader import Loader
from harness.receipts import Receipts
from harness.server import Server
from harness.smtp_sink import SMTPSink
from harness.tree import Tree, plan

NAME = "putback"
WHAT = "backups put back"
COUNTS = (12, 2)
CONNECTIONS = 6
PAUSE = 0.02        # keeps the reports of a lost time below the numbers that are left out
REPORT = re.compile(r"(?:kept|lost|after)\d+-\d+")


async def run(setup, tally, count, options):
    receipts = Receipts()
    sink, relay = HTTPSink(receipts), SMTPSink(receipts)
    await sink.start()
    await relay.start()
    people = {"one": [{"webhook": sink.url("one")}], "two": [{"email": "two@town.example"}], "boss": [{"log": "boss"}]}
    tree = Tree(people, {"single": plan([("one", "1h")]), "chain": plan([("one, two", "3s"), ("two", "1h")])})
    server = Server(setup, "putback", tree, receipts, [sink], relay=relay)
    lives = []
    for number in range(count):
        lives.append(await one(setup, tally, server, receipts, number))
        tally.did(WHAT)
    code = await server.stop(30)
    tally.check(code == 0, f"the server ended with {code} on SIGTERM: {server.last_lines()}")
    no_id_twice(tally, receipts)
    numbers_go_on(tally, lives)
    record_holds(tally, server)
    tally.figures["messages that receivers have"] = len(receipts.all)
    await sink.close()
    await relay.close()


async def one(setup, tally, server, receipts, number):
    """Traffic, a backup in it, more traffic that will be lost, and the copy in place; the loaders of the three times."""
    if server.process is None:
        await server.start()
    kept, lost, after = (Loader(tally, server) for _ in range(3))
    copy = server.folder / f"copy-{number}"
    await traffic(kept, f"kept{number}", 0.5)
    await nothing_lost(tally, kept, receipts)
    stop = asyncio.Event()
    storm = asyncio.create_task(lost.storm(CONNECTIONS, stop, plan_of=plans, pause=PAUSE, word=f"lost{number}"))
    done = await asyncio.to_thread(setup.run, "backup", "--data", str(server.data), "--to", str(copy))
    tally.check(done.returncode == 0, f"backup under traffic: {done.stdout}{done.stderr}")
    await asyncio.sleep(1)
    await server.kill()
    stop.set()
    await storm
    if done.returncode == 0:
        shutil.move(server.data, server.folder / f"gone-{number}")
        shutil.move(copy, server.data)
    await server.start()
    await traffic(after, f"after{number}", 0.5)
    await nothing_lost(tally, after, receipts)
    await wait_until(lambda: False, 3.5)
    tally.check(record_knows(setup, server), "that a copy was put in place is not on record")
    return kept, lost, after


async def traffic(loader, word, seconds):
    stop = asyncio.Event()
    storm = asyncio.create_task(loader.storm(CONNECTIONS, stop, plan_of=plans, pause=PAUSE, word=word))
    await asyncio.sleep(seconds)
    stop.set()
    await storm


def plans(number):
    return "chain" if number % 3 == 0 else "single"


def record_knows(setup, server):
    done = setup.run("audit", "export", "0", "--data", str(server.data))
    return done.returncode == 0 and "numbersLeftOut" in done.stdout


def no_id_twice(tally, receipts):
    """An id stands for one person, one kind and one report, over all lost times; a thread for one report."""
    meanings, threads = {}, {}
    for receipt in receipts.all:
        report = REPORT.search(receipt.title)
        report = report[0] if report and not receipt.digest else ""
        meaning = (receipt.person, receipt.kind, report)
        known = meanings.setdefault(receipt.id, meaning)
        tally.check(known == meaning, f"{receipt.id} stands for {known} and for {meaning}")
        if receipt.thread and not receipt.digest:
            known = threads.setdefault(receipt.thread, report)
            tally.check(known == report, f"the thread {receipt.thread} is of {known} and of {report}")
    tally.figures["ids"], tally.figures["threads"] = len(meanings), len(threads)
    tally.check(len(threads) > 0, "no receiver saw a thread")


def numbers_go_on(tally, lives):
    """No number that a caller was told stands for two reports."""
    titles = {}
    for loaders in lives:
        for loader in loaders:
            for accepted in loader.accepted.values():
                known = titles.setdefault(accepted.incident, accepted.title)
                tally.check(known == accepted.title, f"number {accepted.incident} is {known} and {accepted.title}")
