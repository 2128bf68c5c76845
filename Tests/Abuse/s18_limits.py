"""S18, what is read: requests that two servers would understand differently, and values without measure."""
import gzip
import json
import socket
import time

import wire
from harness import Item, must
from server import Server

REPORT = b'{"unit": "/yard", "plan": "storm", "title": "smuggled"}'
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(REPORT), REPORT)


class World:
    def __init__(self):
        self.server = Server(tokens=["admin", "reporter"])
        self.server.report("first")
        self.server.settle()
        self.before = self.server.dump()

    def unchanged(self, sent, seen=""):
        must(self.server.dump() == self.before, sent, "nothing stored", f"stored; {seen}")

    def close(self):
        self.server.close()


item = Item("S18", World, parallel=2)


def head(world, *lines, first=b"POST /v1/incidents HTTP/1.1", host=True, end=b"\r\n"):
    token = world.server.tokens["admin"].encode()
    fields = [first, *([b"Host: x"] if host else []), b"Authorization: Bearer " + token, b"Content-Type: application/json", *lines]
    return end.join(fields) + end + end


LENGTH = b"Content-Length: %d" % len(REPORT)
SMUGGLED = {
    "Content-Length and Transfer-Encoding": ([LENGTH, b"Transfer-Encoding: chunked"], CHUNKED), "Transfer-Encoding and Content-Length": ([b"Transfer-Encoding: chunked", b"Content-Length: 4"], CHUNKED),
    "two lengths": ([LENGTH, b"Content-Length: 5"], REPORT), "two equal lengths": ([LENGTH, LENGTH], REPORT), "a list of lengths": ([LENGTH + b", 5"], REPORT), "a list of equal lengths": ([LENGTH + b", %d" % len(REPORT)], REPORT), "a negative length": ([b"Content-Length: -1"], REPORT),
    "a length with a plus": ([b"Content-Length: +%d" % len(REPORT)], REPORT), "a length in hexadecimal": ([b"Content-Length: 0x%x" % len(REPORT)], REPORT), "a length with a space": ([b"Content-Length: 5 5"], REPORT), "an empty length": ([b"Content-Length: "], REPORT),
    "a length of 2^64 + 5": ([b"Content-Length: 18446744073709551621"], REPORT), "a length in words": ([b"Content-Length: ten"], REPORT), "a length with a comma": ([b"Content-Length: ,"], REPORT),
    "an unknown transfer coding": ([b"Transfer-Encoding: x"], REPORT), "chunked and then another": ([b"Transfer-Encoding: chunked, x"], CHUNKED), "identity and a length": ([b"Transfer-Encoding: identity", LENGTH], REPORT), "chunked twice": ([b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked"], CHUNKED),
    "chunked with a vertical tab": ([b"Transfer-Encoding: \x0bchunked"], CHUNKED), "chunked in quotation marks": ([b'Transfer-Encoding: "chunked"'], CHUNKED), "xchunked": ([b"Transfer-Encoding: xchunked"], CHUNKED), "a space before the colon of Transfer-Encoding": ([b"Transfer-Encoding : chunked"], CHUNKED),
    "a space before the colon of Content-Length": ([b"Content-Length : %d" % len(REPORT)], REPORT), "a folded Transfer-Encoding": ([b"Transfer-Encoding:", b" chunked"], CHUNKED), "a folded field": ([b"X: a", b" b", LENGTH], REPORT), "a tab-folded field": ([b"X: a", b"\tb", LENGTH], REPORT),
    "a field that begins with a space": ([b" X: a", LENGTH], REPORT), "an underscore for the hyphen and both": ([b"Content_Length: 5", LENGTH, b"Transfer-Encoding: chunked"], CHUNKED), "a bare CR in a field": ([b"X: a\rTransfer-Encoding: chunked", LENGTH], REPORT), "a bare LF in a field": ([b"X: a\nTransfer-Encoding: chunked", LENGTH], REPORT),
    "NUL in a field": ([b"X: a\0b", LENGTH], REPORT), "NUL in a field's name": ([b"X\0Y: a", LENGTH], REPORT), "an empty field name": ([b": a", LENGTH], REPORT), "a field without a colon": ([b"Nothing", LENGTH], REPORT), "a control in a field's name": ([b"X\x01: a", LENGTH], REPORT), "DEL in a field's name": ([b"X\x7f: a", LENGTH], REPORT),
    "letters beyond ASCII in a field's name": ([b"X\xc3\xa9: a", LENGTH], REPORT), "two hosts": ([b"Host: y", LENGTH], REPORT), "two equal hosts": ([b"Host: x", LENGTH], REPORT),
    "a chunk size that is no number": ([b"Transfer-Encoding: chunked"], b"zz\r\n" + REPORT), "a negative chunk size": ([b"Transfer-Encoding: chunked"], b"-5\r\n" + CHUNKED), "a chunk size with 0x": ([b"Transfer-Encoding: chunked"], b"0x%x\r\n%s\r\n0\r\n\r\n" % (len(REPORT), REPORT)),
    "a chunk size of 2^70": ([b"Transfer-Encoding: chunked"], b"400000000000000000\r\n" + REPORT), "a chunk longer than it says": ([b"Transfer-Encoding: chunked"], b"5\r\n" + REPORT + b"\r\n0\r\n\r\n"), "a chunk ended by LF": ([b"Transfer-Encoding: chunked"], b"%x\n%s\n0\n\n" % (len(REPORT), REPORT)),
    "a chunk size with a space before it": ([b"Transfer-Encoding: chunked"], b" " + CHUNKED), "a chunk that is cut off": ([b"Transfer-Encoding: chunked"], b"fff\r\n" + REPORT), "a chunked body without an end": ([b"Transfer-Encoding: chunked"], CHUNKED[:-5]),
    "a body shorter than its length": ([b"Content-Length: 500"], REPORT), "a last chunk with more behind it": ([b"Transfer-Encoding: chunked"], b"0\r\n\r\n" + REPORT),
}
for name, (lines, body) in SMUGGLED.items():
    def smuggle(world, lines=lines, body=body, name=name):
        cut = "cut off" in name or "without an end" in name or "shorter" in name
        sent = head(world, *lines) + body
        follower = b"" if cut else b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        if cut:   # the connection ends in the middle

            with socket.create_connection(("127.0.0.1", world.server.port)) as s:
                s.sendall(sent)
                s.shutdown(socket.SHUT_WR)
                s.settimeout(3)
                try:
                    data = s.recv(65536)
                except OSError:
                    data = b""
        else:
            data = wire.raw(world.server.port, sent + follower, 2, until=lambda d: b"\r\n\r\n" in d and len(d) > 200)
        replies = wire.parse(data)
        world.unchanged(sent, replies)
        must(not replies or 400 <= replies[0].status < 500, sent, "a 4xx or nothing", replies)
        if replies and replies[0].status == 400 and not cut:
            must("problem+json" in (replies[0]["Content-Type"] or ""), sent, "a problem document", replies)
    item.add(f"a report with {name}", "a 4xx, nothing stored", smuggle)

EXPECTING = {
    "another expectation": ([b"Expect: wonders", LENGTH], REPORT, 417), "another expectation beside it": ([b"Expect: 100-continue, wonders", LENGTH], REPORT, 417),
    "two expectations": ([b"Expect: 100-continue", b"Expect: wonders", LENGTH], REPORT, 417), "a body of 3 MiB announced": ([b"Expect: 100-continue", b"Content-Length: 3145728"], b"", 413),
    "another type announced": ([b"Expect: 100-continue", b"Content-Type: text/plain", LENGTH], b"", 415), "a second request in place of the body": ([b"Expect: 100-continue", b"Authorization: x", LENGTH], REPORT, 401),
}
for name, (lines, body, status) in EXPECTING.items():
    def expecting(world, lines=lines, body=body, status=status):
        sent = head(world, *lines)
        if status == 401:
            sent = sent.replace(b"Authorization: Bearer " + world.server.tokens["admin"].encode() + b"\r\n", b"")
        if status == 415:
            sent = sent.replace(b"Content-Type: application/json\r\n", b"")
        start = time.monotonic()
        data = wire.raw(world.server.port, sent + body, 7, until=lambda d: b"\r\n\r\n" in d and bool(wire.parse(d)))
        replies = wire.parse(data)
        world.unchanged(sent, replies)
        must([r.status for r in replies] == [status] and time.monotonic() - start < 5, sent, f"{status} at once and no 100", replies)
        must(body or replies[0]["Connection"] == "close", sent, "Connection: close, since the body was not sent", replies)
    item.add(f"a report with {name} and Expect", f"{status} at once, nothing stored", expecting)


@item.case("100 clients that wait for 100 Continue and then send nothing", "100, then 408 after ten seconds; others are served")
def _(world):
    waiting = []
    for _ in range(100):
        s = socket.create_connection(("127.0.0.1", world.server.port), timeout=20)
        s.sendall(head(world, LENGTH, b"Expect: 100-continue"))
        waiting.append(s)
    must(world.server.send("GET", "/health/live").status == 200, "a request beside them", "200", "not answered")
    for s in waiting:
        data = b""
        while b" 408 " not in data:
            part = s.recv(65536)
            if not part:
                break
            data += part
        must(data.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 408 "), "a body that never comes", "100, then 408", data)
        s.close()
    world.unchanged("100 × Expect")

FIRST = {
    "HTTP/0.9": b"GET /\r\n\r\n", "HTTP/2.0": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP/3.0": b"GET / HTTP/3.0\r\nHost: x\r\n\r\n", "HTTP/1.1x": b"GET / HTTP/1.1x\r\nHost: x\r\n\r\n", "http/1.1": b"GET / http/1.1\r\nHost: x\r\n\r\n", "HTTP/11": b"GET / HTTP/11\r\nHost: x\r\n\r\n",
    "a TLS hello": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500), "an SSH greeting": b"SSH-2.0-x\r\n", "an SMTP greeting": b"EHLO x\r\n", "binary noise": bytes(range(256)) * 8, "no Host": b"GET / HTTP/1.1\r\n\r\n", "an unknown method": b"FOO / HTTP/1.1\r\nHost: x\r\n\r\n",
    "a method of 10,000 letters": b"G" * 10_000 + b" / HTTP/1.1\r\nHost: x\r\n\r\n", "a method in small letters": b"get / HTTP/1.1\r\nHost: x\r\n\r\n", "two spaces in the first line": b"GET  / HTTP/1.1\r\nHost: x\r\n\r\n", "a tab in the first line": b"GET\t/ HTTP/1.1\r\nHost: x\r\n\r\n", "NUL in the address": b"GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n",
    "a space in the address": b"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", "bare LF for all line ends": b"GET /health/live HTTP/1.1\nHost: x\n\n", "bare CR for all line ends": b"GET /health/live HTTP/1.1\rHost: x\r\r", "a field of 17,000 bytes": b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 17_000 + b"\r\n\r\n",
    "17,000 bytes of fields": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X%d: %s\r\n" % (i, b"a" * 300) for i in range(60)) + b"\r\n", "101 fields": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X%d: a\r\n" % i for i in range(101)) + b"\r\n", "10,000 fields": b"GET / HTTP/1.1\r\n" + b"a:b\r\n" * 10_000 + b"\r\n",
    "a field name of 17,000 bytes": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X" * 17_000 + b": a\r\n\r\n", "an address of 2,049 bytes": b"GET /" + b"a" * 2_048 + b" HTTP/1.1\r\nHost: x\r\n\r\n", "an address of 20,000 bytes": b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", "a query of 3,000 bytes": b"GET /v1/incidents?unit=" + b"a" * 3_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "1,000 empty lines and no request": b"\r\n" * 1_000 + b"x\r\n\r\n", "a colon alone": b":\r\n\r\n", "CONNECT": b"CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n", "the address *": b"GET * HTTP/1.1\r\nHost: x\r\n\r\n", "no address": b"GET HTTP/1.1\r\nHost: x\r\n\r\n",
}
for name, data in FIRST.items():
    def first(world, data=data, name=name):
        replies = wire.parse(wire.raw(world.server.port, data, 7, until=lambda d: b"\r\n\r\n" in d))
        # What waits for more is closed by the time limit for heads.
        must(not replies or 400 <= replies[0].status < 500, data[:200], "a 4xx or a closed connection", replies)
        must(replies or name.startswith(("bare CR", "an SSH", "an SMTP")), data[:200], "an answer", replies)
        if replies:
            must("problem+json" in (replies[0]["Content-Type"] or ""), data[:200], "a problem document", replies)
        if name in ("a field of 17,000 bytes", "17,000 bytes of fields", "101 fields", "10,000 fields", "a field name of 17,000 bytes"):
            must(replies[0].status == 431, data[:100], "431", replies)
    item.add(f"a request with {name}", "a 4xx problem document, and the connection is closed", first)

BODIES = {
    "100,000 lists in one another": b"[" * 100_000, "100,000 maps in one another": b'{"a":' * 100_000, "33 lists in one another": b"[" * 33 + b"]" * 33, "lists and maps in turns": b'[{"a":' * 16 + b"[[1]]" + b"}]" * 16, "a member twice": b'{"unit": "/yard", "plan": "storm", "title": "a", "title": "b"}',
    "a member twice by escapes": b'{"unit": "/yard", "plan": "storm", "title": "a", "t\\u0069tle": "b"}', "a member twice in facts": b'{"unit": "/yard", "plan": "storm", "title": "a", "facts": {"x": 1, "x": 2}}', "an unknown member": b'{"unit": "/yard", "plan": "storm", "title": "a", "admin": true}',
    "__proto__": b'{"unit": "/yard", "plan": "storm", "title": "a", "__proto__": {}}', "two values": REPORT + REPORT, "a comma at the end": b'{"unit": "/yard", "plan": "storm", "title": "a",}', "comments": b'{"unit": "/yard", /* x */ "plan": "storm", "title": "a"}', "apostrophes": b"{'unit': '/yard'}", "NaN": b'{"unit": "/yard", "plan": "storm", "title": NaN}',
    "a number of 10,000 digits": b'{"unit": "/yard", "plan": "storm", "title": "a", "facts": {"x": ' + b"9" * 10_000 + b"}}", "1e999": b'{"unit": "/yard", "plan": "storm", "title": "a", "facts": {"x": 1e999}}', "a number with a leading zero": b'{"unit": "/yard", "plan": "storm", "title": "a", "facts": {"x": 01}}',
    "a text of 16,385 bytes": b'{"unit": "/yard", "plan": "storm", "title": "a", "note": "' + b"x" * 16_385 + b'"}', "a report of 65,537 bytes": b'{"unit": "/yard", "plan": "storm", "title": "a"' + b" " * 65_500 + b"}", "an array of 1,001 reports": b"[" + b",".join([REPORT] * 1_001) + b"]", "an empty array": b"[]", "an array of more than 1 MiB": b"[" + REPORT + b" " * (1 << 20) + b"]",
    "a body of 3 MiB": b" " * (3 << 20), "101 facts": json.dumps({"unit": "/yard", "plan": "storm", "title": "a", "facts": {f"f{i}": 1 for i in range(101)}}).encode(), "20,000 members": json.dumps({f"f{i}": 1 for i in range(5_000)}).encode(), "a dedup_key of 201 bytes": json.dumps({"unit": "/yard", "plan": "storm", "title": "a", "dedup_key": "k" * 201}).encode(),
    "a title of 1,001 letters": json.dumps({"unit": "/yard", "plan": "storm", "title": "a" * 1_001}).encode(), "a BOM": b"\xef\xbb\xbf" + REPORT, "UTF-16": REPORT.decode().encode("utf-16"), "nothing": b"", "null": b"null", "a text": b'"x"', "true": b"true", "a title that is a list": b'{"unit": "/yard", "plan": "storm", "title": ["a"]}',
    "a date of the year 99999": b'{"unit": "/yard", "plan": "storm", "title": "a", "occurred_at": "99999-01-01T00:00:00Z"}', "a date that there is not": b'{"unit": "/yard", "plan": "storm", "title": "a", "occurred_at": "2026-02-30T00:00:00Z"}', "an escape that there is not": b'{"unit": "\\x2fyard", "plan": "storm", "title": "a"}',
}
for name, data in BODIES.items():
    def body(world, data=data, name=name):
        start = time.monotonic()
        reply = world.server.send("POST", "/v1/incidents", "admin", body=data, timeout=20)
        world.unchanged(data[:200], reply)
        must(reply.status in (400, 413, 422), data[:200], "400, 413 or 422", reply)
        must(time.monotonic() - start < 5, data[:200], "an answer within 5 s", time.monotonic() - start)
    item.add(f"a body with {name}", "400, 413 or 422 within 5 s, nothing stored", body)

ENCODINGS = ["gzip", "deflate", "br", "zstd", "compress", "x-gzip", "GZIP", "gzip, identity", "identity, gzip"]
for encoding in ENCODINGS:
    def encoded(world, encoding=encoding):

        reply = world.server.send("POST", "/v1/incidents", "admin", headers={"Content-Encoding": encoding}, body=gzip.compress(REPORT))
        world.unchanged(encoding, reply)
        must(reply.status == 415, f"Content-Encoding: {encoding}", "415", reply)
    item.add(f"a body with Content-Encoding: {encoding}", "415, nothing stored", encoded)
for name, key in [("an empty key", ""), ("a key of 201 bytes", "k" * 201), ("a key beyond ASCII", "é"), ("a key with a tab", "a\tb")]:
    def idempotent(world, key=key):
        reply = world.server.send("POST", "/v1/incidents", "admin", headers={"Idempotency-Key": key}, body=REPORT)
        world.unchanged(key, reply)
        must(reply.status in (400, 422), key, "400 or 422", reply)
    item.add(f"an Idempotency-Key: {name}", "refused, nothing stored", idempotent)


@item.case("one Idempotency-Key for two different reports", "409 for the second, one incident")
def _(world):
    server = Server()
    try:
        found = [server.send("POST", "/v1/incidents", "admin", headers={"Idempotency-Key": "k"}, body={"unit": "/yard", "plan": "storm", "title": t}).status for t in "ab"]
        must(found == [201, 409] and server.sql("SELECT count(*) FROM incidents")[0][0] == 1, "two bodies under one key", "201, 409", found)
    finally:
        server.close()


for name, query in [("an unknown name", "colour=1"), ("a name twice", "status=open&status=closed"), ("bytes that are no UTF-8", "unit=%ff%fe"), ("half a percent escape", "unit=%2"), ("a limit of 0", "limit=0"), ("a limit of 201", "limit=201"), ("a limit of -1", "limit=-1"), ("a limit of 2^70", "limit=1180591620717411303424"),
                    ("SQL as a unit", "unit=/yard'%20OR%20'1'='1"), ("SQL as a plan", "plan=x';DROP%20TABLE%20incidents;--"), ("SQL as a cursor", "after=1;DROP%20TABLE%20record"), ("a status that there is not", "status=all"), ("a severity of V", "severity=V"), ("NUL", "unit=%00")]:
    def asked(world, query=query):
        reply = world.server.send("GET", "/v1/incidents?" + query, "admin")
        world.unchanged(query, reply)
        must(reply.status == 400 or "plan=" in query and reply.json["incidents"] == [], query, "400, or nothing found", reply)
    item.add(f"a list asked for with {name}", "400, or nothing found", asked)
