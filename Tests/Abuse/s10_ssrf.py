"""S10: a webhook reaches receivers, and nothing else on this machine or its networks."""
import re
import time

import sinks
from harness import Item, must
from server import TEMPLATES, Server, Tree, command

# Loopback, as it can be written; {p} is a port on which somebody listens on every address.
LOOPBACK = [
    "127.0.0.1", "localhost", "LOCALHOST", "localhost.", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7F.0.0.1", "0x7f.1",
    "0177.0.0.1", "017700000001", "0177.1", "127.000.000.001", "127.0.0.1.", "0.0.0.0", "0", "0x0", "127.66.6.6", "127.255.255.254",
    "[::1]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[::FFFF:7F00:0001]", "[::127.0.0.1]", "[::ffff:0:127.0.0.1]", "[::1%25lo]", "ip6-localhost", "%31%32%37.0.0.1", "127%2e0%2e0%2e1",
    "127.0.0.1%00.test", "①②⑦.⓪.⓪.①", "127。0。0。1", "127.0.0.1#@x.test", "127.0.0.1?@x.test", "x.test@127.0.0.1", "x.test:80@127.0.0.1",
    "127.0.0.1\\@x.test", "x.test\\@127.0.0.1", "[127.0.0.1]", "127.0.0.1:80:",
]
OTHERS = {
    "the metadata service": ["169.254.169.254", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]"],
    "NAT64 of loopback": ["[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]"],
    "6to4 and Teredo of loopback": ["[2002:7f00:1::]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]"],
    "private networks": ["10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.1.1", "100.64.0.1", "[fc00::1]", "[fd12:3456::1]",
                         "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]", "[2002:a00:1::]", "0x0a000001", "[2001:0:4136:e378:8000:63bf:f5ff:fffe]"],
    "addresses of no receiver": ["192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1", "224.0.0.1",
                                 "239.255.255.250", "240.0.0.1", "255.255.255.255", "[fe80::1]", "[fec0::1]", "[ff02::1]", "[100::1]",
                                 "[2001:db8::1]", "[3fff::1]", "[5f00::1]"],
}
PORTS = [1, 22, 23, 25, 53, 110, 143, 445, 587, 1023, 0, 65_536, -1]
SCHEMES = ["file:///etc/passwd", "file://127.0.0.1/etc/passwd", "gopher://127.0.0.1:{p}/_x", "dict://127.0.0.1:{p}/x", "ftp://127.0.0.1:{p}/x",
           "ftps://127.0.0.1:{p}/x", "ldap://127.0.0.1:{p}/x", "tftp://127.0.0.1:{p}/x", "telnet://127.0.0.1:{p}", "smb://127.0.0.1/x",
           "smtp://127.0.0.1:{p}", "imap://127.0.0.1:{p}", "rtsp://127.0.0.1:{p}/x", "ws://127.0.0.1:{p}/x", "data:text/plain,x",
           "javascript:alert(1)", "//127.0.0.1:{p}/x", "127.0.0.1:{p}/x", "HTTP:127.0.0.1:{p}/x", "http:///127.0.0.1:{p}/x", "jar:http://127.0.0.1:{p}/x"]
SPELLINGS = ([f"http://{h}:{{p}}/" for h in LOOPBACK] + [f"http://{h}/" for hosts in OTHERS.values() for h in hosts]
             + [f"http://93.184.215.14:{port}/" for port in PORTS] + SCHEMES)


class World:
    """One tree with every spelling: those that the check refuses never get further; the others are reported to."""

    def __init__(self):
        self.listener = sinks.Listener()
        env = {f"URL_{i}": (s.format(p=self.listener.port) + (f"n{i}" if s.startswith("http") and s.endswith("/") else ""))
               for i, s in enumerate(SPELLINGS)}
        env = {k: v.replace("\0", "") for k, v in env.items()}
        people = {f"p{i}": f"{{webhook: {{env: URL_{i}}}}}" for i in range(len(SPELLINGS))}
        tree = Tree(people)
        checked = command("check", "--contacts", tree.contacts, "--templates", TEMPLATES, env=env)
        lines = (tree.path / "Contacts/yard/unit.yaml").read_text().splitlines()
        self.refused = {}
        for line in checked.out.splitlines():
            found = re.match(r".*unit\.yaml:(\d+):\d+: (.*)", line)
            if found and (person := re.match(r"  (p\d+):", lines[int(found[1]) - 1])):
                self.refused[int(person[1][1:])] = found[2]
        tree.close()
        left = {p: a for p, a in people.items() if int(p[1:]) not in self.refused}
        self.server = Server(Tree(left), env=env)
        number = self.server.report()
        kinds = ("message_failed", "message_retrying", "message_accepted")
        failed = self.server.happenings(number, *kinds, count=len(left) + 1, wait=60)
        planned = {h["details"]["number"]: h["details"]["person"] for h in self.server.incident(number)["timeline"]
                   if h["what"] == "message_planned"}
        self.failed = {int(planned[h["details"]["number"]][1:]): (h["what"], (h["details"].get("reason") or {"text": "taken"})["text"]) for h in failed
                       if planned[h["details"]["number"]].startswith("p")}

    def verdict(self, i):
        if i in self.refused:
            must("URL" in self.refused[i], SPELLINGS[i], "a fault of the URL", self.refused[i])
            return
        what, reason = self.failed.get(i, ("nothing", ""))
        isBlocked = what == "message_failed" and ("blocked address" in reason or "cannot be used" in reason)
        isNoName = what == "message_retrying" and "could not be found" in reason
        must(isBlocked or isNoName, SPELLINGS[i], 'refused by the check, or "blocked address", or a name that is not found', (what, reason))
        reached = [r for r in self.listener.received if f"/n{i} ".encode() in r]
        must(not reached, SPELLINGS[i], "no byte at the listener", reached)

    def close(self):
        self.server.close()
        self.listener.close()


item = Item("S10", World)
for number, spelling in enumerate(SPELLINGS):
    item.add(f"a webhook to {spelling.format(p='PORT')}", 'refused by the check, or failed as "blocked address"; no byte sent',
             lambda world, i=number: world.verdict(i))


@item.case("all spellings together", "not one connection at the listener on every address of the machine")
def _(world):
    must(world.listener.connections == 0, f"{len(SPELLINGS)} URLs", "0 connections", world.listener.received)


@item.case("the spellings of loopback once more, with 127.0.0.0/8 and [::1] allowed", "at least 12 arrive: the cases above can fail")
def _(world):
    people = {f"p{i}": f"{{webhook: {{env: URL_{i}}}}}" for i in range(len(LOOPBACK)) if i not in world.refused}
    env = {f"URL_{i}": f"http://{LOOPBACK[i]}:{world.listener.port}/n{i}" for i in range(len(LOOPBACK)) if i not in world.refused}
    listener = world.listener
    before = listener.connections
    server = Server(Tree(people), env=env, flags=["--allow-address", "127.0.0.0/8", "--allow-address", "::1"])
    try:
        server.report()
        end = time.monotonic() + 20
        while listener.connections - before < 12 and time.monotonic() < end:
            time.sleep(0.1)
        must(listener.connections - before >= 12, list(env.values()), "12 or more arrive", listener.connections - before)
    finally:
        server.close()
