"""The server under test: started on temporary data and a free port, ended by its own process id."""
import asyncio
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from harness.client import Client
from harness.tally import now

REPOSITORY = Path(__file__).resolve().parents[3]
START_WITHIN = 60


class ServerEnded(Exception):
    """The server ended although it was to run."""


class Setup:
    """What all torments of a run share: the binary, a temporary folder, and every process that was started."""

    def __init__(self, binary, keep=False, base=None):
        self.binary = os.path.abspath(binary)
        self.folder = Path(tempfile.mkdtemp(prefix="tocsin-torture-", dir=base))
        self.keep = keep
        self.processes = []
        self.mounts = []
        self.count = 0

    def place(self, name):
        self.count += 1
        folder = self.folder / f"{self.count}-{name}"
        folder.mkdir(parents=True)
        return folder

    def run(self, *arguments, timeout=120):
        environment = dict(os.environ, TOCSIN_ALLOW_ROOT="true")
        return subprocess.run([self.binary, *arguments], capture_output=True, text=True, timeout=timeout, env=environment)

    def refused(self, *command, timeout=20):
        """Runs a start that is to be refused: the exit code and the words; code None when it ran on."""
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                   env=dict(os.environ, TOCSIN_ALLOW_ROOT="true"))
        try:
            words, _ = process.communicate(timeout=timeout)
            return process.returncode, words
        except subprocess.TimeoutExpired:
            process.kill()
            return None, process.communicate()[0]

    def end_processes(self):
        for process in self.processes:
            if process.poll() is None:
                process.kill()
                process.wait()
        self.processes = []

    def close(self):
        self.end_processes()
        for mount in reversed(self.mounts):
            subprocess.run(["umount", "-l", str(mount)], check=False, capture_output=True)
        if self.keep:
            print("kept:", self.folder)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Server:
    """A server on one data folder, over all its starts."""

    def __init__(self, setup, name, tree, receipts, sinks=(), relay=None, data=None):
        self.setup, self.receipts, self.sinks, self.relay = setup, receipts, sinks, relay
        self.folder = setup.place(name)
        self.contacts = self.folder / "Contacts"
        self.data = data or self.folder / "data"
        self.log_path = self.folder / "server.log"
        self.port = free_port()
        self.process = None
        self.wrapper = None     # a process around the server, such as strace
        self.listening_after = 0.0
        tree.write(self.contacts)
        made = setup.run("token", "create", "--role", "admin", "--name", "torture", "--data", str(self.data))
        if made.returncode:
            raise ServerEnded(f"token create: {made.stderr}{made.stdout}")
        self.token = made.stdout.strip()

    def new_token(self, name, role="reporter"):
        return self.setup.run("token", "create", "--role", role, "--name", name, "--data", str(self.data)).stdout.strip()

    def arguments(self):
        arguments = [
            self.setup.binary, "serve", "--contacts", str(self.contacts), "--templates", str(REPOSITORY / "Templates"),
            "--data", str(self.data), "--listen", f"127.0.0.1:{self.port}", "--public-url", f"http://127.0.0.1:{self.port}",
            "--report-rate", "off"]
        for sink in self.sinks:
            arguments += ["--allow-address", f"127.0.0.1:{sink.port}"]
        if self.relay:
            arguments += ["--smtp-url", f"smtp://127.0.0.1:{self.relay.port}", "--smtp-from", "tocsin@town.example",
                          *self.relay.flags]
        return arguments

    async def start(self, wrapper=(), environment=None, wait=True, log=None):
        """Starts it and waits until it listens; `wrapper` is a command to run it under, `log` a descriptor for its log."""
        file = open(self.log_path, "ab")
        log = file if log is None else log
        began = now()
        self.process = subprocess.Popen(
            [*wrapper, *self.arguments()], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            env=dict(os.environ, TOCSIN_ALLOW_ROOT="true", SWIFT_BACKTRACE="enable=no", **(environment or {})))
        file.close()
        self.setup.processes.append(self.process)
        if wait:
            await self.wait_listening()
            self.listening_after = now() - began

    async def wait_listening(self, within=START_WITHIN):
        end = now() + within
        while now() < end:
            if self.process.poll() is not None:
                raise ServerEnded(f"the server ended with {self.process.returncode}: {self.last_lines()}")
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.close()
                return
            except OSError:
                await asyncio.sleep(0.005)
        raise ServerEnded(f"the server did not listen within {within} s")

    def signal(self, number):
        os.kill(self.process.pid, number)

    async def kill(self):
        self.signal(signal.SIGKILL)
        self.process.wait()
        await self.ended()

    async def ended(self):
        """This life is over; what it had sent is read before the next one begins."""
        at = now()
        await asyncio.sleep(0.05)
        self.receipts.ended(at)

    async def wait_ended(self, within):
        """The exit code, or None when it still runs after that time."""
        end = now() + within
        while now() < end:
            if self.process.poll() is not None:
                await self.ended()
                return self.process.returncode
            await asyncio.sleep(0.005)
        return None

    async def stop(self, within=15):
        """Ends it in an orderly way; the exit code, or None when it had to be killed."""
        self.signal(signal.SIGTERM)
        code = await self.wait_ended(within)
        if code is None:
            await self.kill()
        return code

    def client(self, token=None):
        return Client(self.port, token or self.token)

    def log_text(self):
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def last_lines(self, count=3):
        return " | ".join(line[:300] for line in self.log_text().splitlines()[-count:])

    def memory(self):
        """Resident memory in MiB."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) / 1024

    def peak_memory(self):
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", text)[1]) / 1024

    def verify(self):
        """What is wrong with the record, or None."""
        done = self.setup.run("audit", "verify", "--data", str(self.data), timeout=600)
        return None if done.returncode == 0 else (done.stdout + done.stderr).strip()
