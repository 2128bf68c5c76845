"""One of three channels misbehaves; the other two are delayed by at most 100 ms.

Every report asks three people: at one webhook, at another, and by mail. First nothing is wrong, then each way of
misbehaving in turn, at a webhook and at the mail relay. The delay is that of the 99th percentile from the answered report to
the message, against the time when nothing was wrong.
"""
import asyncio

from harness.checks import copies, record_holds, same_ids
from harness.http_sink import DROP, ENDLESS, GARBAGE, HANG, OK, RESET, TRICKLE, HTTPSink, code, delay
from harness.loader import Loader
from harness.receipts import Receipts
from harness.server import Server
from harness.smtp_sink import SMTPSink, drop, hang, reply
from harness.smtp_sink import delay as mail_delay
from harness.tally import milliseconds, now, percentile
from harness.tree import Tree, plan

NAME = "channel"
WHAT = "ways to misbehave"
WEB = {"hangs": HANG, "is slow": delay(5), "answers 500": code(500), "answers 429": code(429, "Retry-After: 30"),
       "resets": RESET, "trickles": TRICKLE, "answers without end": ENDLESS, "answers garbage": GARBAGE, "cuts": DROP,
       "refuses": None}
MAIL = {"hangs at the start": hang("banner"), "hangs after the dot": hang("dot"), "is slow": mail_delay("dot", 5),
        "cuts before the dot": drop("body"), "cuts after the dot": drop("dot"), "answers 451": reply("rcpt", "451 4.3.0 later")}
COUNTS = (len(WEB) + len(MAIL), 2)
QUICK = [("web", "hangs"), ("mail", "hangs after the dot")]
PER_SECOND = 40
FOR = 8.0
AIM_MS = 100


class Bench:
    """A server with three receivers, and reports at a steady pace."""

    def __init__(self, setup, tally, name):
        self.setup, self.tally, self.name = setup, tally, name
        self.receipts = Receipts()
        self.web, self.other, self.mail = HTTPSink(self.receipts), HTTPSink(self.receipts), SMTPSink(self.receipts)
        self.server = self.loader = None

    async def open(self):
        for sink in (self.web, self.other, self.mail):
            await sink.start()
        tree = Tree({"web": [{"webhook": self.web.url()}], "other": [{"webhook": self.other.url()}],
                     "mail": [{"email": "mail@town.example"}], "boss": [{"log": "boss"}]},
                    {"three": plan([("web, other, mail", "1h")])})
        self.server = Server(self.setup, f"channel-{self.name}", tree, self.receipts, [self.web, self.other], self.mail)
        self.loader = Loader(self.tally, self.server)
        await self.server.start()

    async def pace(self):
        """Files reports at the pace; the delays of each person's messages."""
        client = self.server.client()
        begin, filed = now(), []
        for number in range(int(PER_SECOND * FOR)):
            await asyncio.sleep(max(begin + number / PER_SECOND - now(), 0))
            filed.append(await self.loader.report(client, plan="three"))
        client.close()
        await asyncio.sleep(1)
        delays = {"web": [], "other": [], "mail": []}
        for accepted in filed:
            for receipt in self.receipts.by_incident.get(accepted.incident, ()):
                if receipt is self.receipts.by_id[receipt.id][0]:
                    delays[receipt.person].append(max(receipt.at - accepted.answered, 0))
        return delays, len(filed)

    async def close(self):
        code_ = await self.server.stop()
        self.tally.check(code_ == 0, f"{self.name}: the server ended with {code_}: {self.server.last_lines()}")
        same_ids(self.tally, self.receipts)
        copies(self.tally, self.receipts)
        record_holds(self.tally, self.server)
        for sink in (self.web, self.other, self.mail):
            await sink.close()


async def one(setup, tally, where, how, usual):
    bench = Bench(setup, tally, f"{where} {how}".replace(" ", "-"))
    await bench.open()
    if where == "web" and WEB[how] is None:
        await bench.web.close()
    elif where == "web":
        bench.web.mode = WEB[how]
    elif where == "mail":
        bench.mail.mode = MAIL[how]
    delays, count = await bench.pace()
    others = ["web", "other", "mail"] if where == "none" else [name for name in delays if name != where]
    for name in others:
        came = len(delays[name])
        tally.lost += count - came
        tally.check(came == count, f"{where} {how}: {count - came} of {count} messages of {name} did not come within a second")
    worst = {}
    for name in others:
        p99 = percentile(delays[name], 0.99) or 0.0
        worst[name] = p99
        if where != "none":
            added = milliseconds(p99 - usual[name])
            tally.figures[f"{where} {how}: {name}, p99 ms (added)"] = f"{milliseconds(p99)} ({added})"
            tally.check(added <= tally.limit(AIM_MS), f"{where} {how}: {name} was delayed by {added} ms, the aim is {AIM_MS}")
    if where != "none":
        tally.did(WHAT)
    await bench.close()
    return worst


async def run(setup, tally, count, options):
    usual = await one(setup, tally, "none", "", {})
    for name, value in usual.items():
        tally.figures[f"nothing wrong: {name}, p99 ms"] = milliseconds(value)
    cases = [("web", how) for how in WEB] + [("mail", how) for how in MAIL]
    if count < len(cases):
        cases = (QUICK + [case for case in cases if case not in QUICK])[:count]
    worst = 0.0
    for where, how in cases:
        found = await one(setup, tally, where, how, usual)
        worst = max([worst, *(found[name] - usual[name] for name in found)])
    tally.figure("delay of the others, p99 ms, worst case", milliseconds(worst), AIM_MS)
