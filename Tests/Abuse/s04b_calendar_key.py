"""S4: the key of a calendar feed travels in its address, opens that feed alone, and shows nowhere."""
import time

import wire
from harness import Item, must
from server import Server, Tree, command

FEED = "/v1/rosters/yard/desk.ics"
ROSTERS = "rosters:\n  desk: {members: [ann]}\n  other: {members: [bob]}\n"


class World:
    def __init__(self):
        tree = Tree()
        tree.write("Contacts/yard/rosters.yaml", ROSTERS)
        self.server = Server(tree, flags=["--log-level", "debug", "--trusted-proxy", "127.0.0.1"], tokens=["admin", "reporter"])
        self.key, self.second = self.make("wall", "/yard/desk"), self.make("second", "/yard/other")
        self.peer = 0
        self.good = self.get(f"{FEED}?key={self.key}")
        for method in ("GET", "HEAD", "OPTIONS", "DELETE", "POST", "PUT", "TRACE"):
            for path in (f"{FEED}?key={self.key}", f"{FEED}?key={self.key}&x=1", f"/{FEED}?key={self.key}", f"{FEED}/?key={self.key}",
                         f"/v1/rosters/yard/nobody.ics?key={self.key}", f"/v1/people?key={self.key}", f"{FEED}#key={self.key}"):
                self.send(method, path)
        self.send("GET", "/v1/people", headers=[("Authorization", "Bearer " + self.key), ("Referer", f"https://tocsin.test{FEED}?key={self.key}")])
        wire.raw(self.server.port, f"GET {FEED}?key={self.key} HTTP/1.1\r\nBad Header: {self.key}\r\n\r\n".encode(), 2)

    def make(self, name, roster):
        done = command("token", "create", "--roster", roster, "--name", name, "--data", self.server.data)
        assert done.returncode == 0, done.all
        return done.out.strip()

    def send(self, method, path, **more):
        self.peer += 1
        return self.server.send(method, path, peer=f"10.1.{self.peer >> 8}.{self.peer & 255}", **more)

    def get(self, path):
        return self.send("GET", path)

    def close(self):
        self.server.close()


item = Item("S4", World)


@item.case("a good calendar key", "200 with a calendar, kept by no shared cache, its address told to nobody")
def _(world):
    reply = world.good
    must(reply.status == 200 and reply.body.startswith(b"BEGIN:VCALENDAR\r\n"), FEED, "200", reply)
    must("private" in (reply["Cache-Control"] or "") and reply["Referrer-Policy"] == "no-referrer" and "noindex" in (reply["X-Robots-Tag"] or ""), FEED, "private, no-referrer, noindex", reply.headers)


@item.case("the server's log at level debug after some 50 requests with the key", "no part of it")
def _(world):
    found = [part for part in (world.key, world.key[:12], world.key[-12:]) if part in world.server.log]
    must(not found and "wall" in world.server.log, "requests with ?key=", "the feed's name and no part of the key", found)


@item.case("the data directory", "the key's digest alone")
def _(world):
    holding = [str(path) for path in world.server.data.rglob("*") if path.is_file() and world.key.encode() in path.read_bytes()]
    must(not holding, "every file of the data directory", "no key", holding)


@item.case("the figures at /metrics after requests with a calendar key", "no part")
def _(world):
    must(world.key[:12] not in world.server.send("GET", "/metrics").text, "/metrics", "no part", "the key")


for name, path in [("none", FEED), ("an empty one", FEED + "?key="), ("one of another roster", FEED + "?key={second}"), ("one letter more", FEED + "?key={key}x"),
                   ("one letter less", FEED + "?key={short}"), ("the admin's token", FEED + "?key={admin}"), ("its own, of another roster", "/v1/rosters/yard/other.ics?key={key}"),
                   ("its own, of a roster that there is not", "/v1/rosters/yard/none.ics?key={key}"), ("its own, with dots in the path", "/v1/rosters/yard/x/../desk.ics?key={key}"),
                   ("its own, in capitals", FEED + "?key={upper}"), ("SQL", FEED + "?key='%20OR%201=1--%20aaaaaaaaaaaaaaaaaaaa")]:
    def key(world, path=path):
        filled = path.format(key=world.key, second=world.second, short=world.key[:-1], admin=world.server.tokens["admin"], upper=world.key.swapcase())
        reply, none = world.get(filled), world.get(FEED + "?key=" + "A" * 32)
        must(reply.status == 404 and reply.body == none.body, filled, "404, as for any unknown key", reply)
    item.add(f"a feed with a key: {name}", "404, as for any unknown key", key)


for method, path in [("GET", "/v1/rosters/yard/desk"), ("GET", "/v1/people"), ("GET", "/v1/units"), ("GET", "/v1/incidents"), ("POST", "/v1/incidents"), ("POST", "/v1/reload")]:
    def bearer(world, method=method, path=path):
        for header in ("Bearer " + world.key, "Bearer tcs_" + world.key):
            reply = world.send(method, path, headers=[("Authorization", header)])
            must(reply.status == 401, f"{method} {path} with the key as a token", "401", reply)
        must(world.send(method, f"{path}?key={world.key}").status in (400, 401), f"{method} {path}?key=", "401", "let in")
    item.add(f"{method} {path} with a calendar key as an access token", "401", bearer)


@item.case("70 unknown calendar keys from one address, then a good one", "60 × 404, then 429; the good one is read")
def _(world):
    found = [world.server.send("GET", f"{FEED}?key={n:032}", peer="10.9.9.9").status for n in range(70)]
    must(found[:60] == [404] * 60 and 429 in found[60:], "70 unknown keys", "60 × 404, then 429", found)
    must(world.server.send("GET", f"{FEED}?key={world.key}", peer="10.9.9.9").status == 200, "a good key after them", "200", "held up")


@item.case("a revoked calendar key", "404 within two seconds")
def _(world):
    key = world.make("gone", "/yard/desk")
    must(world.get(f"{FEED}?key={key}").status == 200, "a new key", "200", "not yet")
    done = command("token", "revoke", "gone", "--data", world.server.data)
    must(done.returncode == 0, "token revoke gone", "done", done.all)
    end = time.monotonic() + 2.5
    while (reply := world.get(f"{FEED}?key={key}")).status == 200 and time.monotonic() < end:
        time.sleep(0.1)
    must(reply.status == 404, "the revoked key", "404", reply)
