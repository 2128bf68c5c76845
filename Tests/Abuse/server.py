"""The server under test on a temporary folder, and the command beside it."""
import collections
import hashlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import wire

REPOSITORY = Path(__file__).resolve().parents[2]
TOCSIN = str(REPOSITORY / ".build/debug/tocsin")
TEMPLATES = str(REPOSITORY / "Templates")
PUBLIC = "https://tocsin.test"

PLAN = """name: Storm
severity: {{default: {rank}}}
{fields}responses:
  I: {{steps: [{{ask: [duty], within: 1h}}]}}
  II: {{steps: [{{ask: [duty], within: 1h}}]}}
  III: {{steps: [{{ask: [duty], within: 1h}}]}}
  IV: {{steps: [{{ask: [duty], within: 1h}}]}}
fallback: [office]
"""


def environment(more=None):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TOCSIN_")}
    return kept | {"TOCSIN_ALLOW_ROOT": "true"} | (more or {})


def command(*arguments, env=None, input="", timeout=120, cwd=None, prefix=()):
    """Runs tocsin, and gives what `subprocess.run` does."""
    done = subprocess.run([*prefix, TOCSIN, *map(str, arguments)], env=environment(env), input=input.encode(), cwd=cwd,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout)
    done.out, done.err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    done.all = done.out + done.err
    return done


# What a thread has made and not closed yet; a fixture that fails half-way leaves nothing running.
OPEN = collections.defaultdict(list)


def close_all(thread=None):
    """Ends every server and removes every folder that is left, of one thread or of all."""
    for key in [thread] if thread else list(OPEN):
        for one in reversed(OPEN.pop(key, [])):
            one.close()


class Folder:
    def __init__(self):
        self.path = Path(tempfile.mkdtemp(prefix="tocsin-abuse-"))
        OPEN[threading.get_ident()].append(self)

    def write(self, name, text, mode=None):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        if mode is not None:
            path.chmod(mode)
        return path

    def close(self):
        shutil.rmtree(self.path, ignore_errors=True)


class Tree(Folder):
    """A contact tree with one unit, /yard, and one plan, `storm`, that asks everybody of `asked`."""

    def __init__(self, people=None, asked=None, rank="I", fields="", more="", office="dee"):
        super().__init__()
        people = {"ann": "{log: ann}", "bob": "{log: bob}", "dee": "{log: dee}"} if people is None else people
        if office == "dee" and "dee" not in people:
            people = people | {"dee": "{log: dee}"}
        asked = [p for p in people if p != office] if asked is None else asked
        lines = "\n".join(f"  {p}: {{name: {p.title()}, addresses: [{a}]}}" for p, a in people.items())
        self.write("Contacts/yard/unit.yaml", f"name: Yard\ntime_zone: UTC\nlanguage: en\npeople:\n{lines}\ngroups:\n"
                   f"  duty: {{members: [{', '.join(asked)}]}}\n  office: {{members: [{office}]}}\n{more}")
        self.write("Contacts/yard/plans/storm.yaml", PLAN.format(rank=rank, fields=fields))
        self.contacts = str(self.path / "Contacts")


class Server:
    def __init__(self, tree=None, flags=(), env=None, templates=TEMPLATES, public=PUBLIC, start=True, tokens=None, prefix=()):
        self.tree = tree or Tree()
        self.folder = self.tree.path
        self.data = self.folder / "data"
        self.flags, self.env, self.templates, self.public, self.prefix = list(flags), env or {}, templates, public, prefix
        self.process, self.port = None, None
        self.tokens = {}
        OPEN[threading.get_ident()].append(self)
        for name in tokens or ["admin"]:
            self.tokens[name] = self.make_token(name, name)
        if start:
            self.start()

    def make_token(self, role, name, *more):
        done = command("token", "create", "--role", role, "--name", name, "--data", self.data, *more)
        assert done.returncode == 0, done.all
        return done.out.strip()

    def arguments(self):
        return ["serve", "--contacts", self.tree.contacts, "--templates", self.templates, "--data", str(self.data),
                "--listen", "127.0.0.1:0", "--public-url", self.public, *self.flags]

    def start(self, wait=60):
        log = self.folder / "server.log"
        before = log.stat().st_size if log.exists() else 0
        with open(log, "ab") as file:
            self.process = subprocess.Popen([*self.prefix, TOCSIN, *self.arguments()], env=environment(self.env), stdout=file,
                                            stderr=file, stdin=subprocess.DEVNULL, cwd=self.folder)
        end = time.monotonic() + wait
        while time.monotonic() < end:
            found = re.search(r'"message":"listening"[^\n]*"address":"[^"]*?:(\d+)"', self.log[before:])
            if found:
                self.port = int(found[1])
                return self
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended with {self.process.returncode}: {self.log[-2000:]}")
            time.sleep(0.05)
        self.close()
        raise AssertionError("the server does not listen: " + self.log[-2000:])

    @property
    def log(self):
        """The log, once nothing more comes: the server answers before its log is written."""
        path = self.folder / "server.log"
        if not path.exists():
            return ""
        end = time.monotonic() + 2
        size = -1
        while path.stat().st_size != size and time.monotonic() < end:
            size = path.stat().st_size
            time.sleep(0.05)
        return path.read_text("utf-8", "replace")

    def stop(self, how=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None

    def close(self):
        self.stop()
        self.folder and shutil.rmtree(self.folder, ignore_errors=True)

    # What users do with it

    def send(self, method, path, token=None, headers=(), body=b"", peer=None, timeout=15):
        pairs = list(headers.items() if isinstance(headers, dict) else headers)
        if token:
            pairs.append(("Authorization", "Bearer " + self.tokens.get(token, token)))
        if peer:
            pairs.append(("X-Forwarded-For", peer))
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        if body and not any(n.lower() == "content-type" for n, _ in pairs):
            pairs.append(("Content-Type", "application/json"))
        return wire.send(self.port, method, path, pairs, body, timeout)

    def report(self, title="Flood", token="admin", **more):
        reply = self.send("POST", "/v1/incidents", token, body={"unit": "/yard", "plan": "storm", "title": title} | more)
        assert reply.status in (200, 201), reply
        return int(reply.json["id"].rsplit("-", 1)[1])

    def incident(self, number, token="admin"):
        return self.send("GET", f"/v1/incidents/{number}", token).json

    def happenings(self, number, *what, count=1, wait=40, token="admin"):
        """Waits until so many happenings of a kind are on the timeline."""
        end = time.monotonic() + wait
        while True:
            found = [h for h in self.incident(number, token)["timeline"] if h["what"] in what]
            if len(found) >= count or time.monotonic() > end:
                return found
            time.sleep(0.1)

    def lines(self, name):
        path = self.data / "log" / f"{name}.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def alert(self, name, incident, wait=30):
        """The alert that a log got about an incident."""
        end = time.monotonic() + wait
        while time.monotonic() < end:
            for line in self.lines(name):
                if line["incident"] == incident and line["kind"] == "alert":
                    return line
            time.sleep(0.05)
        raise AssertionError(f"no alert about {incident} in the log {name}: {self.log[-1500:]}")

    def token_of(self, name, incident):
        """The answer token in the alert that a log got about an incident."""
        return self.alert(name, incident)["link"].rsplit("/", 1)[1]

    def settle(self, wait=20):
        """Waits until everything has gone out."""
        end = time.monotonic() + wait
        while time.monotonic() < end and self.sql("SELECT count(*) FROM outbox")[0][0]:
            time.sleep(0.05)

    def sql(self, statement, *values):
        base = sqlite3.connect(f"file:{self.data}/tocsin.db?mode=ro", uri=True, timeout=20)
        try:
            return base.execute(statement, values).fetchall()
        finally:
            base.close()

    def dump(self):
        """A digest of everything that is stored: the database's tables, and the logs that the channels wrote.

        What the server writes about itself once a minute is left out: the signed heads of the record, and its troubles.
        """
        digest = hashlib.sha256()
        for table in ("ledger", "record", "incidents", "outbox", "filings", "plans"):
            for row in self.sql(f"SELECT * FROM {table} ORDER BY 1, 2"if table not in ("ledger",) else "SELECT * FROM ledger"):
                digest.update(repr(row).encode())
        own = ("record-heads.jsonl", "tocsin.jsonl")
        for path in sorted(p for p in (self.data / "log").glob("*") if p.name not in own):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def deeds(self):
        """Everything on record that somebody did; what the clock and the dispatcher add by themselves is left out."""
        return [row for row in self.sql("SELECT body FROM record ORDER BY position") if json.loads(row[0])["by"].startswith(("token:", "person:"))]

    def mark(self, token, peer=None):
        """The page's mark, which makes its buttons good."""
        page = self.send("GET", f"/a/{token}", peer=peer)
        assert page.status == 200, page
        return re.search(r'name="mark" value="([^"]+)"', page.text)[1]

    def press(self, token, form, headers=(), peer=None):
        pairs = list(headers.items() if isinstance(headers, dict) else headers)
        pairs.append(("Content-Type", "application/x-www-form-urlencoded"))
        return self.send("POST", f"/a/{token}", headers=pairs, body=form, peer=peer)

    def metric(self, name):
        text = self.send("GET", "/metrics").text
        found = re.search(rf"^{re.escape(name)} (\d+)", text, re.M)
        return int(found[1]) if found else None
