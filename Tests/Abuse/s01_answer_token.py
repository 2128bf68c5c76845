"""S1: an answer token is good for one person and one incident, as it was signed, until it ends."""
import hashlib
import hmac
import itertools
import os
import random
import time
from urllib.parse import quote

import tokens
import wire
from harness import Item, must
from server import Server, Tree

TRIES = int(os.environ.get("ABUSE_RANDOM_TOKENS", "5000"))


class World:
    def __init__(self):
        self.server = Server(flags=["--trusted-proxy", "127.0.0.1"], tokens=["admin", "reporter"])
        self.one, self.two = self.server.report("One"), self.server.report("Two")
        self.token = self.server.token_of("ann", self.one)
        self.second = self.server.token_of("ann", self.two)
        self.master = tokens.masters(self.server)[0]
        self.reference = tokens.unb64(self.token.split(".")[2])
        self.expiry = self.token.split(".")[3]
        self.server.settle()
        self.peers = (f"10.{a}.{b}.{c}" for a, b, c in itertools.product(range(200), range(256), range(1, 255)))
        self.page = self.send("a1.x.x.x.x")
        must(self.send(self.token).status == 200, self.token, "the good token shows the page", self.send(self.token))

    def send(self, token, method="GET"):
        """Each try from an address of its own, so that the limit on guesses is no reason to be refused."""
        return self.server.send(method, "/a/" + token, peer=next(self.peers))

    def refused(self, token, sent=None):
        reply = self.send(token)
        must(reply.status == 404 and reply.body == self.page.body, sent or token, "404 and the one page for bad links", reply)

    def minted(self, reference=None, expiry=None, **more):
        return tokens.mint(self.master, self.reference if reference is None else reference,
                           self.expiry if expiry is None else expiry, **more)

    def close(self):
        self.server.close()


item = Item("S1", World)
NAMES = ["version", "key id", "reference", "expiry", "signature"]
REFUSED = "404 and the same page as for any bad link"


def changed(part):
    """Every character of a part, replaced by another letter of the alphabet, and by one outside it."""
    def run(world):
        parts = world.token.split(".")
        for position, character in enumerate(parts[part]):
            for new in {tokens.other(character), character.swapcase(), "~"} - {character}:
                text = parts[part][:position] + new + parts[part][position + 1:]
                world.refused(".".join(parts[:part] + [text] + parts[part + 1:]))
    return run


for number, name in enumerate(NAMES):
    item.add(f"every character of the {name} changed", REFUSED, changed(number))


def altered(title, change):
    item.add(title, REFUSED, lambda world: world.refused(change(world.token)))


def dropped(part):
    return lambda token: ".".join(p for i, p in enumerate(token.split(".")) if i != part)


def emptied(part):
    return lambda token: ".".join("" if i == part else p for i, p in enumerate(token.split(".")))


for number, name in enumerate(NAMES):
    altered(f"without the {name}", dropped(number))
    altered(f"with an empty {name}", emptied(number))
altered("with a sixth part", lambda t: t + ".AAAA")
altered("with a dot at its end", lambda t: t + ".")
altered("with a dot before it", lambda t: "." + t)
altered("twice in a row", lambda t: t + t)
altered("with padding", lambda t: t + "=")
altered("in the other base64 alphabet", lambda t: t.replace("-", "+").replace("_", "%2F") + ("" if set("-_") & set(t) else "+"))
altered("with a letter after the signature", lambda t: t + "A")
altered("with a NUL after it", lambda t: t + "%00")
altered("with a line end after it", lambda t: t + "%0A")
altered("with a space after it", lambda t: t + "%20")
altered("with a query inside the path", lambda t: t + "%3Fx=1")
altered("in capitals", str.upper)
altered("of 4,000 characters", lambda t: "a1." + "A" * 1_900)
altered("with its parts in another order", lambda t: ".".join(reversed(t.split("."))))
altered("with a signature of half the length", lambda t: ".".join(t.split(".")[:4] + [t.split(".")[4][:22]]))
altered("with a signature of zeros", lambda t: ".".join(t.split(".")[:4] + ["A" * 43]))


@item.case("cut off after every character", REFUSED)
def _(world):
    for length in range(1, len(world.token)):
        world.refused(world.token[:length])


@item.case("without its first characters, every number of them", REFUSED)
def _(world):
    for length in range(1, len(world.token)):
        world.refused(world.token[length:])


@item.case("with the reference of another incident and its own signature", REFUSED)
def _(world):
    parts, other = world.token.split("."), world.second.split(".")
    world.refused(".".join([*parts[:2], other[2], *parts[3:]]))


@item.case("with the signature of another incident's token", REFUSED)
def _(world):
    world.refused(world.token.rsplit(".", 1)[0] + "." + world.second.rsplit(".", 1)[1])


@item.case("moved to another incident, signed rightly, with the number of the one it was made for", REFUSED)
def _(world):
    must(world.send(world.minted()).status == 200, "the token signed by hand", "200: the case can fail", "refused")
    world.refused(world.minted(tokens.reference(world.two, 0, world.reference[8:])))


@item.case("signed rightly, naming the place of somebody else with the number of the one it was made for", REFUSED)
def _(world):
    world.refused(world.minted(tokens.reference(world.one, 1, world.reference[8:])))


for title, incident, position in [("an incident that does not exist", 9_999, 0), ("incident 0", 0, 0),
                                  ("the largest incident number", (1 << 48) - 1, 0), ("a person who was not contacted", None, 77),
                                  ("the largest position", None, 65_535)]:
    item.add(f"signed rightly, naming {title}", REFUSED, lambda world, i=incident, p=position: world.refused(
        world.minted(tokens.reference(world.one if i is None else i, p, world.reference[8:]))))

for title, expiry in [("a second ago", lambda: tokens.soon() - 1), ("at this second", lambda: tokens.soon()),
                      ("in 1970", lambda: 0), ("before 1970", lambda: -1), ("never, by a number that does not fit", lambda: "z" * 40),
                      ("at no number", lambda: "!!"), ("with a plus sign", lambda: "+zzzzzz"), ("in Arabic digits", lambda: "٣٣٣٣٣٣")]:
    item.add(f"signed rightly, ending {title}", REFUSED,
             lambda world, e=expiry: world.refused(quote(world.minted(expiry=e()), safe=".-_!+")))


@item.case("a second after its end, though it was good a second before", REFUSED)
def _(world):
    end = tokens.soon() + 5
    token = world.minted(expiry=end)
    must(world.send(token).status == 200, token, "200 while it lasts: the case can fail", world.send(token))
    time.sleep(max(end + 1.1 - time.time(), 0))
    world.refused(token)


for title, more in [("the key of CSRF tokens", {"key": "page-v1"}), ("the master secret itself", {"key": None}),
                    ("no purpose in what is signed", {"prefix": b""}), ("another purpose in what is signed", {"prefix": b"page\0"}),
                    ("a version of its own", {"version": "a2"}), ("a key id of its own", {"kid": "00000000"}),
                    ("a key id in capitals and a letter more", {"kid": "capitals"}), ("no key id", {"kid": ""})]:
    def forged(world, more=more):
        if more.get("kid") == "capitals":
            more = {"kid": hashlib.sha256(world.master).hexdigest()[:8].upper() + "A"}
        world.refused(world.minted(**more))
    item.add(f"signed with {title}", REFUSED, forged)


@item.case("signed by a stranger's key under our key id", REFUSED)
def _(world):
    stranger = os.urandom(32)
    world.refused(tokens.mint(stranger, world.reference, world.expiry, kid=world.token.split(".")[1]))


@item.case("signed by a stranger's key under their key id", REFUSED)
def _(world):
    world.refused(tokens.mint(os.urandom(32), world.reference, world.expiry))


@item.case("signed with HMAC-SHA512, cut to 32 bytes", REFUSED)
def _(world):
    signed = world.token.rsplit(".", 1)[0]
    code = hmac.new(tokens.hkdf(world.master, "ack-v1"), b"ack\0" + signed.encode(), hashlib.sha512).digest()[:32]
    world.refused(signed + "." + tokens.b64(code))


@item.case("of another server", REFUSED)
def _(world):
    server = Server()
    try:
        world.refused(server.token_of("ann", server.report()))
    finally:
        server.close()


@item.case("a page's mark as a token", REFUSED)
def _(world):
    world.refused(world.server.mark(world.token, peer=next(world.peers)))


for title, headers, path in [("bearer token", lambda t: [("Authorization", "Bearer " + t)], "/v1/incidents"),
                             ("cookie", lambda t: [("Cookie", "token=" + t)], "/v1/incidents"),
                             ("user name", lambda t: [("Authorization", "Basic " + t)], "/v1/incidents"),
                             ("bearer token with the prefix of one", lambda t: [("Authorization", "Bearer tcs_" + t)], "/v1/incidents")]:
    def as_key(world, headers=headers, path=path):
        reply = world.server.send("GET", path, headers=headers(world.token), peer=next(world.peers))
        must(reply.status == 401, headers(world.token), "401", reply)
    item.add(f"an answer token as {title} at the API", "401", as_key)


@item.case("of another ledger, signed with our key", REFUSED)
def _(world):
    for ledger in [b"other000", b"", world.reference[16:-1], world.reference[16:] + b"0", world.reference[16:].upper()]:
        if ledger != world.reference[16:]:
            world.refused(world.minted(world.reference[:16] + ledger))


@item.case("an access token as an answer token", REFUSED)
def _(world):
    world.refused(world.server.tokens["admin"])


@item.case(f"{TRIES} random tokens of the right shape and key id", "404 each")
def _(world):
    chance = random.Random(7)
    kid = world.token.split(".")[1]
    connection = wire.KeepAlive(world.server.port)
    for start in range(0, TRIES, 50):
        made = [f"a1.{kid}.{tokens.b64(chance.randbytes(16) + world.reference[16:])}.{world.expiry}.{tokens.b64(chance.randbytes(32))}" for _ in range(50)]
        found = connection.statuses([wire.request("GET", "/a/" + t, [("X-Forwarded-For", next(world.peers))], close=False)
                                     for t in made])
        must(found == [404] * 50, made, "404 each", found)
    connection.close()


@item.case("signed with a key that was taken out of use", "404; with the key still listed second, 200")
def _(world):
    server = Server(Tree())
    try:
        token = server.token_of("ann", server.report())
        server.settle()
        key = server.data / "answer.key"
        old = key.read_text()
        for text, status in [(tokens.b64(os.urandom(32)) + "\n" + old, 200), (tokens.b64(os.urandom(32)) + "\n", 404)]:
            server.stop()
            key.write_text(text)
            server.start()
            reply = server.send("GET", "/a/" + token)
            must(reply.status == status, f"answer.key with {len(text.split())} secrets", str(status), reply)
    finally:
        server.close()


@item.case("seven days after the incident was closed", "404; a little earlier, 200")
def _(world):
    server = Server(Tree())
    try:
        number = server.report()
        token = server.token_of("ann", number)
        server.send("POST", f"/v1/incidents/{number}/stand-down", "admin", body={"reason": "over"})
        server.settle()
        for days, status in [(7 * 86_400_000 - 60_000, 200), (120_000, 404)]:
            server.stop()
            earlier(server.data / "tocsin.db", days)
            # The server would see that the record was changed by hand.
            (server.data / "log/record-heads.jsonl").unlink(missing_ok=True)
            server.start()
            reply = server.send("GET", "/a/" + token)
            must(reply.status == status, f"the closing moved {days} ms back", str(status), reply)
    finally:
        server.close()


def earlier(path, milliseconds):
    """Moves the closing back in time, and seals the record anew, as if it had been then."""
    import json
    import sqlite3
    base = sqlite3.connect(path)
    previous, moved = bytes(32), False
    for position, at, body in base.execute("SELECT position, at, body FROM record ORDER BY position").fetchall():
        if b'"closed' in body or moved:
            moved = True
            body = body.replace(str(at).encode(), str(at - milliseconds).encode())
            at -= milliseconds
        previous = hashlib.sha256(b"\0" + previous + body).digest()
        base.execute("UPDATE record SET at = ?, body = ?, hash = ? WHERE position = ?", (at, body, previous, position))
    assert moved, "the record has no closing"
    base.commit()
    base.close()
