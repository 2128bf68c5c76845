"""Files reports, and keeps what it was told: what was answered is what the server has promised."""
import asyncio
import json

from harness.client import CUT
from harness.tally import now


class Accepted:
    __slots__ = ("title", "incident", "plan", "sent", "answered", "reported_at")

    def __init__(self, title, plan, sent, answered, answer):
        self.title, self.plan, self.sent, self.answered = title, plan, sent, answered
        self.incident = int(answer["id"].rsplit("-", 1)[1])
        self.reported_at = answer.get("reported_at")


class Loader:
    def __init__(self, tally, server):
        self.tally, self.server = tally, server
        self.accepted = {}      # title -> Accepted
        self.cut = {}           # title -> body: sent, and the answer never came
        self.first_sent = {}    # title -> when its first try left
        self.refused = []       # (when, status, seconds it took)
        self.count = 0

    def title(self, word="report"):
        self.count += 1
        return f"{word}-{self.count}"

    async def report(self, client, title=None, plan="single", **more):
        """Files one report under an idempotency key; what was answered, or None when it was refused or cut."""
        title = title or self.title()
        return await self.send(client, title, {"unit": "/yard", "plan": plan, "title": title, **more})

    async def send(self, client, title, body):
        sent = now()
        first = self.first_sent.setdefault(title, sent)
        self.cut[title] = body
        status, content = await client.call("POST", "/v1/incidents", body, [f"Idempotency-Key: {title}"])
        if status not in (200, 201):
            self.refused.append((now(), status, now() - sent))
            if status < 500:
                del self.cut[title]
            return None
        del self.cut[title]
        answer = Accepted(title, body["plan"], first, now(), json.loads(content))
        known = self.accepted.setdefault(title, answer)
        if known is answer:
            self.tally.accepted += 1
        else:
            self.tally.check(known.incident == answer.incident, f"{title} is {known.incident} and {answer.incident}")
        return answer

    async def storm(self, connections, stop, plan_of=lambda number: "single", pause=0.0, word="report", **more):
        """Files reports over many connections until `stop` is set or the server is gone."""

        async def one():
            client = self.server.client()
            try:
                while not stop.is_set():
                    title = self.title(word)
                    await self.report(client, title, plan=plan_of(self.count), **more)
                    if pause:
                        await asyncio.sleep(pause)
            except CUT:
                pass
            finally:
                client.close()

        await asyncio.gather(*(one() for _ in range(connections)))

    async def again(self):
        """Sends what was cut once more, under the same keys."""
        client = self.server.client()
        for title, body in list(self.cut.items()):
            try:
                await self.send(client, title, body)
            except CUT:
                break
        client.close()

    async def array(self, client, count, plan, word="report", **more):
        """Files many reports at once; how many were accepted."""
        titles = [self.title(word) for _ in range(count)]
        body = [{"unit": "/yard", "plan": plan, "title": title, **more} for title in titles]
        sent = now()
        status, content = await client.call("POST", "/v1/incidents", body)
        if status not in (201, 207):
            self.refused.append((now(), status, now() - sent))
            return 0
        taken = 0
        for title, answer in zip(titles, json.loads(content)):
            if answer["status"] in (200, 201):
                self.accepted[title] = Accepted(title, plan, sent, now(), answer)
                self.tally.accepted += 1
                taken += 1
        return taken
