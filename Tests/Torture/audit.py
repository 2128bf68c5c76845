#!/usr/bin/env python3
"""Fills a record, measures `audit verify` and `backup`, changes the record by hand again and again, and lets retention work.

Every change (one bit of a column, a removal, a swap, a cut tail, a body taken out) must be found, and the position that is
named must not lie behind it; then it is undone. At the end every incident is made old and retention removes them while
reports come in: their latency is compared with that before. Ends in one line of counts; exit 1 when anything was missed.

usage: audit.py --tocsin BINARY [--entries 100000] [--edits 1000] [--seed 1] [--keep FOLDER]
"""

import argparse
import http.client
import json
import os
import random
import re
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
UNIT = """name: Yard
time_zone: UTC
language: en
people:
  ann: {name: Ann, addresses: [{log: ann}]}
groups:
  duty: {members: [ann]}
"""
PLAN = """name: Storm
severity: {default: II}
responses:
  I: {steps: [{ask: [duty], within: 12h}]}
  II: {steps: [{ask: [duty], within: 12h}]}
  III: {steps: [{ask: [duty], within: 12h}]}
  IV: {steps: [{ask: [duty], within: 12h}]}
fallback: [duty]
"""
DAY = 86_400_000


class Server:
    def __init__(self, binary, folder):
        self.binary, self.folder, self.data = binary, folder, folder / "data"
        self.process = None
        (folder / "Contacts" / "yard" / "plans").mkdir(parents=True)
        (folder / "Contacts" / "yard" / "unit.yaml").write_text(UNIT)
        (folder / "Contacts" / "yard" / "plans" / "storm.yaml").write_text(PLAN)
        self.token = self.run("token", "create", "--role", "admin", "--name", "torture").stdout.strip()

    def run(self, *arguments, may_fail=False):
        done = subprocess.run([self.binary, *arguments, "--data", str(self.data)], capture_output=True, text=True)
        if done.returncode and not may_fail:
            raise SystemExit(f"FAILED: tocsin {' '.join(arguments)}: {done.stderr}{done.stdout}")
        return done

    def start(self, *flags):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [self.binary, "serve", "--contacts", str(self.folder / "Contacts"), "--templates", str(REPOSITORY / "Templates"),
             "--data", str(self.data), "--listen", f"127.0.0.1:{self.port}", "--report-rate", "off", *flags],
            stdout=subprocess.DEVNULL, stderr=open(self.folder / "server.log", "ab"), stdin=subprocess.DEVNULL,
            env={**os.environ, "TOCSIN_ALLOW_ROOT": "true"})
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if self.ask("GET", "/health/ready")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise SystemExit(f"FAILED: the server did not start; see {self.folder}/server.log")

    def stop(self):
        self.process.terminate()
        if self.process.wait() != 0:
            raise SystemExit("FAILED: the server did not end in order")

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        content = answer.read().decode()
        connection.close()
        return answer.status, content

    def figure(self, name):
        found = re.search(rf"^{re.escape(name)} (\S+)$", self.ask("GET", "/metrics")[1], re.M)
        return float(found[1]) if found else 0.0

    def report(self, count):
        reports = [{"unit": "/yard", "plan": "storm", "title": f"Report {index}", "place": "Hall 7"} for index in range(count)]
        status, content = self.ask("POST", "/v1/incidents", reports if count > 1 else reports[0])
        if status not in (200, 201, 207):
            raise SystemExit(f"FAILED: {status} {content[:500]}")

    def latency(self, seconds):
        """Milliseconds of single reports, one after the other, with 20 ms between them: median and 99th percentile."""
        spans, end = [], time.monotonic() + seconds
        while time.monotonic() < end:
            before = time.monotonic()
            self.report(1)
            spans.append((time.monotonic() - before) * 1_000)
            time.sleep(0.02)
        spans.sort()
        return spans[len(spans) // 2], spans[int(len(spans) * 0.99)]


def entries(database):
    # Beside a server only reading is allowed: one process writes and checkpoints.
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    found = connection.execute("SELECT max(position) FROM record").fetchone()[0] or 0
    connection.close()
    return found


def fill(server, wanted):
    database = server.data / "tocsin.db"
    while True:
        # A few entries follow each report.
        missing = wanted - entries(database)
        if missing <= 0:
            break
        server.report(min(1_000, max(2, missing // 4)))
        while server.figure("tocsin_outbox") > 0:
            time.sleep(0.05)


def flipped(value, chance):
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(40))
    place = chance.randrange(len(value))
    return value[:place] + bytes([value[place] ^ (1 << chance.randrange(8))]) + value[place + 1:]


def edit(database, chance, last):
    """Makes one change; its kind, the position from which it shows, and how it is undone."""
    connection = sqlite3.connect(database)
    kind = chance.choice(["body", "hash", "incident", "at", "position", "removal", "swap", "tail", "emptied"])
    position = chance.randint(1, last)
    if kind == "tail":
        position = last - chance.randrange(50)
    first = [position]
    if kind == "swap":
        first.append(chance.choice([place for place in (position - 1, position + 1, chance.randint(1, last)) if 1 <= place <= last and place != position]))
    where = "position >= ?" if kind == "tail" else f"position IN ({','.join('?' * len(first))})"
    rows = connection.execute(f"SELECT position, incident, at, body, hash FROM record WHERE {where}", first).fetchall()
    connection.execute(f"DELETE FROM record WHERE {where}", first)
    new = [dict(zip(("position", "incident", "at", "body", "hash"), row)) for row in rows]
    if kind in ("removal", "tail"):
        new = []
    elif kind == "swap":
        new[0]["position"], new[1]["position"] = new[1]["position"], new[0]["position"]
    elif kind == "emptied":
        new[0]["body"], new[0]["at"] = b"", 0
    else:
        new[0][kind] = flipped(new[0][kind], chance)
    taken = None
    for row in new:
        taken = connection.execute("SELECT position, incident, at, body, hash FROM record WHERE position = ?", (row["position"],)).fetchone()
        connection.execute("INSERT OR REPLACE INTO record VALUES (:position, :incident, :at, :body, :hash)", row)
    connection.commit()
    connection.close()

    def undo():
        connection = sqlite3.connect(database)
        for row in new:
            connection.execute("DELETE FROM record WHERE position = ?", (row["position"],))
        for row in rows + ([taken] if taken else []):
            connection.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?)", row)
        connection.commit()
        connection.close()

    return kind, min(first), undo


def try_edits(server, count, chance):
    database, missed, by_kind = server.data / "tocsin.db", [], {}
    last = entries(database)
    for _ in range(count):
        kind, position, undo = edit(database, chance, last)
        found = server.run("audit", "verify", "--json", may_fail=True)
        undo()
        by_kind[kind] = by_kind.get(kind, 0) + 1
        named = json.loads(found.stdout)["bad"] if found.returncode == 1 and found.stdout.startswith("{") else None
        if named is None or named > position:
            missed.append((kind, position, named, found.stderr))
    if server.run("audit", "verify", may_fail=True).returncode:
        raise SystemExit("FAILED: the record was not put back as it was; the count says nothing")
    return missed, by_kind


def timed(server, *arguments):
    """Seconds on the wall and of the processor: medians of three runs."""
    walls, works = [], []
    for _ in range(3):
        before, worked = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        server.run(*arguments)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        walls.append(time.monotonic() - before)
        works.append(after.ru_utime + after.ru_stime - worked.ru_utime - worked.ru_stime)
        if arguments[0] == "backup":
            shutil.rmtree(arguments[2])
    return sorted(walls)[1], sorted(works)[1]


def retention(server):
    """Makes every incident old, and removes them beside a load."""
    server.start()
    calm = server.latency(10)
    server.stop()
    connection = sqlite3.connect(server.data / "tocsin.db")
    connection.execute("UPDATE incidents SET status = 'stood_down', timers = '', closed_at = reported_at")
    connection.execute(f"UPDATE incidents SET closed_at = closed_at - {40 * DAY}, reported_at = reported_at - {40 * DAY}")
    connection.execute("DELETE FROM outbox")
    count = connection.execute("SELECT count(*) FROM incidents").fetchone()[0]
    connection.commit()
    connection.close()
    server.start("--keep-closed", "30d")
    while server.figure("tocsin_incidents_removed_total") == 0:
        time.sleep(0.2)
    before, since = server.figure("tocsin_incidents_removed_total"), time.monotonic()
    busy = server.latency(20)
    pace = (server.figure("tocsin_incidents_removed_total") - before) / (time.monotonic() - since)
    removed = server.figure("tocsin_incidents_removed_total")
    server.stop()
    verified = json.loads(server.run("audit", "verify", "--json").stdout)
    if verified["removed"] == 0 or removed < pace:
        raise SystemExit("FAILED: retention removed nothing")
    print(f"retention: {removed:.0f} of {count} incidents so far, {pace:.0f} a second; a report took {calm[0]:.1f} ms (p99 "
          f"{calm[1]:.1f}) without it and {busy[0]:.1f} ms (p99 {busy[1]:.1f}) beside it; {verified['removed']} entries removed, "
          "the record holds")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tocsin", required=True)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--edits", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep")
    options = parser.parse_args()
    folder = Path(options.keep or tempfile.mkdtemp(prefix="tocsin-audit-"))
    folder.mkdir(parents=True, exist_ok=True)
    server = Server(str(Path(options.tocsin).resolve()), folder)
    try:
        server.start()
        fill(server, options.entries)
        server.stop()
        count = entries(server.data / "tocsin.db")
        size = sum(path.stat().st_size for path in server.data.glob("tocsin.db*")) / 1e6
        verify = timed(server, "audit", "verify")
        copy = timed(server, "backup", "--to", str(folder / "copy"))
        print(f"{count} entries, {size:.1f} MB: audit verify {verify[0]:.2f} s ({count / verify[0]:.0f} entries/s; {verify[1]:.2f} s of one core), "
              f"backup with its verification {copy[0]:.2f} s ({copy[1]:.2f} s of one core); medians of 3")
        missed, by_kind = try_edits(server, options.edits, random.Random(options.seed))
        retention(server)
    finally:
        if server.process and server.process.poll() is None:
            server.process.kill()
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    for kind, position, named, text in missed[:10]:
        print(f"MISSED: {kind} at {position}, named {named}: {text.strip()}", file=sys.stderr)
    kinds = ", ".join(f"{kind} {number}" for kind, number in sorted(by_kind.items()))
    print(f"audit: {options.edits - len(missed)} of {options.edits} edits found ({kinds}), seed {options.seed}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
