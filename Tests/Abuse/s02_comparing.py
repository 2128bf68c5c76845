"""S2: secrets are compared in a way that says nothing, and every bad link is answered alike."""
import math
import os
import re
import statistics
import time

import tokens
import wire
from harness import Item, must
from server import REPOSITORY
from s01_answer_token import World

PAIRS = int(os.environ.get("ABUSE_TIMED_PAIRS", "1500"))
item = Item("S2", World)


def page(world, method, token):
    reply = world.send(token, method)
    return reply.status, [(n, v) for n, v in reply.headers if n.lower() not in ("date", "content-length")], reply.body


@item.case("forged, expired, foreign and unknown tokens, GET", "byte for byte the same answer")
def _(world):
    compare(world, "GET")


@item.case("forged, expired, foreign and unknown tokens, HEAD", "byte for byte the same answer")
def _(world):
    compare(world, "HEAD")


@item.case("forged, expired, foreign and unknown tokens, POST", "byte for byte the same answer")
def _(world):
    compare(world, "POST")


def compare(world, method):
    bad = {"forged": world.token[:-2] + "AA", "expired": world.minted(expiry=tokens.soon() - 5), "cut": world.token[:30],
           "foreign": world.minted(tokens.reference(world.two, 0, world.reference[8:])), "nothing of the kind": "x",
           "no such incident": world.minted(tokens.reference(9_999, 0, world.reference[8:]))}
    seen = {name: page(world, method, token) for name, token in bad.items()}
    first = seen["forged"]
    must(first[0] == 404, bad["forged"], "404", first)
    for name, reply in seen.items():
        must(reply == first, f"{method} with a token that is {name}", first, reply)


def welch(one, two):
    """Welch's t of the faster nine tenths: what other programs do to single calls says nothing."""
    one, two = sorted(one)[:len(one) * 9 // 10], sorted(two)[:len(two) * 9 // 10]
    spread = statistics.variance(one) / len(one) + statistics.variance(two) / len(two)
    return (statistics.fmean(one) - statistics.fmean(two)) / math.sqrt(spread)


def timed(world, requests):
    """Asks in turns over one connection; the times of each kind of request."""
    connection = wire.KeepAlive(world.server.port)
    times = [[] for _ in requests]
    for round_ in range(PAIRS):
        for kind in ((0, 1) if round_ % 2 else (1, 0)):
            data = requests[kind](next(world.peers))
            start = time.perf_counter_ns()
            connection.statuses([data])
            times[kind].append(time.perf_counter_ns() - start)
    connection.close()
    return times


def differ(world, what, requests):
    """Three measurements: a difference that is real shows in each of them."""
    seen = []
    for _ in range(3):
        seen.append(welch(*timed(world, requests)))
        if abs(seen[-1]) < 4.5:
            return
    must(False, f"{PAIRS} calls of each kind in turns, three times: {what}", "Welch's |t| < 4.5 at least once", seen)


def link(token):
    return lambda peer: wire.request("GET", "/a/" + token, [("X-Forwarded-For", peer)], close=False)


@item.case("the first byte of the signature wrong against the last one", f"no difference in time over {PAIRS} calls each")
def _(world):
    head, code = world.token.rsplit(".", 1)
    code = tokens.unb64(code)
    first, last = bytes([code[0] ^ 1]) + code[1:], code[:-1] + bytes([code[-1] ^ 1])
    differ(world, "the first or the last byte wrong", [link(head + "." + tokens.b64(c)) for c in (first, last)])


@item.case("an access token with its first character wrong against its last one", f"no difference in time over {PAIRS} calls each")
def _(world):
    token = world.server.tokens["admin"]

    def bearer(text):
        return lambda peer: wire.request("GET", "/v1/units", [("X-Forwarded-For", peer), ("Authorization", "Bearer " + text)],
                                         close=False)
    first, last = "tcs_" + tokens.other(token[4]) + token[5:], token[:-3] + tokens.other(token[-3]) + token[-2:]
    differ(world, "the first or the last character wrong", [bearer(first), bearer(last)])


@item.case("a secret, a signature or a digest compared with == in the source", "none: isValidAuthenticationCode, or a look-up by digest")
def _(world):
    found = []
    targets = ["Access", "HTTPAPI", "Channels", "ContactTrees", "tocsin"]
    for path in [p for t in targets for p in (REPOSITORY / "Sources" / t).rglob("*.swift")]:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            code = line.split("//")[0]
            if re.search(r"\b(mac|code|signature|secret|password|mark)\b *[!=]= *(?!nil\b)[a-z]", code, re.I) and \
                    "status" not in code and not re.search(r"failure|error|exit|curl|result|CURLE|(?:^|\W)code *[!=]= *\d", code, re.I):
                found.append(f"{path.relative_to(REPOSITORY)}:{number}: {line.strip()}")
    must(not found, "every line of Sources", "no comparison of a secret with ==", "\n".join(found))
