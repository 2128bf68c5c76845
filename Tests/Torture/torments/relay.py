"""A mail relay at its slowest: nobody else waits, and its mails get through as long as an attempt lasts.

Greeting, EHLO, STARTTLS, AUTH and every answer after them come late, together just within the 300 s of an attempt; another relay
never greets. Meanwhile a webhook gets its messages as ever, and who has a second address is asked there at its time.
"""
import asyncio

from harness.checks import copies, record_holds, same_ids, wait_until
from harness.http_sink import HTTPSink
from harness.loader import Loader
from harness.receipts import Receipts
from harness.server import Server
from harness.smtp_sink import SMTPSink
from harness.tally import milliseconds, now, percentile
from harness.tree import Tree, plan

NAME = "relay"
WHAT = "slow relays"
# Seconds before each answer; EHLO comes twice.
SLOW = {"several seconds at each step": {"banner": 5.5, "ehlo": 1, "starttls": 3, "auth": 3, "dot": 2},
        "all of an attempt's time": {"banner": 70, "ehlo": 30, "starttls": 70, "auth": 70, "dot": 10},
        "no greeting at all": {"banner": 3600}}
COUNTS = (len(SLOW), 1)
ATTEMPT = 300
PER_SECOND = 10
AIM_MS = 250
NEXT_ADDRESS = 5


class Slow:
    """A server with a slow relay and two quick webhooks."""

    def __init__(self, setup, tally, name, delays):
        self.tally, self.name, self.delays = tally, name, delays
        self.receipts = Receipts()
        self.web, self.other, self.mail = HTTPSink(self.receipts), HTTPSink(self.receipts), SMTPSink(self.receipts)
        self.mail.delays = delays
        self.setup = setup

    async def open(self):
        for sink in (self.web, self.other, self.mail):
            await sink.start()
        self.mail.secure(self.setup.place("relay"))
        people = {"mail": [{"email": "mail@town.example"}], "web": [{"webhook": self.web.url()}],
                  "both": [{"email": "both@town.example"}, {"webhook": self.other.url()}], "boss": [{"log": "boss"}]}
        reach = f", reach: {{order: in_order, every: {NEXT_ADDRESS}s}}"
        tree = Tree(people, {"slow": plan([("mail, both", "1h")], extra=reach), "web": plan([("web", "1h")])})
        self.server = Server(self.setup, "relay-" + self.name.replace(" ", "-").replace("'", ""), tree, self.receipts, [self.web, self.other],
                             self.mail)
        await self.server.start(environment={"TOCSIN_SMTP_PASSWORD": "p@ss/word"})
        self.loader = Loader(self.tally, self.server)

    def arrived(self, report, sink):
        return [receipt for receipt in self.receipts.by_incident.get(report.incident, ()) if receipt.sink is sink]

    async def run(self):
        await self.open()
        client = self.server.client()
        slow = await self.loader.report(client, plan="slow")
        wait = sum(self.delays.values()) + self.delays.get("ehlo", 0)
        await self.pace(client, min(wait, 20))
        await self.second_address(slow)
        if wait < ATTEMPT:
            await self.gets_through(slow, wait)
        else:
            await self.is_tried_again(client, slow)
        client.close()
        self.tally.did(WHAT)
        await self.close()

    async def pace(self, client, seconds):
        """Reports to a webhook while the relay is waited for."""
        begin, filed = now(), []
        for number in range(int(PER_SECOND * seconds)):
            await asyncio.sleep(max(begin + number / PER_SECOND - now(), 0))
            filed.append(await self.loader.report(client, plan="web"))
        await wait_until(lambda: all(self.arrived(one, self.web) for one in filed), self.tally.limit(3))
        delays = [max(found[0].at - one.answered, 0) for one in filed for found in [self.arrived(one, self.web)] if found]
        p99 = milliseconds(percentile(delays, 0.99) or 0)
        self.tally.figures[f"{self.name}: webhook meanwhile, p99 ms"] = p99
        self.tally.check(len(delays) == len(filed), f"{self.name}: {len(filed) - len(delays)} of {len(filed)} messages to a webhook did not come")
        self.tally.check(p99 <= self.tally.limit(AIM_MS), f"{self.name}: the webhook waited {p99} ms")

    async def second_address(self, slow):
        await wait_until(lambda: self.arrived(slow, self.other), self.tally.limit(NEXT_ADDRESS + 2))
        found = self.arrived(slow, self.other)
        late = found[0].at - slow.answered - NEXT_ADDRESS if found else None
        self.tally.figures[f"{self.name}: next address, ms late"] = milliseconds(late)
        self.tally.check(late is not None and -0.5 <= late <= self.tally.limit(1), f"{self.name}: the next address came {late} s late")

    async def gets_through(self, slow, wait):
        """Both mails, at their first attempt and once."""
        within = min(wait + 10, ATTEMPT) * max(1, self.tally.patience)
        await wait_until(lambda: len(self.arrived(slow, self.mail)) == 2, slow.answered + within - now())
        found = self.arrived(slow, self.mail)
        self.tally.check(sorted(one.person for one in found) == ["both", "mail"], f"{self.name}: {len(found)} of 2 mails came")
        self.tally.figures[f"{self.name}: mails after s"] = [round(one.at - slow.answered, 1) for one in found]

    async def is_tried_again(self, client, slow):
        """The attempt ends in its time, as one that is made again."""
        async def reasons():
            _, content = await client.call("GET", f"/v1/incidents/{slow.incident}")
            # More than once in what is told of a message.
            return content.decode().count("no greeting within the 300 s of an attempt")
        end, found = slow.answered + ATTEMPT + self.tally.limit(10), 0
        while now() < end and found < 2:
            await asyncio.sleep(1)
            found = await reasons()
        self.tally.check(found >= 2, f"{self.name}: {found} of 2 attempts ended as they should")

    async def close(self):
        began = now()
        code = await self.server.stop()
        self.tally.check(code == 0, f"{self.name}: the server ended with {code}: {self.server.last_lines()}")
        self.tally.check(now() - began <= self.tally.limit(12), f"{self.name}: the stop took {now() - began:.1f} s")
        # Who has two addresses is asked at each under an id of its own.
        same_ids(self.tally, self.receipts, kinds=())
        copies(self.tally, self.receipts)
        record_holds(self.tally, self.server)
        for sink in (self.web, self.other, self.mail):
            await sink.close()


async def run(setup, tally, count, options):
    # At the same time: they mostly wait.
    await asyncio.gather(*(Slow(setup, tally, name, delays).run() for name, delays in list(SLOW.items())[:count]))
