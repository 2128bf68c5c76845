"""What receivers got, from any of them, in the order in which it came."""
from harness.tally import now


class Receipt:
    """One message that came in whole."""

    __slots__ = ("at", "id", "incident", "number", "digest", "title", "kind", "person", "plan_title", "link", "life", "sink",
                 "taken", "thread")

    def __init__(self, wire_id, sink, life, title="", kind="", person="", plan_title="", link=None,
                 thread=""):
        self.at = now()
        self.id = wire_id
        parts = wire_id.split("-")
        self.digest = parts[-1] == "d"
        self.incident, self.number = int(parts[1]), int(parts[2])
        self.title, self.kind, self.person, self.plan_title, self.link = title, kind, person, plan_title, link
        self.life = life
        self.sink = sink
        self.thread = thread    # the incident's id as the message has it
        self.taken = False      # whether the receiver said that it took it


class Receipts:
    """All messages of one server, however often it is started anew."""

    def __init__(self):
        self.all = []
        self.by_id = {}
        self.by_incident = {}
        self.life = 0           # counts the starts of the server
        self.deaths = {}        # life -> when it ended
        self.listeners = []
        self.dropped = set()    # ids that a test of the checks itself makes vanish

    def add(self, receipt):
        if receipt.id in self.dropped:
            return
        self.all.append(receipt)
        self.by_id.setdefault(receipt.id, []).append(receipt)
        self.by_incident.setdefault(receipt.incident, []).append(receipt)
        for listener in self.listeners:
            listener(receipt)

    def ended(self, at):
        """The server's present life ended at that time."""
        self.deaths[self.life] = at
        self.life += 1

    def has_taken(self, incident):
        return any(receipt.taken for receipt in self.by_incident.get(incident, ()))

    def extra_copies(self):
        return sum(len(copies) - 1 for copies in self.by_id.values())
