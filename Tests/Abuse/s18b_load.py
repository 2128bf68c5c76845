"""S18, what is held: slow and many connections, and storms of reports."""
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import wire
from harness import Item, NotRun, must
from server import Server, Tree


class World:
    def __init__(self):
        self.server = Server(tokens=["admin", "reporter"])

    def connect(self, host="127.0.0.1"):
        return socket.create_connection((host, self.server.port), timeout=20)

    def close(self):
        self.server.close()


item = Item("S18", World, parallel=12)


def until_closed(s, limit):
    """What comes until the other side closes, and how long that took."""
    start, data = time.monotonic(), b""
    try:
        while time.monotonic() - start < limit:
            s.settimeout(max(0.05, limit - (time.monotonic() - start)))
            part = s.recv(65536)
            if not part:
                return data, time.monotonic() - start
            data += part
    except TimeoutError:
        return data, None
    except OSError:
        return data, time.monotonic() - start
    return data, None


def slow(title, first, piece, pause, at_least, at_most, status):
    def run(world):
        with world.connect() as s:
            start = time.monotonic()
            s.sendall(first.replace(b"TOKEN", world.server.tokens["admin"].encode())) if first else None
            data, closed = b"", None
            while time.monotonic() - start < at_most + 3:
                if piece:
                    try:
                        s.sendall(piece)
                    except OSError:
                        closed = time.monotonic() - start
                        break
                s.settimeout(pause)
                try:
                    part = s.recv(65536)
                    if not part:
                        closed = time.monotonic() - start
                        break
                    data += part
                except TimeoutError:
                    pass
                except OSError:
                    closed = time.monotonic() - start
                    break
            must(closed is not None and at_least - 0.5 <= closed <= at_most, title, f"closed after {at_least} to {at_most} s", (closed, data))
            replies = wire.parse(data)
            must((replies[0].status if replies else None) in status, title, f"answered {status} at most", data)
    item.add(title, f"closed between {at_least} and {at_most} s, whatever goes on coming", run)


POST = b"POST /v1/incidents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer TOKEN\r\nContent-Type: application/json\r\n"
slow("a connection that says nothing", b"", b"", 0.5, 5, 8, (None,))
slow("a head that stops after its first line", b"GET / HTTP/1.1\r\n", b"", 0.5, 5, 8, (408, None))
slow("a head of a byte each second", b"GET / HTTP/1.1\r\nX-", b"a", 1, 5, 8, (408, None))
slow("a head of a field each second", b"GET / HTTP/1.1\r\nHost: x\r\n", b"X: y\r\n", 1, 5, 8, (408, None))
slow("empty lines without a request", b"\r\n", b"\r\n", 1, 5, 8, (408, None))
slow("a second head that stops, on a connection that was used", b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\nGET /", b"a", 1, 5, 9, (200, 408, None))
slow("a body that never comes", POST + b"Content-Length: 100\r\n\r\n", b"", 0.5, 10, 13, (408, None))
slow("a body of a byte each second", POST + b"Content-Length: 100\r\n\r\n", b" ", 1, 10, 13, (408, None))
slow("a chunked body of a byte each second", POST + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n", 1, 10, 13, (408, None))
slow("a body of a byte each second without a token", b"POST /v1/incidents HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n", b" ", 1, 10, 13, (401, 408))
slow("a body of a byte each second for no route", b"POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n", b" ", 1, 10, 13, (404, 408))
slow("a form of a byte each second at the answer page", b"POST /a/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n", b" ", 1, 10, 13, (404, 408))
slow("a body that waits for 100 Continue for ever", POST + b"Content-Length: 100\r\nExpect: 100-continue\r\n\r\n", b"", 0.5, 10, 13, (100, 408, 417, None))


def unwanted(title, first, piece):
    def run(world):
        with world.connect() as s:
            s.sendall(first)
            sent, start = 0, time.monotonic()
            try:
                while sent < 256 << 20 and time.monotonic() - start < 20:
                    s.sendall(piece)
                    sent += len(piece)
            except OSError:
                pass
            must(sent < 64 << 20, title, "cut off after a few MiB", f"{sent >> 20} MiB were taken in {time.monotonic() - start:.1f} s")
    item.add(title, "cut off after a few MiB", run)


unwanted("a body without end, without a token", b"POST /v1/incidents HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b" " * 65536 + b"\r\n")
unwanted("a body of 1 TiB, without a token", b"POST /v1/incidents HTTP/1.1\r\nHost: x\r\nContent-Length: 1099511627776\r\n\r\n", b" " * 65536)
unwanted("a body without end for no route", b"POST /nothing HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b" " * 65536 + b"\r\n")
unwanted("a form without end at the answer page", b"POST /a/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b" " * 65536 + b"\r\n")
unwanted("chunks of one byte without end", b"POST /nothing HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n" * 8_000)
unwanted("trailers without end", b"POST /nothing HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n" * 8_000)
unwanted("a chunk extension without end", b"POST /nothing HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"x" * 65536)
unwanted("a head without end", b"GET / HTTP/1.1\r\nHost: x\r\n", b"X: y\r\n" * 8_000)
unwanted("a first line without end", b"GET /", b"a" * 65536)


@item.case("a body that is too large, and more behind it", "413 before the rest is read")
def _(world):
    data = wire.raw(world.server.port, [POST.replace(b"TOKEN", world.server.tokens["admin"].encode()) + b"Content-Length: 3000000\r\n\r\n", b" " * 1_100_000], 5, until=lambda d: b"\r\n\r\n" in d)
    replies = wire.parse(data)
    must(replies and replies[0].status == 413, "a length of 3,000,000", "413", data)


@item.case("200 requests at once on one connection, a bad one among them", "an answer to each before it, 400 for it, none after it")
def _(world):
    good = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
    data = wire.raw(world.server.port, good * 100 + b"GET / HTTP/1.1\r\nHost: x\r\nBad Header: x\r\n\r\n" + good * 99, 10, until=lambda d: b" 400 " in d and d.endswith(b"}"))
    found = [r.status for r in wire.parse(data)]
    must(found == [200] * 100 + [400], "100 good, 1 bad, 99 good", "100 × 200, 400", found)


@item.case("5,000 requests at once on one connection, unread", "each answered in its order; the memory stays bounded (64 MiB more at most)")
def _(world):
    def memory():
        return int(open(f"/proc/{world.server.process.pid}/statm").read().split()[1]) * 4
    before = memory()
    with world.connect() as s:
        s.settimeout(3)
        good, sent = b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n", 0
        try:
            for _ in range(50):
                s.sendall(good * 100)
                sent += 100
        except TimeoutError:
            pass
        time.sleep(1)
        must(memory() - before < 64 << 10, f"{sent} requests whose answers nobody reads", "< 64 MiB more", f"{memory() - before} KiB")


class Crowd:
    def __init__(self):
        self.server = Server(Tree(), flags=["--insecure-bind"], tokens=["admin"], start=False)
        self.server.arguments = lambda kept=self.server.arguments: [a.replace("127.0.0.1:0", "0.0.0.0:0") for a in kept()]
        self.server.start()
        probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            probe.connect(("198.51.100.1", 9))   # sends nothing: it only asks which address would be used
            self.host = probe.getsockname()[0]
        except OSError:
            self.host = "127.0.0.1"
        probe.close()

    def close(self):
        self.server.close()


crowd = Item("S18", Crowd)


@crowd.case("40 connections from one address", "32 are kept; the others are closed at once, counted, and told in the log")
def _(world):
    if world.host.startswith("127."):
        raise NotRun("this machine has no address besides loopback, which is not counted")
    connections = []
    try:
        for _ in range(40):
            connections.append(socket.create_connection((world.host, world.server.port), timeout=5))
            time.sleep(0.02)
        time.sleep(0.3)
        alive = 0
        for s in connections:
            s.settimeout(2)
            try:
                s.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
                alive += s.recv(100).startswith(b"HTTP/1.1 200")
            except OSError:
                pass
        must(alive == 32, f"40 connections from {world.host}", "32 answered", alive)
    finally:
        for s in connections:
            s.close()
    time.sleep(0.5)
    must((world.server.metric("tocsin_http_connections_over_share_total") or 0) == 8 and '"limit":"connections"' in world.server.log, "8 too many", "counted and told",
         world.server.metric("tocsin_http_connections_over_share_total"))


@crowd.case("300 connections that say nothing", "others are served again within 10 s")
def _(world):
    connections = []
    try:
        for _ in range(300):
            s = socket.socket()
            s.setblocking(False)
            s.connect_ex(("127.0.0.1", world.server.port))
            connections.append(s)
        time.sleep(0.5)
        start = time.monotonic()
        reply = wire.send(world.server.port, "GET", "/health/live", timeout=15)
        must(reply.status == 200 and time.monotonic() - start < 10, "300 silent connections", "200 within 10 s", (reply, time.monotonic() - start))
    finally:
        for s in connections:
            s.close()


class Storm:
    def __init__(self):
        self.server = Server(Tree(), tokens=["admin", "reporter"], flags=["--report-rate", "5"])

    def close(self):
        self.server.close()


storm = Item("S18", Storm)
ONE = {"unit": "/yard", "plan": "storm", "title": "x"}


@storm.case("70 reports at once where 5 a second and 50 at once are allowed", "429 with Retry-After from about the 51st on, nothing of it stored")
def _(world):
    with ThreadPoolExecutor(30) as pool:
        found = list(pool.map(lambda _: world.server.send("POST", "/v1/incidents", "reporter", body=ONE), range(90)))
    good, over = [r for r in found if r.status == 201], [r for r in found if r.status == 429]
    must(50 <= len(good) < 90 and len(good) + len(over) == 90 and all((r["Retry-After"] or "").isdigit() for r in over), "90 reports", "429 with Retry-After", [r.status for r in found])
    stored = world.server.sql("SELECT count(*) FROM incidents WHERE source = 'reporter'")[0][0]
    must(stored == len(good), "90 reports", f"{len(good)} stored", stored)


@storm.case("another source during a storm", "201: its own share")
def _(world):
    reply = world.server.send("POST", "/v1/incidents", "admin", body=ONE)
    must(reply.status == 201, "a report by another source", "201", reply)


@storm.case("a storm that is refused", "counted in /metrics and told in the log, once a minute")
def _(world):
    refused = world.server.metric("tocsin_reports_over_rate_total")
    told = [l for l in world.server.log.splitlines() if '"limit":"reports"' in l]
    must(refused and len(told) == 1, "a storm", "counted, one line", (refused, told))


@storm.case("an array of 200 reports where 50 at once are allowed, twice", "the second is refused whole: 429, nothing stored")
def _(world):
    token = world.server.make_token("reporter", "bulk")
    first = world.server.send("POST", "/v1/incidents", token, body=[ONE] * 200)
    before = world.server.sql("SELECT count(*) FROM incidents")[0][0]
    second = world.server.send("POST", "/v1/incidents", token, body=[ONE] * 200)
    must(first.status == 201 and second.status == 429 and world.server.sql("SELECT count(*) FROM incidents")[0][0] == before, "400 reports in two arrays", "201, 429", (first.status, second))
