"""S12, the mail: nothing in a report, an address or a setting ends a header, a command or the mail."""
import email
import email.policy
import time

import sinks
from harness import Item, must
from server import TEMPLATES, Server, Tree, command

VALUES = {
    "a Bcc line": "x\r\nBcc: evil@evil.test\r\n\r\nbody", "a bare LF and a Bcc line": "x\nBcc: evil@evil.test", "a bare CR and a Bcc line": "x\rBcc: evil@evil.test",
    "an end of mail by LF": "x\n.\nMAIL FROM:<evil@evil.test>", "an end of mail by CR": "x\r.\rRCPT TO:<evil@evil.test>",
    "an end of mail by CRLF": "x\r\n.\r\nMAIL FROM:<evil@evil.test>\r\nRCPT TO:<evil@evil.test>\r\nDATA\r\n", "a mixed end of mail": "x\r\n.\nQUIT\r\n",
    "an end of mail by LF and CRLF": "x\n.\r\nRSET\r\n", "dots at the beginning of lines": ".\n..\n...\n.x", "NUL": "a\0b\0\r\n.\r\n", "a lone CR at the end": "x\r",
    "a vertical tab and a form feed": "x\x0bBcc: evil\x0cTo: evil", "NEL, LS and PS": "x\x85Bcc: evil\u2028Bcc: evil\u2029.\u2028", "an encoded word": "=?UTF-8?B?DQpCY2M6IGV2aWxAZXZpbC50ZXN0?=",
    "an encoded word in quoted printable": "=?utf-8?q?=0D=0ABcc:_evil@evil.test?=", "letters beyond ASCII": "火警 ünïcödé 🔥", "990 letters without a space": "W" * 990,
    "330 wide letters without a space": "火" * 330, "a boundary": "--=_tocsin_\r\nContent-Type: text/html\r\n\r\n<b>x</b>", "a header name and colon": "Subject: other",
    "a folded line": "x\r\n Bcc: evil@evil.test", "a folded line by tab": "x\r\n\tBcc: evil@evil.test", "marks of direction": "a\u202egpj.exe\u2066b", "an escape sequence": "\x1b]0;owned\x07",
    "percent escapes": "x%0d%0aBcc: evil@evil.test", "HTML": "<script>alert(1)</script><img src=x onerror=y>", "a pipe": "| mail evil@evil.test", "quotation marks": "\" <evil@evil.test> \"",
}


class World:
    def __init__(self):
        self.sink = sinks.MailSink()
        relay = ["--smtp-url", f"smtp://127.0.0.1:{self.sink.port}", "--smtp-tls", "none", "--smtp-from", "Tocsin <tocsin@town.test>"]
        people = {f"p{i}": f"{{email: p{i}@town.test}}" for i in range(2)}
        self.server = Server(Tree(people, fields="report:\n  what: {type: text, label: {en: What}}\n"), flags=relay)
        self.mails, self.numbers = {}, {}
        for name, value in VALUES.items():
            self.numbers[name] = self.server.report(value[:990] or "x", place=value, note=value, facts={"what": value})
        end = time.monotonic() + 60
        while time.monotonic() < end and len(self.sink.mails) < 2 * len(VALUES):
            time.sleep(0.1)
        for mail in self.sink.mails:
            message = email.message_from_bytes(mail, policy=email.policy.default)
            self.mails.setdefault(message["Subject"].rsplit("#", 1)[-1], []).append((mail, message))

    def close(self):
        self.server.close()
        self.sink.close()


item = Item("S12", World)
for name, value in VALUES.items():
    def mail(world, name=name, value=value):
        found = world.mails.get(str(world.numbers[name]), [])
        must(len(found) == 2, value, "two mails, one for each person", [m for m, _ in found])
        for data, message in found:
            bare = data.replace(b"\r\n", b"")
            must(b"\r" not in bare and b"\n" not in bare and b"\0" not in data, value, "lines end in CRLF alone; no NUL", data)
            must(all(b < 128 for b in data), value, "ASCII", data)
            lines = data.split(b"\r\n")
            must(max(map(len, lines)) <= 998 and not any(l.startswith(b".") for l in lines), value, "lines of 998 at most; no dot at a beginning", lines)
            head = data.split(b"\r\n\r\n")[0]
            names = [n.lower() for n in message.keys()]
            must(sorted(names) == sorted(set(names)) and not set(names) & {"bcc", "cc", "sender", "reply-to"}, value, "each field once, no Bcc", head)
            must(message["To"].addresses[0].addr_spec in ("p0@town.test", "p1@town.test") and len(message["To"].addresses) == 1
                 and message["From"].addresses[0].addr_spec == "tocsin@town.test", value, "To and From as set", head)
            must(message["Auto-Submitted"] == "auto-generated", value, "Auto-Submitted: auto-generated", head)
            subject = str(message["Subject"])
            must(not any(ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u2028\u2029\u202e\u2066" for c in subject), value, "a subject of one harmless line", subject)
            parts = [p.get_content_type() for p in message.walk()]
            must(parts == ["multipart/alternative", "text/plain", "text/html"], value, "the two parts that were written", parts)
    item.add(f"a report with {name} in title, place, note and fact", "one mail each, its fields and parts as written by the server", mail)


@item.case("all of them together", "as many transactions as messages, one recipient each, and no command of theirs")
def _(world):
    commands = [l for l in world.sink.lines if not l.startswith((b"EHLO", b"MAIL FROM:<tocsin@town.test>", b"RCPT TO:<p0@town.test>", b"RCPT TO:<p1@town.test>",
                                                                 b"DATA", b"QUIT", b"RSET", b"NOOP"))]
    must(not commands, list(VALUES), "only our commands", commands)
    rcpt = [l for l in world.sink.lines if l.startswith(b"RCPT")]
    must(len(rcpt) == len(world.sink.mails) == 2 * len(VALUES), list(VALUES), "one recipient for each mail", (len(rcpt), len(world.sink.mails)))


@item.case("a title of 10,000 characters", "422, nothing sent")
def _(world):
    reply = world.server.send("POST", "/v1/incidents", "admin", body={"unit": "/yard", "plan": "storm", "title": "x" * 10_000})
    must(reply.status == 422, "10,000 characters", "422", reply)


ADDRESSES = ["a@b.test\\r\\nBcc: x@y.test", "a@b.test\\nRCPT TO:<x@y.test>", "a@b.test\\0", "a@b.test>\\r\\nDATA", "<a@b.test>", "A <a@b.test>", "a b@c.test", "a@b@c.test", "a@", "@b.test", "a",
             '\\"a\\r\\nx\\"@b.test', '\\"a b\\"@c.test', "a@[127.0.0.1]", "a@127.0.0.1", "a@b", "é@b.test", "a@é.test", ".a@b.test", "a.@b.test", "a..b@c.test", "a@-b.test", "a@b-.test", "a@b..test",
             "a@.b.test", "a@b.test.", "a@b.test,c@d.test", "a@b.test;c@d.test", "a@b.test c@d.test", "a(comment)@b.test", "a@b.test\\t", "a\\x85@b.test", "a\\u2028@b.test", "a" * 65 + "@b.test",
             "a@" + "b" * 64 + ".test", "a@" + "b." * 130 + "test", "postmaster%b.test", "mailto:a@b.test"]


class Addresses:
    """One check of a tree with every address; the line of each fault tells whose it is."""

    def __init__(self):
        self.tree = Tree({f"p{i}": f'{{email: "{a}"}}' for i, a in enumerate(ADDRESSES)})
        done = command("check", "--contacts", self.tree.contacts, "--templates", TEMPLATES)
        lines = (self.tree.path / "Contacts/yard/unit.yaml").read_text().splitlines()
        self.faults = {}
        for line in done.out.splitlines():
            parts = line.split("unit.yaml:", 1)[-1].split(":", 2)
            if parts[0].isdigit() and lines[int(parts[0]) - 1].startswith("  p"):
                self.faults[int(lines[int(parts[0]) - 1].split(":")[0].strip()[1:])] = parts[2]
        self.shown = done.all

    def close(self):
        self.tree.close()


addresses = Item("S12", Addresses)
for number, text in enumerate(ADDRESSES):
    addresses.add(f"the e-mail address {text if len(text) < 60 else text[:20] + '…' + text[-20:]}", "refused by the check, with its place",
                  lambda world, i=number: must(i in world.faults, ADDRESSES[i], "a fault", world.shown))

SETTINGS = {
    "a sender with a line end": ["--smtp-from", "a@b.test\r\nBcc: x@y.test"], "a sender that is a name": ["--smtp-from", "Tocsin"],
    "a sender with two addresses": ["--smtp-from", "a@b.test, c@d.test"], "a greeting with a line end": ["--smtp-hello", "x\r\nMAIL FROM:<x>"], "a greeting with a space": ["--smtp-hello", "x y"],
    "a greeting that is an address": ["--smtp-hello", "127.0.0.1"], "a relay with a path that is a command": ["--smtp-url", "smtp://127.0.0.1:{p}/%0D%0AMAIL"],
    "a relay with a user in its URL": ["--smtp-url", "smtp://u:canary@127.0.0.1:{p}"], "a relay by http": ["--smtp-url", "http://127.0.0.1:{p}"], "a relay by file": ["--smtp-url", "file:///etc/passwd"],
    "a relay without a host": ["--smtp-url", "smtp://"], "a security that there is not": ["--smtp-tls", "sometimes"], "TLS from the first byte on plain smtp": ["--smtp-tls", "implicit"],
    "a user without a password": ["--smtp-user", "u"], "a password in the clear to elsewhere": ["--smtp-url", "smtp://192.0.2.1:{p}", "--smtp-user", "u", "PASSWORD"],
    **{f"a relay with the port {port or 'that is missing'}": ["--smtp-url", f"smtp://127.0.0.1:{port}"] for port in ("0", "65536", "70000", "abc", "+25", "")},
    "an IPv6 relay without brackets": ["--smtp-url", "smtp://::1:{p}"], "an IPv6 relay with a zone": ["--smtp-url", "smtp://[::1%25lo]:{p}"],
    "a certificate that is none": ["--smtp-tls", "required", "--smtp-client-cert", "/etc/hostname"], "a certificate that is not there": ["--smtp-tls", "required", "--smtp-client-cert", "/nowhere"],
    "a key without a certificate": ["--smtp-tls", "required", "--smtp-client-key", "/etc/hostname"], "authorities that are none": ["--smtp-ca-file", "/etc/hostname"],
    "a user with a line end": ["--smtp-user", "u\r\nQUIT", "PASSWORD"],
}


class Settings:
    def __init__(self):
        self.tree = Tree({"ann": "{email: ann@town.test}"})

    def close(self):
        self.tree.close()


settings = Item("S12", Settings)
for name, flags in SETTINGS.items():
    def setting(world, flags=flags):
        sink = sinks.MailSink({}, ["AUTH PLAIN LOGIN"])
        try:
            given = [f.format(p=sink.port) for f in flags if f != "PASSWORD"]
            default = {"--smtp-url": f"smtp://127.0.0.1:{sink.port}", "--smtp-tls": "none", "--smtp-from": "Tocsin <t@town.test>"}
            default |= dict(zip(given[::2], given[1::2]))
            done = command("test", "--contacts", world.tree.contacts, "--templates", TEMPLATES, "--data", world.tree.path / "data", "--person", "ann",
                           *[x for pair in default.items() for x in pair], env={"TOCSIN_SMTP_PASSWORD": "canary"} if "PASSWORD" in flags else None)
        finally:
            sink.close()
        must(done.returncode != 0 and not any(l.startswith((b"MAIL", b"AUTH", b"QUIT\r\n\r\n")) for l in sink.lines) and "canary" not in done.all, given,
             "refused before a command is sent; no secret shown", (done.returncode, done.all, sink.lines))
    settings.add(f"the setting: {name}", "refused before anything is sent", setting)
