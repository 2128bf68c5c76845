"""S12, the relay: every kind of reply at every step, and what a man in the middle can do."""
import time

import sinks
from harness import Item, must
from server import TEMPLATES, Folder, Tree, command

ACCEPTED, FINAL, AGAIN, UNKNOWN = ("accepted", "failed for good", "failed, would be tried again",
                                 "unknown, would be tried again under the same id")
CODES = {
    "greeting": {AGAIN: [421, 450, 500, 521, 550, 554]},
    "ehlo": {AGAIN: [421, 450, 451, 500, 502, 504, 521, 550, 554]},
    "starttls": {AGAIN: [421, 454, 500, 501, 502, 503, 530, 550, 554]},
    "auth": {AGAIN: [421, 432, 454, 500, 501, 503, 504, 530, 534, 535, 538, 550, 554]},
    "mail": {AGAIN: [421, 450, 451, 452, 455, 500, 501, 503, 530, 550, 551, 553, 554, 555], FINAL: [552]},
    "rcpt": {AGAIN: [421, 450, 451, 452, 455, 500, 503, 530], FINAL: [501, 550, 551, 552, 553, 554, 556]},
    "data": {AGAIN: [421, 450, 451, 452, 500, 503, 530], FINAL: [501, 550, 552, 554]},
    "dot": {AGAIN: [421, 450, 451, 452, 530, 535], FINAL: [500, 550, 551, 552, 553, 554]},
}
NAMES = {"greeting": "the greeting", "ehlo": "EHLO", "starttls": "STARTTLS", "auth": "AUTH", "mail": "MAIL", "rcpt": "RCPT", "data": "DATA",
         "dot": "the final dot", "quit": "QUIT"}


class World:
    def __init__(self):
        self.tree = Tree({"ann": "{email: ann@town.test}"})
        self.tls = Folder()
        self.context = sinks.certificate(self.tls.path)
        self.strange = Folder()
        self.stranger = sinks.certificate(self.strange.path, "elsewhere.test", "192.0.2.1")

    def test(self, sink, tls="none", user=None, env=None, scheme="smtp", host="127.0.0.1", more=()):
        flags = ["--smtp-url", f"{scheme}://{host}:{sink.port}", "--smtp-tls", tls, "--smtp-from", "Tocsin <tocsin@town.test>"]
        flags += ["--smtp-user", user] if user else []
        return command("test", "--contacts", self.tree.contacts, "--templates", TEMPLATES, "--data", self.tree.path / "data", "--person", "ann",
                       *flags, *more, env=({"TOCSIN_SMTP_PASSWORD": "canary-password"} if user else {}) | (env or {}))

    def close(self):
        for folder in (self.tree, self.tls, self.strange):
            folder.close()


item = Item("S12", World, parallel=4)


def outcome(done):
    lines = [l.strip() for l in done.out.splitlines() if l.startswith("  ")]
    return lines[0] if lines else done.all


def scripted(title, script, expected, extensions=(), tls="none", user=None, context=None, more=(), check=None, sent=None):
    def run(world):
        sink = sinks.MailSink(script, extensions, world.context if context == "good" else world.stranger if context == "strange" else None)
        try:
            flags = [f.format(good=world.tls.path, strange=world.strange.path) for f in more]
            done = world.test(sink, tls, user, more=flags)
        finally:
            sink.close()
        words = outcome(done)
        wanted = (expected,) if isinstance(expected, str) else expected
        must(words.startswith(tuple(w + ":" for w in wanted)), sent or title, " or ".join(wanted), (words, sink.lines[-6:]))
        must("canary-password" not in done.all, title, "the password is not shown", done.all)
        if check:
            check(sink, done, world)
    item.add(title, " or ".join((expected,) if isinstance(expected, str) else expected), run)


for step, outcomes in CODES.items():
    for expected, codes in outcomes.items():
        for code in codes:
            secure = step == "starttls"
            scripted(f"{code} to {NAMES[step]}", {step: f"{code} 5.0.0 no" if code >= 500 else f"{code} 4.0.0 no"}, expected,
                     extensions=["STARTTLS"] if secure else ["AUTH PLAIN LOGIN"] if step == "auth" else [], tls="required" if secure else "none",
                     user="tocsin" if step == "auth" else None)
for code in (221, 250, 421, 500, 554):
    scripted(f"{code} to QUIT", {"quit": f"{code} bye"}, ACCEPTED)
for step in ("greeting", "ehlo", "mail", "rcpt", "data"):
    scripted(f"the connection ended instead of an answer to {NAMES[step]}", {step: None}, AGAIN)
scripted("the connection ended instead of an answer to the final dot", {"dot": None}, UNKNOWN)
scripted("the connection ended instead of an answer to QUIT", {"quit": None}, ACCEPTED)
for step, code in [("mail", "354"), ("rcpt", "354"), ("data", "250"), ("dot", "354"), ("dot", "150"), ("mail", "999"), ("rcpt", "000"),
                   ("dot", "999"), ("dot", "2"), ("dot", "25"), ("dot", "2500"), ("dot", "ok"), ("dot", ""), ("dot", "<html>"), ("rcpt", "+OK"), ("data", "HTTP/1.1 354 x")]:
    scripted(f'"{code}" to {NAMES[step]}', {step: code + (" x" if code else "")}, (AGAIN, UNKNOWN, FINAL) if step != "dot" else (AGAIN, UNKNOWN))


def flood(piece, limit=64 << 20):
    def answer(s):
        sent = 0
        try:
            while sent < limit:
                s.sendall(piece)
                sent += len(piece)
        except OSError:
            pass
        flood.sent = sent
        return False
    return answer


for title, piece in [("lines without end", b"250-" + b"x" * 500 + b"\r\n"), ("one line without end", b"250 " + b"x" * 65536)]:
    scripted(f"EHLO answered with {title}", {"ehlo": flood(piece)}, (AGAIN, UNKNOWN))
    scripted(f"the final dot answered with {title}", {"dot": flood(piece)}, (AGAIN, UNKNOWN))


def shown(sink, done, world):
    acting = [c for c in done.out if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u2028\u202e")]
    must(not acting, "an answer with ESC, CSI, bidi marks and line separators", "nothing that acts on a terminal", done.out)


scripted("an answer that acts on a terminal", {"rcpt": "550 \x1b[2J\x9b31m\x07\u00e2\u0080\u00ae\u00e2\u0080\u00a8gone"}, FINAL, check=shown)
scripted("silence instead of an answer to the final dot", {"dot": lambda s: time.sleep(70)}, UNKNOWN)


# In the middle

def unread(sink, done, world):
    text = b"".join(sink.lines)
    must(b"AUTH" not in text and b"MAIL" not in text and b"RCPT" not in text and not sink.mails, "the relay's lines", "no AUTH, MAIL or RCPT in the clear", sink.lines)


CAPABLE = ["STARTTLS", "AUTH PLAIN LOGIN CRAM-MD5"]
scripted("STARTTLS stripped, without a password", {}, AGAIN, tls="required", check=unread)
scripted("STARTTLS stripped, with a password", {}, AGAIN, extensions=["AUTH PLAIN LOGIN"], tls="required", user="tocsin", check=unread)
scripted("STARTTLS stripped where it is opportunistic, with a password", {}, AGAIN, extensions=["AUTH PLAIN LOGIN"], tls="opportunistic", user="tocsin", check=unread)
scripted("STARTTLS renamed", {}, AGAIN, extensions=["XXXXXXXX", "AUTH PLAIN"], tls="required", user="tocsin", check=unread)
scripted("STARTTLS agreed to without TLS after it", {"starttls": "220 go"}, AGAIN, extensions=CAPABLE, tls="required", user="tocsin", check=unread)
scripted("STARTTLS with the next answers already behind it", {"starttls": "220 go\r\n250-sink\r\n250 AUTH PLAIN\r\n235 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n250 ok"}, AGAIN,
         extensions=CAPABLE, tls="required", user="tocsin", check=unread)
scripted("a certificate that nobody vouches for", {}, AGAIN, extensions=CAPABLE, tls="required", user="tocsin", context="good", check=unread)
scripted("a certificate with another name", {}, AGAIN, extensions=CAPABLE, tls="required", user="tocsin", context="strange",
         more=["--smtp-ca-file", "{strange}/cert.pem"], check=unread)
scripted("a password wanted that the relay does not take", {}, AGAIN, tls="none", user="tocsin",
         check=lambda sink, done, world: must(not sink.mails and not any(l.startswith(b"MAIL") for l in sink.lines), "no AUTH offered", "no MAIL", sink.lines))


@item.case("TLS from the first byte, with a certificate that nobody vouches for", AGAIN)
def _(world):
    sink = sinks.MailSink({}, CAPABLE, world.context, implicit=True)
    try:
        done = world.test(sink, "implicit", "tocsin", scheme="smtps")
    finally:
        sink.close()
    must(outcome(done).startswith(AGAIN) and not sink.lines, "smtps", "no line sent", (outcome(done), sink.lines))


@item.case("TLS from the first byte, with a relay that speaks none", AGAIN)
def _(world):
    sink = sinks.MailSink({}, CAPABLE)
    try:
        done = world.test(sink, "implicit", "tocsin", scheme="smtps")
    finally:
        sink.close()
    must(outcome(done).startswith(AGAIN) and b"canary" not in b"".join(sink.lines), "smtps", "nothing in the clear", (outcome(done), sink.lines))


@item.case("a good relay with TLS and a password", "accepted, AUTH after TLS: the cases above can fail")
def _(world):
    sink = sinks.MailSink({}, ["STARTTLS", "AUTH PLAIN LOGIN"], world.context)
    try:
        done = world.test(sink, "required", "tocsin", more=["--smtp-ca-file", f"{world.tls.path}/cert.pem"])
    finally:
        sink.close()
    must(outcome(done).startswith(ACCEPTED) and any(l.startswith(b"AUTH") for l in sink.lines) and len(sink.mails) == 1, "a good relay", "accepted",
         (outcome(done), sink.lines))


for name in ("http_proxy", "ALL_PROXY", "all_proxy"):
    def proxied(world, name=name):
        sink, proxy = sinks.MailSink(), sinks.Listener()
        try:
            done = world.test(sink, env={name: f"http://127.0.0.1:{proxy.port}"})
            must(proxy.connections == 0 and outcome(done).startswith(ACCEPTED), name, "the relay itself", (outcome(done), proxy.received))
        finally:
            sink.close()
            proxy.close()
    item.add(f"the variable {name} beside a relay", "no connection to the proxy", proxied)
