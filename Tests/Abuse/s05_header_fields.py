"""S5: the header fields of every page, by route and status."""
import wire
from harness import Item, must
from server import Server, TEMPLATES

FIELDS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
                               "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store",
    "Content-Type": "text/html; charset=utf-8", "Strict-Transport-Security": "max-age=31536000",
}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class World:
    def __init__(self):
        self.server = s = Server(flags=["--trusted-proxy", "127.0.0.1", "--report-rate", "1"], tokens=["admin", "reporter"])
        self.token = t = s.token_of("ann", s.report())
        def post(form, **headers):
            return lambda: s.send("POST", "/a/" + t, headers=FORM | headers, body=form if isinstance(form, str) else form())
        good = lambda: "answer=seen&mark=" + s.mark(t)
        self.pages = {
            "GET, 200": (200, lambda: s.send("GET", "/a/" + t)), "HEAD, 200": (200, lambda: s.send("HEAD", "/a/" + t)),
            "POST, 200": (200, post(good)),
            "POST with an old mark, 409": (409, post("answer=seen&mark=x")),
            "POST from elsewhere, 403": (403, post(good, **{"Sec-Fetch-Site": "cross-site"})),
            "POST without an answer, 400": (400, post("mark=x")),
            "POST too long, 413": (413, post("x" * 70_000)),
            "GET with a bad link, 404": (404, lambda: s.send("GET", "/a/x", peer="10.0.0.1")),
            "POST with a bad link, 404": (404, lambda: s.send("POST", "/a/x", headers=FORM, body="answer=seen", peer="10.0.0.2")),
            "GET with the 61st bad link, 429": (429, self.many),
        }

    def many(self):
        connection = wire.KeepAlive(self.server.port)
        connection.statuses([wire.request("GET", "/a/x", [("X-Forwarded-For", "10.9.9.9")], close=False)] * 60)
        connection.close()
        # One more is allowed for each second that it takes.
        for _ in range(10):
            reply = self.server.send("GET", "/a/x", peer="10.9.9.9")
            if reply.status == 429:
                break
        return reply

    def close(self):
        self.server.close()


item = Item("S5", World)
PAGES = ["GET, 200", "HEAD, 200", "POST, 200", "POST with an old mark, 409", "POST from elsewhere, 403", "POST without an answer, 400",
         "POST too long, 413", "GET with a bad link, 404", "POST with a bad link, 404", "GET with the 61st bad link, 429"]

for name in PAGES:
    def page(world, name=name):
        status, ask = world.pages[name]
        reply = ask()
        must(reply.status == status, name, str(status), reply)
        for field, value in FIELDS.items():
            must(reply[field] == value, name, f"{field}: {value}", reply)
    item.add(f"the answer page: {name}", "all nine fields of RELIABILITY §4 S4 and S5, each once and exactly", page)

OTHERS = {
    "the style sheet": ("GET", "/a.css", None, b"", 200, "text/css; charset=utf-8"),
    "liveness": ("GET", "/health/live", None, b"", 200, "application/json"),
    "readiness": ("GET", "/health/ready", None, b"", 200, "application/json"),
    "the figures": ("GET", "/metrics", None, b"", 200, "text/plain; version=0.0.4; charset=utf-8"),
    "the description": ("GET", "/openapi.json", None, b"", 200, "application/json"),
    "the list": ("GET", "/v1/incidents", "admin", b"", 200, "application/json"),
    "an incident": ("GET", "/v1/incidents/1", "admin", b"", 200, "application/json"),
    "the people": ("GET", "/v1/people", "admin", b"", 200, "application/json"),
    "no token, 401": ("GET", "/v1/people", None, b"", 401, "application/problem+json"),
    "too little right, 403": ("GET", "/v1/people", "reporter", b"", 403, "application/problem+json"),
    "no such route, 404": ("GET", "/nothing", None, b"", 404, "application/problem+json"),
    "no such method, 405": ("DELETE", "/v1/incidents", "admin", b"", 405, "application/problem+json"),
    "no such method at the answer page, 405": ("DELETE", "/a/x", None, b"", 405, "application/problem+json"),
    "no JSON, 400": ("POST", "/v1/incidents", "admin", b"{", 400, "application/problem+json"),
    "wrong fields, 422": ("POST", "/v1/incidents", "admin", b"{}", 422, "application/problem+json"),
    "too large, 413": ("POST", "/v1/incidents", "admin", b"[" + b" " * 1_100_000 + b"]", 413, "application/problem+json"),
    "an address too long, 414": ("GET", "/" + "x" * 3_000, None, b"", 414, "application/problem+json"),
}
for name, (method, path, token, body, status, kind) in OTHERS.items():
    def other(world, method=method, path=path, token=token, body=body, status=status, kind=kind):
        reply = world.server.send(method, path, token, body=body)
        must(reply.status == status and reply["Content-Type"] == kind, f"{method} {path[:60]}", f"{status} {kind}", reply)
        must(reply["X-Content-Type-Options"] == "nosniff", f"{method} {path[:60]}", "nosniff", reply)
        cached = "public, max-age=31536000, immutable" if path == "/a.css" else "no-store"
        must(reply["Cache-Control"] == cached, f"{method} {path[:60]}", f"Cache-Control: {cached}", reply)
        leaks = [f for f in ("Server", "X-Powered-By", "Set-Cookie", "Access-Control-Allow-Origin") if reply[f]]
        must(not leaks, f"{method} {path[:60]}", "no field that says too much", reply)
    item.add(f"the API: {name}", "its type, nosniff, its caching, and no Server, Set-Cookie or Access-Control field", other)


@item.case("a request that is not HTTP", "400 as a problem document with nosniff and no-store")
def _(world):
    reply = wire.parse(wire.raw(world.server.port, b"GET / HTTP/3.0\r\n\r\n", 3))[0]
    must(reply.status == 400 and reply["X-Content-Type-Options"] == "nosniff" and reply["Cache-Control"] == "no-store"
         and reply["Content-Type"] == "application/problem+json", "GET / HTTP/3.0", "400, problem document", reply)


@item.case("HSTS where the public address has no TLS", "not sent: a browser would lock itself out")
def _(world):
    server = Server(public="http://tocsin.test")
    try:
        reply = server.send("GET", "/a/x")
        must(reply["Strict-Transport-Security"] is None, "GET /a/x", "no HSTS", reply)
    finally:
        server.close()
