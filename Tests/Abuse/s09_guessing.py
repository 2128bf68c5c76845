"""S9: who guesses is slowed down, and nobody else is."""
import re

import wire
from harness import Item, must
from server import Server, Tree


class World:
    def __init__(self):
        self.server = Server(flags=["--trusted-proxy", "127.0.0.1"], tokens=["admin", "reporter"])
        self.token = self.server.token_of("ann", self.server.report())
        self.plain = Server(Tree(), tokens=["admin"])

    def statuses(self, path, peers, server=None, token=None, field="X-Forwarded-For"):
        connection = wire.KeepAlive((server or self.server).port)
        more = [("Authorization", "Bearer " + token)] if token else []
        found = []
        for start in range(0, len(peers), 50):
            found += connection.statuses([wire.request("GET", path, [*more, *([(field, p)] if p else [])], close=False)
                                          for p in peers[start:start + 50]])
        connection.close()
        return found

    def close(self):
        self.server.close()
        self.plain.close()


item = Item("S9", World)


def limited(found, allowed, refused=429, bad=404):
    """So many, then refused; on a machine that stalls one more goes through for each second that it takes."""
    rest = found[allowed:]
    return found[:allowed] == [bad] * allowed and set(rest) <= {bad, refused} and 2 * rest.count(refused) > len(rest)


@item.case("70 bad links from one address within a minute", "60 × 404, then 429")
def _(world):
    found = world.statuses("/a/x", ["10.0.0.1"] * 70)
    must(limited(found, 60), "70 × GET /a/x", "60 × 404, 10 × 429", found)


@item.case("bad links beyond the limit", "429 with Retry-After and the page like any other")
def _(world):
    world.statuses("/a/x", ["10.0.0.2"] * 60)
    reply = next((r for r in (world.server.send("GET", "/a/x", peer="10.0.0.2") for _ in range(10)) if r.status == 429), None)
    must(reply is not None, "the 61st and later", "429", "404 only")
    must(reply.status == 429 and (reply["Retry-After"] or "").isdigit(), "the 61st", "429 with Retry-After", reply)


@item.case("a good link from an address that guesses", "200: it is never held up")
def _(world):
    world.statuses("/a/x", ["10.0.0.3"] * 70)
    reply = world.server.send("GET", "/a/" + world.token, peer="10.0.0.3")
    must(reply.status == 200, "a good link after 70 bad ones", "200", reply)


@item.case("another address while one guesses", "404: its own count")
def _(world):
    world.statuses("/a/x", ["10.0.0.4"] * 70)
    found = world.statuses("/a/x", ["10.0.0.5"])
    must(found == [404], "one bad link of another address", "404", found)


@item.case("70 addresses of one IPv6 /64", "60 × 404, then 429: they are one")
def _(world):
    found = world.statuses("/a/x", [f"2001:db8:1:2:{i:x}::{i:x}" for i in range(1, 71)])
    must(limited(found, 60), "70 addresses of 2001:db8:1:2::/64", "60 × 404, 10 × 429", found)


@item.case("one address in 70 spellings", "60 × 404, then 429: they are one")
def _(world):
    spellings = ["10.0.0.6", "::ffff:10.0.0.6", "::ffff:a00:6", "0:0:0:0:0:ffff:10.0.0.6", " 10.0.0.6", "10.0.0.6 ", "::FFFF:10.0.0.6"]
    found = world.statuses("/a/x", (spellings * 10)[:70])
    must(limited(found, 60), spellings, "60 × 404, 10 × 429", found)


@item.case("X-Forwarded-For from somebody who is no trusted proxy", "60 × 404, then 429: it is not believed")
def _(world):
    found = world.statuses("/a/x", [f"10.1.0.{i}" for i in range(1, 71)], world.plain)
    must(limited(found, 60), "70 forwarded addresses", "60 × 404, 10 × 429", found)


@item.case("addresses that the sender wrote before the proxy's word", "60 × 404, then 429: only the last stranger counts")
def _(world):
    found = world.statuses("/a/x", [f"10.2.0.{i}, 198.51.100.7" for i in range(1, 71)])
    must(limited(found, 60), "10.2.0.…, 198.51.100.7", "60 × 404, 10 × 429", found)


@item.case("our own proxy's address written before a stranger's", "60 × 404, then 429")
def _(world):
    found = world.statuses("/a/x", [f"10.3.0.{i}, 198.51.100.8, 127.0.0.1" for i in range(1, 71)])
    must(limited(found, 60), "10.3.0.…, 198.51.100.8, 127.0.0.1", "60 × 404, 10 × 429", found)


for name, values in {
    "ports": ["10.6.0.1:{i}"] * 70, "brackets and ports": ["[2001:db8:6::1]:{i}"] * 70, "quotation marks": ['"10.6.0.2:{i}"'] * 70,
    "the proxy behind it, with a port": ["10.6.0.3:{i}, 127.0.0.1:{i}"] * 70,
}.items():
    def spelled(world, values=values):
        found = world.statuses("/a/x", [v.replace("{i}", str(i)) for i, v in enumerate(values, 1)])
        must(limited(found, 60), values[0], "60 × 404, 10 × 429", found)
    item.add(f"one address with 70 {name} in X-Forwarded-For", "60 × 404, then 429: they are one", spelled)

FORWARDED = {
    "one address with 70 ports": ('for="10.7.0.1:{i}"', True), "one address in brackets with 70 ports": ('For="[2001:db8:7::1]:{i}";proto=https', True),
    "addresses that the sender wrote before the proxy's word": ("for=10.7.1.{i}, for=10.7.0.2", True),
    "an address inside of another value": ('for=10.7.0.3;host="x, for=10.7.2.{i}"', True),
    "hidden names": ("for=_hidden{i}", True), "two addresses in one element": ("for=10.7.3.{i};for=10.7.4.{i}", True),
    "70 addresses": ("for=10.7.5.{i}", False),
}
for name, (value, are_one) in FORWARDED.items():
    def forwarded(world, value=value, are_one=are_one):
        server = Server(flags=["--trusted-proxy", "127.0.0.1"])
        try:
            found = world.statuses("/a/x", [value.replace("{i}", str(i)) for i in range(1, 71)], server, field="Forwarded")
        finally:
            server.close()
        must(limited(found, 60) if are_one else found == [404] * 70, value, "60 × 404, 10 × 429" if are_one else "70 × 404", found)
    item.add(f"Forwarded with {name}", "60 × 404, then 429: they are one" if are_one else "404: each its own count", forwarded)


@item.case("a Forwarded of the sender's beside the proxy's X-Forwarded-For, and the other way round", "60 × 404, then 429: where they do not agree neither is believed")
def _(world):
    for invented, told in [("Forwarded", "X-Forwarded-For"), ("X-Forwarded-For", "Forwarded")]:
        server = Server(flags=["--trusted-proxy", "127.0.0.1"])
        try:
            connection = wire.KeepAlive(server.port)
            value = lambda field, address: (field, address if field[0] == "X" else "for=" + address)
            found = connection.statuses([wire.request("GET", "/a/x", [value(invented, f"10.8.0.{i}"), value(told, "10.8.1.1")], close=False) for i in range(70)])
            connection.close()
        finally:
            server.close()
        must(limited(found, 60), f"70 × {invented}: 10.8.0.…, {told}: 10.8.1.1", "60 × 404, 10 × 429", found)


for name, value in [("words", "unknown-{i}"), ("addresses with words for ports", "10.4.0.{i}:x"), ("addresses with a length", "10.4.0.{i}/24"), ("empty entries", ",{i},"), ("numbers", "{i}"),
                    ("very long texts", "9" * 60 + "{i}")]:
    def nonsense(world, value=value, name=name):
        server = Server(flags=["--trusted-proxy", "127.0.0.1"])
        try:
            found = world.statuses("/a/x", [value.format(i=i) for i in range(70)], server)
        finally:
            server.close()
        must(limited(found, 60), value, "60 × 404, 10 × 429: the proxy's own address counts", found)
    item.add(f"X-Forwarded-For with {name}", "60 × 404, then 429: what cannot be read makes no new address", nonsense)


@item.case("X-Real-IP and X-Client-IP from a trusted proxy", "60 × 404, then 429: only X-Forwarded-For and Forwarded are read")
def _(world):
    server = Server(flags=["--trusted-proxy", "127.0.0.1"])
    try:
        connection = wire.KeepAlive(server.port)
        found = connection.statuses([wire.request("GET", "/a/x", [("X-Real-IP", f"10.5.0.{i}"), ("X-Client-IP", f"10.5.0.{i}")], close=False) for i in range(70)])
        connection.close()
    finally:
        server.close()
    must(limited(found, 60), "70 × other fields", "60 × 404, 10 × 429", found)


@item.case("25 unknown access tokens from one address", "20 × 401, then 429")
def _(world):
    found = world.statuses("/v1/incidents", ["10.0.1.1"] * 25, token="tcs_" + "A" * 43)
    must(limited(found, 20, bad=401), "25 × Bearer tcs_…", "20 × 401, 5 × 429", found)


@item.case("25 different access tokens, at different routes", "20 × 401, then 429: the count is of the address")
def _(world):
    found = [world.server.send(m, p, f"tcs_{i:043}", peer="10.0.1.2").status
             for i in range(25) for m, p in [[("GET", "/v1/units"), ("POST", "/v1/reload"), ("GET", "/v1/people")][i % 3]]]
    must(limited(found, 20, bad=401), "25 × Bearer tcs_…", "20 × 401, 5 × 429", found)


@item.case("the victim's own token from the address of the guesser", "200: nobody is locked out")
def _(world):
    world.statuses("/v1/units", ["10.0.1.3"] * 30, token="tcs_" + "B" * 43)
    reply = world.server.send("GET", "/v1/units", "reporter", peer="10.0.1.3")
    must(reply.status == 200, "a good token after 30 bad ones", "200", reply)


@item.case("the victim's name: 30 tokens that differ from theirs by a character", "their own goes on, from everywhere")
def _(world):
    good = world.server.tokens["reporter"]
    found = [world.server.send("GET", "/v1/units", good[:i] + ("A" if good[i] != "A" else "B") + good[i + 1:], peer="10.0.1.4").status
             for i in range(5, 35)]
    must(limited(found, 20, bad=401), "30 near misses", "20 × 401, 10 × 429", found)
    reply = world.server.send("GET", "/v1/units", good, peer="10.0.1.5")
    must(reply.status == 200, "the good token", "200", reply)


@item.case("guesses that are refused", "counted in /metrics, and told in the log once a minute, not each time")
def _(world):
    world.statuses("/v1/units", ["10.0.1.6"] * 60, token="tcs_" + "C" * 43)
    world.statuses("/a/x", ["10.0.1.6"] * 90)
    tokens, links = world.server.metric("tocsin_bad_tokens_over_rate_total"), world.server.metric("tocsin_bad_links_over_rate_total")
    must(tokens >= 40 and links >= 30, "40 and 30 beyond the limits", "counted", (tokens, links))
    told = [l for l in world.server.log.splitlines() if '"limit"' in l and "10.0.1.6" in l]
    must(len(told) == 2, "60 tokens and 90 links", "two lines in the log", told)


@item.case("10,500 addresses with one guess each", "each is answered; the memory stays bounded (32 MiB more at most)")
def _(world):
    def memory():
        status = open(f"/proc/{world.plain2.process.pid}/status").read()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1])
    world.plain2 = Server(flags=["--trusted-proxy", "127.0.0.1", "--log-level", "notice"])
    try:
        peers = [f"10.{a}.{b}.{c}" for a in range(20, 22) for b in range(21) for c in range(1, 251)]
        world.statuses("/a/x", peers[:500], world.plain2)
        before = memory()
        found = world.statuses("/a/x", peers, world.plain2)
        must(set(found) == {404} and memory() - before < 32 << 10, f"{len(peers)} addresses", "404 each, < 32 MiB more",
             (set(found), memory() - before))
    finally:
        world.plain2.close()
