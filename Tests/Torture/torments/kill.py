"""SIGKILL at random moments of a storm: nothing accepted is lost, one extra copy at most for what was in flight.

Webhooks and mail; links in the messages are pressed all the while, and an answer that the server confirmed must be there
after the kill; a share of the reports has short steps that go on over the kills. Reports whose answer the kill cut off are
sent again under the same key and must not become second incidents.
"""
import asyncio
import random

from harness.checks import copies, nothing_lost, one_incident_each, record_holds, same_ids, steps_in_time
from harness.client import CUT, press
from harness.http_sink import HTTPSink
from harness.loader import Loader
from harness.receipts import Receipts
from harness.server import Server
from harness.smtp_sink import SMTPSink
from harness.tally import now, percentile
from harness.tree import Tree, plan

NAME = "kill"
WHAT = "kills"
COUNTS = (200, 20)
CONNECTIONS = 24
KILLS_IN_A_SEASON = 25      # then everything is checked, and the next begins on empty data
CHAIN = (["web", "mail", "late"], [2.0, 2.0, 2.0])


def tree(sink, mails="town.example"):
    people = {
        "one": [{"webhook": sink.url("one")}], "post": [{"email": f"post@{mails}"}],
        "web": [{"webhook": sink.url("web")}], "mail": [{"email": f"mail@{mails}"}],
        "late": [{"webhook": sink.url("late")}], "boss": [{"webhook": sink.url("boss")}],
    }
    steps = [(person, f"{int(span)}s") for person, span in zip(*CHAIN)]
    return Tree(people, {
        "single": plan([("one", "1h")]), "letter": plan([("post", "1h")]), "chain": plan(steps),
    })


def plan_of(number):
    if number % 12 == 0:
        return "chain"
    return "letter" if number % 5 == 0 else "single"


class Answers:
    """Presses links while the storm goes on, and keeps which answers were confirmed."""

    def __init__(self, server, receipts):
        self.server = server
        self.waiting = []
        self.confirmed = {}     # incident -> (person, when)
        self.tried = set()      # incidents whose answer may be stored although nobody was told so
        receipts.listeners.append(self.see)

    def see(self, receipt):
        if receipt.link and receipt.kind in ("alert", "") and receipt.number == 1 and receipt.incident % 7 == 0:
            self.waiting.append(receipt)

    async def press_until(self, stop):
        while not stop.is_set():
            if not self.waiting:
                await asyncio.sleep(0.01)
                continue
            receipt = self.waiting.pop()
            self.tried.add(receipt.incident)
            if await press(self.server.port, receipt.link):
                self.confirmed[receipt.incident] = (receipt.person, now())

    async def check(self, tally, receipts):
        client = self.server.client()
        for incident, (person, at) in self.confirmed.items():
            status, found = await client.get(f"/v1/incidents/{incident}")
            names = [one["person"] for one in found.get("responders", [])] if status == 200 else []
            tally.answers += 1
            tally.check(person in names, f"the answer of {person} to incident {incident} was confirmed and is gone: {status}")
            for receipt in receipts.by_incident.get(incident, ()):
                is_new = receipt is receipts.by_id[receipt.id][0] and receipt.kind == "alert"
                tally.check(not is_new or receipt.at <= at + tally.limit(1.0),
                            f"incident {incident}: a step started {receipt.at - at:.1f} s after the answer")
        client.close()


async def season(setup, tally, chance, kills, recoveries):
    receipts = Receipts()
    sink, relay = HTTPSink(receipts), SMTPSink(receipts)
    await sink.start()
    await relay.start()
    server = Server(setup, "kill", tree(sink), receipts, [sink], relay)
    loader = Loader(tally, server)
    answers = Answers(server, receipts)
    await server.start()
    for _ in range(kills):
        stop = asyncio.Event()
        tasks = [asyncio.create_task(loader.storm(CONNECTIONS, stop, plan_of)),
                 asyncio.create_task(answers.press_until(stop))]
        await asyncio.sleep(chance.uniform(0.0, 0.3))
        await server.kill()
        stop.set()
        await asyncio.gather(*tasks)
        tally.did(WHAT)
        await server.start()
        recoveries.append(server.listening_after)
        await loader.again()
    await settle(tally, server, loader, receipts, answers)
    await sink.close()
    await relay.close()


async def settle(tally, server, loader, receipts, answers):
    await nothing_lost(tally, loader, receipts)
    chains = [one for one in loader.accepted.values() if one.plan == "chain" and one.incident not in answers.tried]
    await asyncio.sleep(sum(CHAIN[1]) + 0.5)
    end = now() + tally.limit(30)
    while now() < end and any(not receipts_of(receipts, one, "late") for one in chains):
        await asyncio.sleep(0.1)
    for one in chains:
        tally.check(receipts_of(receipts, one, "late"), f"{one.title}: the last step never started")
        steps_in_time(tally, one, receipts, *CHAIN)
    await answers.check(tally, receipts)
    code = await server.stop()
    tally.check(code == 0, f"the server ended with {code} on SIGTERM: {server.last_lines()}")
    one_incident_each(tally, receipts)
    same_ids(tally, receipts)
    copies(tally, receipts)
    record_holds(tally, server)


def receipts_of(receipts, accepted, person):
    return [one for one in receipts.by_incident.get(accepted.incident, ()) if one.person == person]


async def run(setup, tally, count, options):
    chance = random.Random(options.seed)
    recoveries = []
    left = count
    while left > 0:
        kills = min(left, KILLS_IN_A_SEASON)
        await season(setup, tally, chance, kills, recoveries)
        left -= kills
    tally.figures["start after a kill, p50 ms"] = round((percentile(recoveries, 0.5) or 0) * 1000)
    tally.figures["start after a kill, worst ms"] = round(max(recoveries, default=0) * 1000)
