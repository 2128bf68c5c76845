#!/usr/bin/env python3
"""Kills the server with SIGKILL in the middle of a storm, again and again.

Each round files reports over many connections, kills the server at a random
moment and starts it again on the same data. At the end every report that was
answered 2xx must have reached the sink; every copy of a notification must carry
the same id, different ones different ids; and the record's hash chain must hold.

  kill.py --tocsin .build/release/tocsin [--rounds 50] [--seed 7]

Needs only Python's standard library. Everything runs on loopback, in a
temporary folder, and is ended by pid.
"""
import argparse
import asyncio
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
CONNECTIONS = 24

UNIT = """name: Torture Yard
time_zone: UTC
language: en
people:
  sink-one: {{name: Sink One, addresses: [{{webhook: "http://127.0.0.1:{sink}/hook"}}]}}
groups:
  duty: {{members: [sink-one]}}
"""
PLAN = """name: Storm
severity: {default: II, labels: {II: Serious}}
responses:
  I: {steps: [{ask: [duty], within: 1h}]}
  II: {steps: [{ask: [duty], within: 1h}]}
  III: {steps: [{ask: [duty], within: 1h}]}
  IV: {steps: [{ask: [duty], within: 1h}]}
fallback: [duty]
"""


class Sink:
    """Takes webhooks, and keeps which notification ids brought which title."""

    def __init__(self):
        self.ids = {}      # title -> {webhook-id: copies}
        self.titles = {}   # webhook-id -> title
        self.server = None

    async def start(self):
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        return self.server.sockets[0].getsockname()[1]

    async def serve(self, reader, writer):
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(re.search(rb"(?i)content-length: *(\d+)", head)[1])
                body = await reader.readexactly(length)
                self.note(head, body)
                writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def note(self, head, body):
        name = re.search(rb"(?i)webhook-id: *(\S+)", head)[1].decode()
        title = re.search(rb"kill-\d+-\d+", body)[0].decode()
        copies = self.ids.setdefault(title, {})
        copies[name] = copies.get(name, 0) + 1
        if self.titles.setdefault(name, title) != title:
            raise SystemExit(f"FAILED: {name} stands for {title} and for {self.titles[name]}")


class Server:
    """The server under test, on one data folder."""

    def __init__(self, binary, folder, sink_port):
        self.binary, self.folder = binary, folder
        self.process = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        unit = folder / "Contacts" / "yard"
        (unit / "plans").mkdir(parents=True)
        (unit / "unit.yaml").write_text(UNIT.format(sink=sink_port))
        (unit / "plans" / "storm.yaml").write_text(PLAN)
        self.data = folder / "data"
        self.token = self.run("token", "create", "--role", "admin", "--name", "torture", "--data", str(self.data)).strip()
        self.sink_port = sink_port

    def run(self, *arguments):
        done = subprocess.run([self.binary, *arguments], capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"FAILED: tocsin {' '.join(arguments)}: {done.stderr}{done.stdout}")
        return done.stdout

    async def start(self):
        log = open(self.folder / "server.log", "ab")
        self.process = subprocess.Popen(
            [self.binary, "serve", "--contacts", str(self.folder / "Contacts"), "--templates", str(REPOSITORY / "Templates"),
             "--data", str(self.data), "--listen", f"127.0.0.1:{self.port}", "--public-url", f"http://127.0.0.1:{self.port}",
             "--allow-address", f"127.0.0.1:{self.sink_port}", "--report-rate", "off"],
            stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise SystemExit(f"FAILED: the server ended with {self.process.returncode}; see {self.folder}/server.log")
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.close()
                return
            except OSError:
                await asyncio.sleep(0.02)
        raise SystemExit("FAILED: the server did not start")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


async def reporter(server, round_number, counter, accepted, stop):
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        while not stop.is_set():
            counter[0] += 1
            title = f"kill-{round_number}-{counter[0]}"
            body = json.dumps({"unit": "/yard", "plan": "storm", "title": title}).encode()
            writer.write(b"POST /v1/incidents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                         + f"Authorization: Bearer {server.token}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
            await writer.drain()
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(re.search(rb"(?i)content-length: *(\d+)", head)[1])
            answer = await reader.readexactly(length)
            if head.startswith(b"HTTP/1.1 201"):
                accepted.append(title)
            else:
                raise SystemExit(f"FAILED: {head.decode()} {answer.decode()}")
    except (OSError, asyncio.IncompleteReadError):
        pass


async def torture(options, folder):
    # Connections that a SIGKILL cuts are part of the game; asyncio need not tell of each.
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    chance = random.Random(options.seed)
    sink = Sink()
    server = Server(options.tocsin, folder, await sink.start())
    accepted, counter = [], [0]
    recoveries = []
    await server.start()
    for number in range(1, options.rounds + 1):
        stop = asyncio.Event()
        reporters = [asyncio.create_task(reporter(server, number, counter, accepted, stop)) for _ in range(CONNECTIONS)]
        await asyncio.sleep(chance.uniform(0.05, 0.6))
        server.kill()
        stop.set()
        await asyncio.gather(*reporters)
        started = time.monotonic()
        await server.start()
        recoveries.append(time.monotonic() - started)
    missing = set(accepted)
    end = time.monotonic() + 60
    while missing and time.monotonic() < end:
        missing = {title for title in missing if title not in sink.ids}
        await asyncio.sleep(0.1)
    server.process.send_signal(signal.SIGTERM)
    code = server.process.wait()
    return judge(options, server, sink, accepted, missing, recoveries, code)


def judge(options, server, sink, accepted, missing, recoveries, code):
    faults = []
    if missing:
        faults.append(f"{len(missing)} accepted reports never arrived, such as {sorted(missing)[:3]}")
    several = {title: ids for title, ids in sink.ids.items() if len(ids) > 1}
    if several:
        faults.append(f"copies under different ids: {list(several.items())[:3]}")
    if code != 0:
        faults.append(f"the server ended with {code} on SIGTERM")
    verified = subprocess.run([options.tocsin, "audit", "verify", "--data", str(server.data)], capture_output=True, text=True)
    if verified.returncode:
        faults.append(f"audit verify: {verified.stdout}{verified.stderr}")
    extra = sum(copies - 1 for ids in sink.ids.values() for copies in ids.values())
    print(f"{options.rounds} SIGKILLs, {len(accepted)} reports accepted, {len(accepted) - len(missing)} delivered, "
          f"{extra} extra copies under the same id, restart {sorted(recoveries)[len(recoveries) // 2] * 1000:.0f} ms (median), "
          f"{verified.stdout.strip()}")
    for fault in faults:
        print("FAILED:", fault)
    print(f"{0 if faults else 1} passed, {len(faults)} failed")
    return 1 if faults else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tocsin", required=True)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--keep", action="store_true", help="leave the folder for a look")
    options = parser.parse_args()
    options.tocsin = os.path.abspath(options.tocsin)
    folder = Path(tempfile.mkdtemp(prefix="tocsin-kill-"))
    try:
        return asyncio.run(torture(options, folder))
    finally:
        if options.keep:
            print("kept:", folder)
        else:
            shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
