"""A server whose incidents run through a chain of short steps, each at another person: for everything that has to do with time."""
import asyncio

from harness.checks import copies, nothing_lost, one_incident_each, record_holds, same_ids
from harness.http_sink import HTTPSink
from harness.loader import Loader
from harness.receipts import Receipts
from harness.server import Server
from harness.tree import Tree, plan


def people(count):
    return [f"p{position}" for position in range(count)]


def chain_tree(sink, steps, span, title="Chain"):
    names = people(steps)
    addresses = {name: [{"webhook": sink.url(name)}] for name in [*names, "boss"]}
    return Tree(addresses, {"chain": plan([(name, f"{span}s") for name in names], title=title)})


class Chain:
    """One such server with its receiver and loader."""

    def __init__(self, setup, tally, name, steps, span):
        self.setup, self.tally, self.name, self.steps, self.span = setup, tally, name, steps, span
        self.receipts = Receipts()
        self.sink = HTTPSink(self.receipts)
        self.names = people(steps)
        self.spans = [float(span)] * steps
        self.server = self.loader = None

    async def open(self, **start):
        await self.sink.start()
        self.server = Server(self.setup, self.name, chain_tree(self.sink, self.steps, self.span), self.receipts, [self.sink])
        self.loader = Loader(self.tally, self.server)
        await self.server.start(**start)

    async def file(self, count, over=0.0):
        """Files reports, spread over some seconds."""
        client = self.server.client()
        for _ in range(count):
            await self.loader.report(client, plan="chain")
            if over:
                await asyncio.sleep(over / count)
        client.close()

    def arrivals(self, accepted):
        """When each step's message first came in, in the order of the plan; None where none did."""
        first = {}
        for receipt in self.receipts.by_incident.get(accepted.incident, ()):
            if receipt.kind == "alert":
                first.setdefault(receipt.person, receipt.at)
        return [first.get(name) for name in self.names]

    def is_through(self):
        return all(self.arrivals(one)[-1] is not None for one in self.loader.accepted.values())

    async def close(self, settled=2.0):
        """The checks that hold for every such server, and its end."""
        await nothing_lost(self.tally, self.loader, self.receipts, within=20)
        code = await self.server.stop()
        self.tally.check(code == 0, f"the server ended with {code} on SIGTERM: {self.server.last_lines()}")
        one_incident_each(self.tally, self.receipts)
        same_ids(self.tally, self.receipts)
        copies(self.tally, self.receipts, settled)
        record_holds(self.tally, self.server)
        await self.sink.close()
