"""A webhook receiver on loopback that can misbehave in every way a receiver can."""
import asyncio
import json
import re
import socket
import struct

from harness.receipts import Receipt

LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
NAME = re.compile(rb"(?i)\r\nwebhook-id: *(\S+)")

OK = ("ok",)
HANG = ("hang",)            # takes the request and never answers
RESET = ("reset",)          # resets the connection when it has the request
DROP = ("drop",)            # closes without an answer
TRICKLE = ("trickle",)      # answers with one byte a second
ENDLESS = ("endless",)      # answers 200 and never stops
GARBAGE = ("garbage",)      # answers with something that is not HTTP


def code(status, *headers):
    """Answers with a status, and headers such as "Retry-After: 3"."""
    return ("code", status, headers)


def delay(seconds):
    return ("delay", seconds)


class HTTPSink:
    """One port. `mode` is what it does with each request, or a function of the receipt that says so."""

    def __init__(self, receipts, mode=OK):
        self.receipts = receipts
        self.mode = mode
        self.port = 0
        self.server = None
        self.connections = set()
        self.unreadable = 0

    async def start(self):
        loop = asyncio.get_running_loop()
        self.server = await loop.create_server(lambda: Connection(self), "127.0.0.1", self.port, backlog=1024)
        self.port = self.server.sockets[0].getsockname()[1]
        return self.port

    async def close(self):
        """Refuses connections from now on, and ends those there are."""
        if self.server:
            self.server.close()
            self.server = None
        for connection in list(self.connections):
            connection.transport.abort()
        await asyncio.sleep(0)

    def url(self, path="hook"):
        return f"http://127.0.0.1:{self.port}/{path}"

    def take(self, head, body, life):
        """Notes a whole request; the receipt, or None for something that is no message of ours."""
        name = NAME.search(head)
        try:
            data = json.loads(body)["data"]
        except (ValueError, KeyError, TypeError):
            data = None
        if name is None or data is None:
            self.unreadable += 1
            return None
        receipt = Receipt(name[1].decode(), self, life, title=data.get("title", ""), kind=data.get("kind", ""),
                          person=data.get("person", ""), plan_title=data.get("plan_title", ""), link=data.get("link"),
                          thread=data.get("thread", ""))
        return receipt


class Connection(asyncio.Protocol):
    def __init__(self, sink):
        self.sink = sink
        self.buffer = b""
        self.transport = None
        self.task = None
        self.life = sink.receipts.life

    def connection_made(self, transport):
        self.transport = transport
        self.sink.connections.add(self)

    def connection_lost(self, error):
        self.sink.connections.discard(self)
        if self.task:
            self.task.cancel()

    def data_received(self, data):
        self.buffer += data
        while True:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            length = LENGTH.search(self.buffer, 0, end)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self.buffer) < whole:
                return
            head, body = self.buffer[:end], self.buffer[end + 4:whole]
            self.buffer = self.buffer[whole:]
            self.answer(head, body)

    def answer(self, head, body):
        receipt = self.sink.take(head, body, self.life)
        mode = self.sink.mode
        if callable(mode):
            mode = mode(receipt)
        name = mode[0]
        taken = name in ("ok", "delay") or (name == "code" and 200 <= mode[1] < 300)
        if receipt:
            receipt.taken = taken
            self.sink.receipts.add(receipt)
        if name == "ok":
            self.transport.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        elif name == "code":
            lines = "".join(line + "\r\n" for line in mode[2])
            self.transport.write(f"HTTP/1.1 {mode[1]} Said so\r\nContent-Length: 0\r\n{lines}\r\n".encode())
        elif name == "delay":
            asyncio.get_running_loop().call_later(mode[1], self.write, b"HTTP/1.1 204 No Content\r\n\r\n")
        elif name == "garbage":
            self.transport.write(b"\x00\xff\x17\x03 this is not HTTP\r\n\r\n")
        elif name == "drop":
            self.transport.close()
        elif name == "reset":
            raw = self.transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.transport.abort()
        elif name == "trickle":
            self.task = asyncio.ensure_future(self.trickle())
        elif name == "endless":
            self.task = asyncio.ensure_future(self.endless())
        elif name != "hang":
            raise ValueError(name)

    def write(self, data):
        if not self.transport.is_closing():
            self.transport.write(data)

    async def trickle(self):
        for byte in b"HTTP/1.1 204 No Content\r\nServer: slow\r\n\r\n":
            self.write(bytes([byte]))
            await asyncio.sleep(1)

    async def endless(self):
        self.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not self.transport.is_closing():
            self.write(b"400\r\n" + b"x" * 1024 + b"\r\n")
            await asyncio.sleep(0.05)
