"""S14: nothing from outside forges a line of a log, acts on a terminal, or writes elsewhere."""
import json
import os
import re
import stat
import time

import wire
from harness import Item, must
from server import TEMPLATES, Server, Tree, command

ACTING = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
FORGED = '{"at":"2026-01-01T00:00:00Z","level":"info","message":"forged"}'


class World:
    def __init__(self):
        self.server = Server(Tree({f"p{i}": f"{{log: l{i}}}" for i in range(6)}), flags=["--log-level", "debug"], tokens=["admin"])

    def sound(self, sent):
        """Every line of the server's log is one object of ours."""
        for line in self.whole_log().split("\n"):
            if line:
                try:
                    entry = json.loads(line)
                except ValueError:
                    entry = None
                must(isinstance(entry, dict) and {"at", "level", "message"} <= set(entry) and entry["message"] != "forged", sent, "lines of our own", line)
                must(not ACTING.search(line) and len(line.encode()) < 80_000, sent, "nothing that acts, and no line without end", line)

    def whole_log(self):
        """The log, once the line that is being written has its end."""
        end = time.monotonic() + 2
        while (log := self.server.log) and not log.endswith("\n") and time.monotonic() < end:
            time.sleep(0.05)
        return log

    def close(self):
        self.server.close()


item = Item("S14", World)
HOSTILE = {"a forged line": "x\r\n" + FORGED, "an escape sequence": "\x1b[2J\x1b[31m", "a C1 sequence": "\u009b31m\u0085", "bidi marks": "\u202eevil\u2066", "line separators": "\u2028" + FORGED, "quotation marks": '","message":"forged',
           "100,000 letters": "x" * 15_000}
PLACES = {
    "the path": lambda s, v: wire.raw(s.port, b"GET /x" + v.encode() + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 2),
    "the encoded path": lambda s, v: s.send("GET", "/x" + "".join(f"%{b:02x}" for b in v.encode())[:2_000]),
    "the method": lambda s, v: wire.raw(s.port, v.encode() + b" / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 2),
    "a header field": lambda s, v: wire.raw(s.port, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nUser-Agent: " + v.encode() + b"\r\n\r\n", 2),
    "a query": lambda s, v: s.send("GET", "/v1/incidents?unit=" + "".join(f"%{b:02x}" for b in v.encode())[:1_500], "admin"),
    "a report": lambda s, v: s.send("POST", "/v1/incidents", "admin", body={"unit": "/yard", "plan": "storm", "title": v[:900], "note": v[:900], "dedup_key": v[:60]}),
    "a wrong field of a report": lambda s, v: s.send("POST", "/v1/incidents", "admin", body={"unit": v, "plan": v, "title": "x", v[:500]: v}),
    "an operator's reason": lambda s, v: s.send("POST", "/v1/incidents/1/escalate", "admin", body={"reason": v[:900]}),
    "whom an operator calls in": lambda s, v: s.send("POST", "/v1/incidents/1/ask", "admin", body={"names": [v[:150]], "within": v[:50], "reason": v[:900]}),
    "a seat that an operator names": lambda s, v: s.send("POST", "/v1/incidents/1/without", "admin", body={"names": [v[:150]], "reason": v[:900]}),
    "X-Forwarded-For": lambda s, v: s.send("GET", "/a/x", headers=[("X-Forwarded-For", v.encode("ascii", "ignore").decode().replace("\r", "").replace("\n", "")[:3_000])]),
}
for name, value in HOSTILE.items():
    for place, send in PLACES.items():
        def run(world, value=value, send=send, sent=f"{name} in {place}"):
            send(world.server, value)
            world.sound(sent)
        item.add(f"{name} in {place}", "the server's log has lines of its own alone, and nothing in them acts", run)


@item.case("a fault of the contact tree with an escape sequence, at a reload", "told escaped, in one line")
def _(world):
    unit = world.server.tree.path / "Contacts/yard/unit.yaml"
    before = unit.read_text()
    try:
        unit.write_text(before + '"\\e[31m\\nforged\\u202e": 1\n')
        reply = world.server.send("POST", "/v1/reload", "admin")
        must(reply.status == 422 and not ACTING.search(reply.text.replace("\n", "")), "a key with ESC", "422, told escaped", reply)
        world.sound("a key with ESC")
    finally:
        unit.write_text(before)


for title, text in [("../evil", "../evil"), ("an absolute path", "/tmp/evil"), ("a folder", "a/b"), ("dots", ".."), ("a NUL", '"a\\0b"'), ("capitals", "Duty"), ("a line end", '"a\\nb"'), ("a tilde", '"~root"'),
                    ("65 letters", "a" * 65), ("a hidden file", ".hidden"), ("a hyphen first", "-rf"), ("a backslash", '"a\\\\b"'), ("percent escapes", "a%2fb"), ("a wide letter", "dutу")]:
    def named(world, text=text):
        tree = Tree({"ann": f"{{log: {text}}}"})
        try:
            done = command("check", "--contacts", tree.contacts, "--templates", TEMPLATES)
            must(done.returncode == 1 and "unit.yaml:" in done.out, text, "refused, with the place", done.all)
        finally:
            tree.close()
    item.add(f"a log named {title}", "refused by the check", named)


def planted(title, plant, untouched):
    """Something else lies where a log is to be written."""
    def run(world):
        server = Server(Tree({"ann": "{log: ann}"}), start=False)
        victim = server.folder / "victim"
        victim.write_text("as it was\n")
        (server.data / "log").mkdir(parents=True, exist_ok=True)
        plant(server.data / "log" / "ann.jsonl", victim)
        try:
            server.start()
            number = server.report()
            found = server.happenings(number, "message_retrying", "message_failed", "message_accepted", wait=20)
            must(found and found[0]["what"] != "message_accepted" and victim.read_text() == "as it was\n", title, "not written, and said so", found)
        finally:
            server.close()
    item.add(title, untouched, run)


planted("a symbolic link where a log is to be", lambda path, victim: path.symlink_to(victim), "the file it leads to is untouched; the message is not taken as written")
planted("a dangling symbolic link where a log is to be", lambda path, victim: path.symlink_to(str(victim) + "-new"), "nothing is made where it leads")
planted("a folder where a log is to be", lambda path, victim: path.mkdir(), "the message is not taken as written")


@item.case("a field of 15,000 bytes in a log", "cut with a mark at 8 KiB; one line")
def _(world):
    server = Server(Tree({"ann": "{log: ann}"}))
    try:
        number = server.report("x", note="火" * 1_300 + "y" * 600)
        server.alert("ann", number)
        lines = (server.data / "log/ann.jsonl").read_bytes().split(b"\n")
        longest = max(len(v.encode()) for l in lines if l for v in json.loads(l).values() if isinstance(v, str))
        must(longest <= 8_195 and lines[-1] == b"", "a note of 4,500 bytes", "8 KiB a field, lines ended", longest)
        modes = [stat.S_IMODE(os.stat(server.data / p).st_mode) for p in ("log", "log/ann.jsonl")]
        must(modes[0] & 0o027 == 0 and modes[1] & 0o137 == 0, "the files' modes", "0750 and 0640 at most", [oct(m) for m in modes])
    finally:
        server.close()
