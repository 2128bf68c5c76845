"""S10, what a receiver can do with its answer: lead elsewhere, never end, swell, or say nothing."""
import gzip
import re
import ssl
import time

import sinks
from harness import Item, must
from server import Folder, Server, Tree

HEAD = b"HTTP/1.1 200 OK\r\n"
ENDLESS = {
    "an endless body": sinks.endless(HEAD + b"\r\n", b"x" * 65536),
    "an endless chunked body": sinks.endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
    "a body of 2^62 bytes": sinks.endless(HEAD + b"Content-Length: 4611686018427387904\r\n\r\n", b"x" * 65536),
    "endless header fields": sinks.endless(HEAD, b"X-Long: " + b"y" * 1000 + b"\r\n"),
    "one endless header field": sinks.endless(HEAD + b"X: ", b"y" * 65536),
    "endless interim answers": sinks.endless(b"", b"HTTP/1.1 100 Continue\r\nX: " + b"y" * 1000 + b"\r\n\r\n"),
    "an endless status line": sinks.endless(b"HTTP/1.1 200 ", b"y" * 65536),
    "endless trailers": sinks.endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: " + b"y" * 1000 + b"\r\n"),
    "an endless chunk extension": sinks.endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5;x=", b"y" * 65536),
    "64 MiB of zeros as gzip": sinks.plain("500 No", gzip.compress(bytes(64 << 20)), "Content-Encoding: gzip"),
    "gzip within gzip": sinks.plain("500 No", gzip.compress(gzip.compress(bytes(64 << 20))), "Content-Encoding: gzip, gzip"),
    "gzip as transfer coding": sinks.endless(HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n", b"10000\r\n" + gzip.compress(bytes(1 << 24))[:65536].ljust(65536, b"\0") + b"\r\n"),
    "a byte each second": sinks.endless(HEAD + b"Content-Length: 60000\r\n\r\n", b"x", pause=1),
    "a header field each second": sinks.endless(HEAD, b"X: y\r\n", pause=1),
    "nothing at all": lambda c, path: time.sleep(30),
}
UNREADABLE = {
    "HTTP/0.9": lambda c, path: c.send(b"ok\n"),
    "a line of noise": lambda c, path: c.send(bytes(range(256)) * 4),
    "two different lengths": lambda c, path: c.send(HEAD + b"Content-Length: 2\r\nContent-Length: 5\r\n\r\nok"),
    "a negative length": lambda c, path: c.send(HEAD + b"Content-Length: -1\r\n\r\nok"),
    "HTTP/3 in the status line": lambda c, path: c.send(b"HTTP/3.0 200 OK\r\n\r\n"),
    "a status of 99999": lambda c, path: c.send(b"HTTP/1.1 99999 OK\r\n\r\n"),
    "status 000": lambda c, path: c.send(b"HTTP/1.1 000 OK\r\nContent-Length: 0\r\n\r\n"),
    "a broken chunk": lambda c, path: c.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n"),
    "101 to another protocol": lambda c, path: c.send(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
    "401 that asks for a password": sinks.plain("401 No", b"", 'WWW-Authenticate: Basic realm="x"'),
    "407 that asks for a proxy's password": sinks.plain("407 No", b"", 'Proxy-Authenticate: Basic realm="x"'),
}
TARGETS = ["http://127.0.0.1:{b}/", "http://localhost:{b}/", "//127.0.0.1:{b}/", "http://[::1]:{b}/", "file:///etc/passwd", "gopher://127.0.0.1:{b}/_x",
           "http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:{a}/again"]
CODES = [300, 301, 302, 303, 305, 307, 308]


class World:
    def __init__(self):
        self.other = sinks.Listener()
        self.names, answers = {}, {}
        self.redirections = [(code, TARGETS[0]) for code in CODES] + [(302, t) for t in TARGETS[1:]] + [(201, TARGETS[0])]
        for name, answer in (ENDLESS | UNREADABLE).items():
            self.names[name] = f"c{len(self.names)}"
            answers[self.names[name]] = answer
        for code, target in self.redirections:
            self.names[code, target] = path = f"c{len(self.names)}"
            answers[path] = lambda c, p, code=code, target=target: sinks.plain(
                f"{code} There", b"", "Location: " + target.format(a=self.sink.port, b=self.other.port))(c, p)
        self.names["refresh"] = path = f"c{len(self.names)}"
        answers[path] = lambda c, p: sinks.plain("503 Later", b"", f"Refresh: 0; url=http://127.0.0.1:{self.other.port}/",
                                                 f"Alt-Svc: h2=\"127.0.0.1:{self.other.port}\"; ma=86400")(c, p)
        self.sink = sinks.WebSink(answers)
        port = self.sink.port
        people = {f"p{i}": f'{{webhook: "http://127.0.0.1:{port}/{path}"}}' for i, path in enumerate(self.names.values())}
        self.paths = {path: f"p{i}" for i, path in enumerate(self.names.values())}
        self.server = Server(Tree(people), flags=["--allow-address", f"127.0.0.1:{port}"])
        self.before = self.memory("VmHWM")
        self.number = self.server.report()
        self.start = time.monotonic()
        # Everything that trickles is given up after 15 s.
        while True:
            self.timeline = self.server.incident(self.number)["timeline"]
            if all(self.outcome(k)[0] != "none" for k in self.names) or time.monotonic() - self.start > 45:
                break
            time.sleep(0.5)

    def memory(self, field):
        status = open(f"/proc/{self.server.process.pid}/status").read()
        return int(re.search(field + r":\s+(\d+)", status)[1])

    def outcome(self, key):
        """The first outcome for a person, as (what, words)."""
        planned = [h["details"]["number"] for h in self.timeline
                   if h["what"] == "message_planned" and h["details"]["person"] == self.paths[self.names[key]]]
        for h in self.timeline:
            if h["what"] in ("message_accepted", "message_failed", "message_retrying") and h["details"]["number"] == planned[0]:
                return h["what"], (h["details"].get("reason") or h["details"].get("evidence"))["text"]
        return "none", ""

    def close(self):
        self.server.close()
        self.sink.close()
        self.other.close()


item = Item("S10", World)
for name in ENDLESS:
    def swell(world, name=name):
        what, words = world.outcome(name)
        note = world.sink.sent.get("/" + world.names[name], {"bytes": 0})
        # What a sender can push into the buffers of both kernels before it learns that nobody reads.
        if "extension" not in name:   # these bytes are dropped unseen; the time limit ends them
            must(note["bytes"] < 16 << 20, name, "less than 16 MiB taken", note)
        must(what != "none", name, "an outcome within 45 s", (what, words))
        if "trickle" in name or "each second" in name or name == "nothing at all":
            must(what == "message_retrying", name, "given up and tried again", (what, words))
    item.add(f"a receiver that answers with {name}", "cut off: an outcome within the time limit, 64 KiB kept at most", swell)


@item.case("all of them at once", "the server's memory grew by less than 64 MiB")
def _(world):
    grown = world.memory("VmHWM") - world.before
    must(grown < 64 << 10, list(ENDLESS), "< 64 MiB more at the peak", f"{grown} KiB")


for name in UNREADABLE:
    def unreadable(world, name=name):
        what, words = world.outcome(name)
        must(what in ("message_retrying", "message_failed"), name, "not taken for a success", (what, words))
        seen = world.sink.seen("/" + world.names[name])
        must(not any(n.lower() in ("authorization", "proxy-authorization") for r in seen for n, _ in r["headers"]), name,
             "no password sent", [r["head"] for r in seen])
    item.add(f"a receiver that answers with {name}", "not taken for a success; tried again or failed", unreadable)

for code, target in [(c, TARGETS[0]) for c in CODES] + [(302, t) for t in TARGETS[1:]] + [(201, TARGETS[0])]:
    def redirect(world, code=code, target=target):
        what, words = world.outcome((code, target))
        path = "/" + world.names[code, target]
        if code != 201:
            must(what in ("message_failed", "message_retrying"), f"{code} to {target}", "not taken for a success", (what, words))
        must(len(world.sink.seen(path)) >= 1, f"{code} to {target}", "the receiver itself was asked", world.sink.requests)
        must(world.other.connections == 0 and not world.sink.seen("/again"), f"{code} to {target}", "nobody else was asked",
             world.other.received or world.sink.seen("/again"))
    item.add(f"{code} with Location {target.format(a='RECEIVER', b='OTHER')}", "not followed: no connection to anybody else", redirect)


@item.case("503 with Refresh and Alt-Svc to another port", "not followed")
def _(world):
    must(world.outcome("refresh")[0] == "message_retrying" and world.other.connections == 0, "Refresh, Alt-Svc", "tried again, nobody else asked",
         (world.outcome("refresh"), world.other.received))


def one_post(env=None, url="http://127.0.0.1:{p}/hook", sink=None, wait=20, flags=(), allow="127.0.0.1:{p}", settings=""):
    """Reports once to one receiver; the outcome on the timeline."""
    server = Server(Tree({"ann": f"{{webhook: {{env: URL}}{settings}}}"}), env={"URL": url.format(p=sink.port)} | (env or {}),
                    flags=["--allow-address", allow.format(p=sink.port), *flags])
    try:
        number = server.report()
        found = server.happenings(number, "message_accepted", "message_failed", "message_retrying", wait=wait)
        return (found[0]["what"], found[0]["details"]) if found else ("none", {})
    finally:
        server.close()


for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]:
    def proxied(world, name=name):
        sink, proxy = sinks.WebSink(), sinks.Listener()
        try:
            what, details = one_post({name: f"http://127.0.0.1:{proxy.port}", "no_proxy": ""}, sink=sink)
            must(what == "message_accepted" and proxy.connections == 0, f"{name}=http://127.0.0.1:…", "delivered without the proxy",
                 (what, details, proxy.received))
        finally:
            sink.close()
            proxy.close()
    item.add(f"the variable {name}", "no connection to the proxy", proxied)


@item.case("a .netrc with a password for the receiver", "no Authorization field at the receiver")
def _(world):
    sink, folder = sinks.WebSink(), Folder()
    try:
        folder.write(".netrc", "machine 127.0.0.1 login u password canary\ndefault login u password canary\n", 0o600)
        folder.write(".curlrc", "user = u:canary\nproxy = 127.0.0.1:1\n", 0o600)
        what, _ = one_post({"HOME": str(folder.path), "CURL_HOME": str(folder.path), "NETRC": str(folder.path / ".netrc")}, sink=sink)
        heads = [r["head"].lower() for r in sink.requests]
        must(what == "message_accepted" and heads and not any(b"authorization" in h for h in heads), ".netrc, .curlrc", "no password sent", heads)
    finally:
        sink.close()
        folder.close()


def tls(title, prepare, expected="no request reaches it; tried again"):
    def run(world):
        folder = Folder()
        sink = sinks.WebSink(context=prepare(folder.path))
        try:
            what, details = one_post(url="https://localhost:{p}/hook", sink=sink, allow="localhost:{p}")
            must(what == "message_retrying" and not sink.requests, title, expected, (what, details, sink.requests))
        finally:
            sink.close()
            folder.close()
    item.add(f"https to {title}", expected, run)


def old(folder):
    context = sinks.certificate(folder)
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


tls("a receiver whose certificate nobody vouches for", sinks.certificate)
tls("a receiver with another name in its certificate", lambda folder: sinks.certificate(folder, "elsewhere.test"))
tls("a receiver that knows TLS 1.1 at most", old)
tls("a receiver that speaks no TLS", lambda folder: None)
