"""S3: GET, HEAD and OPTIONS never change anything; only a pressed button does."""
import re
import time

import tokens
import wire
from harness import Item, must
from server import Server

AGENTS = {
    "Safe Links": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Microsoft Office/16.0 (Microsoft Outlook 16.0)",
    "Proofpoint": "Mozilla/5.0 (compatible; Proofpoint URL Defense)",
    "Mimecast": "Mozilla/5.0 (compatible; MimecastURLScanner/1.0)",
    "Barracuda": "Barracuda Sentinel (EE)",
    "Googlebot": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Google image proxy": "Mozilla/5.0 (via ggpht.com GoogleImageProxy)",
    "bingbot": "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Slack": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Teams": "SkypeUriPreview Preview/0.5",
    "WeChat": "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0",
    "WhatsApp": "WhatsApp/2.23",
    "curl": "curl/8.5.0",
    "a headless browser": "Mozilla/5.0 (X11; Linux x64) HeadlessChrome/120.0",
}
ROUNDS = 26


class World:
    def __init__(self):
        self.server = Server(flags=["--trusted-proxy", "127.0.0.1"])
        self.one, self.two = self.server.report("One"), self.server.report("Two")
        self.token, self.second = self.server.token_of("ann", self.one), self.server.token_of("ann", self.two)
        self.bob = self.server.token_of("bob", self.one)
        self.master = tokens.masters(self.server)[0]
        self.server.settle()
        self.before = self.server.dump()

    def unchanged(self, sent, reply=""):
        after = self.server.dump()
        must(after == self.before, sent, "every table and log as before", f"something was stored; {reply}")

    def close(self):
        self.server.close()


item = Item("S3", World)
SAME = "nothing stored: every table and log byte for byte as before"

for name, agent in AGENTS.items():
    def scan(world, agent=agent):
        connection = wire.KeepAlive(world.server.port)
        methods = ["GET", "HEAD", "OPTIONS"]
        path = "/a/" + world.token
        sent = [wire.request(m, path, [("User-Agent", agent)], close=False) for m in methods for _ in range(ROUNDS) if m != "HEAD"]
        statuses = connection.statuses(sent)
        connection.close()
        for _ in range(ROUNDS):
            statuses.append(wire.send(world.server.port, "HEAD", path, [("User-Agent", agent)]).status)
        must(set(statuses) <= {200, 204} and len(statuses) == 3 * ROUNDS, agent, "every look is answered", set(statuses))
        world.unchanged(f"{3 * ROUNDS} times GET, HEAD and OPTIONS as {agent}")
    item.add(f"{3 * ROUNDS} looks by {name}", SAME, scan)

LOOKS = {
    "GET with an answer in the query": ("GET", "?answer=accept&note=x", [], b""),
    "GET with a form as its body": ("GET", "", [("Content-Type", "application/x-www-form-urlencoded"), ("Content-Length", "13")], b"answer=accept"),
    "GET that says it is POST in X-HTTP-Method-Override": ("GET", "", [("X-HTTP-Method-Override", "POST")], b""),
    "GET that says it is POST in X-Method-Override": ("GET", "?_method=POST&answer=accept", [("X-Method-Override", "POST")], b""),
    "GET as prefetch": ("GET", "", [("Sec-Purpose", "prefetch;prerender"), ("Purpose", "prefetch")], b""),
    "HEAD with an answer in the query": ("HEAD", "?answer=accept", [], b""),
    "OPTIONS with a preflight": ("OPTIONS", "", [("Access-Control-Request-Method", "POST"), ("Origin", "https://evil.test")], b""),
    "PUT": ("PUT", "", [("Content-Type", "application/x-www-form-urlencoded")], b"answer=accept"),
    "PATCH": ("PATCH", "", [("Content-Type", "application/x-www-form-urlencoded")], b"answer=accept"),
    "DELETE": ("DELETE", "", [], b""),
    "TRACE": ("TRACE", "", [], b""),
    "PROPFIND": ("PROPFIND", "", [], b""),
}
for name, (method, query, headers, body) in LOOKS.items():
    def look(world, method=method, query=query, headers=headers, body=body):
        mark = world.server.mark(world.token)
        body = body + (b"&mark=" + mark.encode() if body else b"")
        headers = [(n, str(len(body)) if n == "Content-Length" else v) for n, v in headers]
        reply = wire.send(world.server.port, method, f"/a/{world.token}{query}{'&mark=' + mark if query else ''}", headers, body)
        world.unchanged(f"{method} /a/…{query}", reply)
        must(reply.status in (200, 204, 400, 405), f"{method} /a/…{query}", "a look or a refusal", reply)
    item.add(name, SAME, look)

NOW = time.time
FORMS = {
    "without a mark": lambda w: "answer=accept",
    "with an empty mark": lambda w: "answer=accept&mark=",
    "with a mark of 15 minutes and 2 seconds ago": lambda w: "answer=accept&mark=" + tokens.csrf_token(w.master, w.token, NOW() - 902),
    "with a mark of a day ago": lambda w: "answer=accept&mark=" + tokens.csrf_token(w.master, w.token, NOW() - 86_400),
    "with a mark from two minutes ahead": lambda w: "answer=accept&mark=" + tokens.csrf_token(w.master, w.token, NOW() + 120),
    "with another person's mark": lambda w: "answer=accept&mark=" + w.server.mark(w.bob),
    "with another incident's mark": lambda w: "answer=accept&mark=" + w.server.mark(w.second),
    "with a mark signed by the key of tokens": lambda w: "answer=accept&mark=" + tokens.csrf_token(w.master, w.token, NOW(), "ack-v1"),
    "with a mark signed by a stranger": lambda w: "answer=accept&mark=" + tokens.csrf_token(bytes(32), w.token, NOW()),
    "with half a mark": lambda w: "answer=accept&mark=" + w.server.mark(w.token)[:25],
    "with a mark of another time under the same signature": lambda w: "answer=accept&mark=" + tokens.base36(int(NOW()) - 5) + "." + w.server.mark(w.token).split(".")[1],
    "with a mark whose time does not fit a number": lambda w: "answer=accept&mark=" + "z" * 30 + "." + w.server.mark(w.token).split(".")[1],
    "with the token as mark": lambda w: "answer=accept&mark=" + w.token,
    "with a good mark and then a bad one": lambda w: f"answer=accept&mark={w.server.mark(w.token)}&mark=x",
    "with an answer that there is not": lambda w: "answer=stand_down&mark=" + w.server.mark(w.token),
    "with an answer in capitals": lambda w: "answer=ACCEPT&mark=" + w.server.mark(w.token),
    "without an answer": lambda w: "mark=" + w.server.mark(w.token),
    "with an empty note": lambda w: "answer=note&note=%20&mark=" + w.server.mark(w.token),
    "with a note of 30,000 characters": lambda w: "answer=note&note=" + "x" * 30_000 + "&mark=" + w.server.mark(w.token),
    "with a form of 70,000 bytes": lambda w: "answer=accept&x=" + "y" * 70_000 + "&mark=" + w.server.mark(w.token),
    "with a note that is not UTF-8": lambda w: "answer=note&note=%FF%FE&mark=" + w.server.mark(w.token),
    "with the mark behind twenty other fields": lambda w: "answer=accept&" + "&".join(f"f{i}=1" for i in range(20)) + "&mark=" + w.server.mark(w.token),
    "as JSON": lambda w: '{"answer": "accept", "mark": "%s"}' % w.server.mark(w.token),
    "as a multipart form": lambda w: f'--b\r\nContent-Disposition: form-data; name="answer"\r\n\r\naccept\r\n--b\r\nContent-Disposition: form-data; name="mark"\r\n\r\n{w.server.mark(w.token)}\r\n--b--\r\n',
}
for name, form in FORMS.items():
    def post(world, form=form):
        text = form(world)
        reply = world.server.press(world.token, text)
        world.unchanged(text, reply)
        must(400 <= reply.status < 500, text, "a 4xx", reply)
    item.add(f"POST {name}", "4xx; " + SAME, post)


@item.case("POST with every character of the mark changed", "409 each; " + SAME)
def _(world):
    mark = world.server.mark(world.token)
    for position, character in enumerate(mark):
        bad = mark[:position] + (tokens.other(character) if character != "." else "A") + mark[position + 1:]
        reply = world.server.press(world.token, "answer=accept&mark=" + bad)
        must(reply.status == 409, bad, "409", reply)
    world.unchanged("every character of the mark changed")


@item.case("a page with a script, or one that sends itself", "no script, no handler, no refresh, no focus, nothing from elsewhere")
def _(world):
    page = world.server.send("GET", "/a/" + world.token).text
    found = re.findall(r"<script|\son\w+\s*=|http-equiv|javascript:|autofocus|<iframe|<img|src=|url\(|@import", page, re.I)
    links = [l for l in re.findall(r'href="([^"]*)"', page) if not re.match(r"\.\./a\.css(\?v=\w+)?$", l)]
    must(not found and not links, "GET /a/…", "a page without anything that acts", (found, links))


@item.case("the same button pressed twice", "one answer that counts; the page says how it stands")
def _(world):
    number = world.server.report("Twice")
    token = world.server.token_of("ann", number)
    for _ in range(2):
        reply = world.server.press(token, "answer=accept&mark=" + world.server.mark(token))
        must(reply.status == 200, "accept", "200", reply)
    responders = world.server.incident(number)["responders"]
    must(len(responders) == 1, "accept twice", "one responder", responders)


@item.case("a good button", "200, and it is stored: the cases above can fail")
def _(world):
    number = world.server.report("Once")
    token = world.server.token_of("ann", number)
    before = world.server.dump()
    reply = world.server.press(token, "answer=accept&mark=" + world.server.mark(token))
    must(reply.status == 200 and world.server.dump() != before, "accept", "200, stored", reply)
