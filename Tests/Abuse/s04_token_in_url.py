"""S4: the token in a link's path shows nowhere but in the message."""
import re

import wire
from harness import Item, must
from server import Server


class World:
    def __init__(self):
        self.server = Server(flags=["--log-level", "debug", "--trusted-proxy", "127.0.0.1"], tokens=["admin", "reporter"])
        number = self.server.report()
        self.token = t = self.server.token_of("ann", number)
        send = self.server.send
        self.replies = {}
        for method in ("GET", "HEAD", "OPTIONS", "DELETE", "POST", "TRACE", "PUT"):
            for path in (f"/a/{t}", f"//a/{t}", f"/x/{t}", f"/{t}", f"/a/{t}/more", f"/a/{t}?t={t}", f"/v1/incidents?unit={t}",
                         f"/a%2F{t}", f"/a/{t.replace('.', '%2E')}", f"/./a/{t}", f"/A/{t}", f"/v1/{t}/a", f"/a/{t}#{t}", f"/a.css?{t}"):
                self.replies[method, path] = send(method, path, headers=[("Referer", "https://tocsin.test/a/" + t)])
        send("GET", "/v1/incidents", headers=[("Authorization", "Bearer " + t), ("Cookie", "t=" + t), ("User-Agent", t)])
        send("POST", "/v1/incidents", "admin", body={t: t})
        send("POST", f"/v1/incidents/{number}/answers", "admin", body={"person": t, "answer": t})
        wire.raw(self.server.port, f"GET /a/{t} HTTP/1.1\r\nBad Header: {t}\r\n\r\n".encode(), 2)
        wire.raw(self.server.port, f"{t} /a/{t} HTTP/1.1\r\nHost: x\r\n\r\n".encode(), 2)
        self.good = send("POST", f"/a/{t}", headers={"Content-Type": "application/x-www-form-urlencoded"},
                         body="answer=accept&mark=" + self.server.mark(t))
        self.server.settle()
        # The name of the key is no secret; every other part is.
        self.parts = [t.split(".")[2], t.split(".")[4], t.split(".")[4][:20], t.split(".")[2][-12:]]

    def holds(self, text, where):
        found = [p for p in self.parts if p in text]
        must(not found, "some 100 requests with the token in path, query and headers, at log level debug", f"no part in {where}",
             [text[max(0, text.find(p) - 200):text.find(p) + 100] for p in found])

    def close(self):
        self.server.close()


item = Item("S4", World)


@item.case("the server's log at level debug, grepped for every part of the token", "no part; the path is written /a/…")
def _(world):
    must('"path":"/a/…"' in world.server.log, "requests to /a/…", 'the log says "/a/…"', world.server.log[-500:])
    world.holds(world.server.log, "the log")


@item.case("the database, its log and index, grepped for every part", "no part")
def _(world):
    data = b"".join(p.read_bytes() for p in world.server.data.glob("tocsin.db*"))
    world.holds(data.decode("latin-1"), "the database")


@item.case("the figures at /metrics", "no part")
def _(world):
    world.holds(world.server.send("GET", "/metrics").text, "/metrics")


@item.case("the timeline of the incident", "no part")
def _(world):
    world.holds(world.server.send("GET", "/v1/incidents/1", "admin").text, "the timeline")


@item.case("every answer to a request with the token", "no part in any body or header, save that of its own form")
def _(world):
    for (method, path), reply in world.replies.items():
        if path.startswith("/v1/incidents"):
            continue   # a query that names no unit is told so by name
        world.holds(reply.text + str(reply.headers), f"the answer to {method} {path}")


@item.case("a redirection that could carry the token on", "none, to any of the spellings")
def _(world):
    for (method, path), reply in world.replies.items():
        must(reply["Location"] is None and not 300 <= reply.status < 400, f"{method} {path}", "no Location", reply)


for name, value in [("Referrer-Policy", "no-referrer"), ("X-Robots-Tag", "noindex, nofollow"), ("Cache-Control", "no-store")]:
    def header(world, name=name, value=value):
        for (method, path), reply in world.replies.items():
            if path.startswith("/a/"):
                must(reply[name] == value, f"{method} {path}", f"{name}: {value}", reply)
    item.add(f"{name} on whatever is answered below /a/", f"{name}: {value}, also with 404 and 405", header)


@item.case("resources from elsewhere on the page, which would get its address", "none")
def _(world):
    page = world.server.send("GET", "/a/" + world.token).text
    found = [u for u in re.findall(r'(?:href|src|action)="([^"]*)"', page) if not re.match(r"\.\./a\.css(\?v=\w+)?$", u)]
    must(not found, "GET /a/…", "only ../a.css, which is /a.css", found)
