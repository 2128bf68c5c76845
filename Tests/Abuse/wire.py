"""HTTP by hand: what is sent is exactly what the case says."""
import json
import re
import socket
import time


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def __getitem__(self, name):
        return next((v for n, v in self.headers if n.lower() == name.lower()), None)

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.status} {dict(self.headers)} {self.text[:400]}"


def parse(data):
    """The replies in the bytes of a connection."""
    replies = []
    while data:
        head, gap, rest = data.partition(b"\r\n\r\n")
        match = re.match(rb"HTTP/1\.1 (\d{3}) ?[^\r\n]*", head)
        if not gap or not match:
            break
        headers = [tuple(line.split(": ", 1)) for line in head.decode("latin-1").split("\r\n")[1:] if ": " in line]
        length = int(next((v for n, v in headers if n.lower() == "content-length"), 0))
        replies.append(Reply(int(match[1]), headers, rest[:length]))
        data = rest[length:]
    return replies


def raw(port, data, timeout=10, host="127.0.0.1", until=None, hold=False):
    """Sends bytes (or pieces of them with pauses) and gives everything that comes back until the end of the connection."""
    with socket.create_connection((host, port), timeout=timeout) as s:
        pieces = [data] if isinstance(data, bytes) else data
        received = b""
        try:
            for piece in pieces:
                if isinstance(piece, (int, float)):
                    time.sleep(piece)
                else:
                    s.sendall(piece)
        except OSError:
            pass
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            s.settimeout(max(0.01, end - time.monotonic()))
            try:
                part = s.recv(65536)
            except (TimeoutError, OSError):
                break
            if not part:
                break
            received += part
            if until and until(received):
                break
        return received


def request(method, path, headers=(), body=b"", close=True):
    """The bytes of a request; `headers` are pairs or a dictionary."""
    body = body.encode() if isinstance(body, str) else body
    pairs = list(headers.items() if isinstance(headers, dict) else headers)
    names = {n.lower() for n, _ in pairs}
    if "host" not in names:
        pairs.insert(0, ("Host", "tocsin.test"))
    if (body or method in ("POST", "PUT", "PATCH")) and not names & {"content-length", "transfer-encoding"}:
        pairs.append(("Content-Length", str(len(body))))
    if close and "connection" not in names:
        pairs.append(("Connection", "close"))
    head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{n}: {v}\r\n" for n, v in pairs) + "\r\n"
    return head.encode("utf-8", "surrogateescape") + body


def send(port, method, path, headers=(), body=b"", timeout=15):
    data = raw(port, request(method, path, headers, body), timeout,
               until=lambda d: bool(parse(d)) and complete(d, method))
    replies = parse(data)
    return replies[0] if replies else Reply(0, [], data)


def complete(data, method):
    head, gap, rest = data.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: *(\d+)", head)
    return bool(gap) and (method == "HEAD" or not length or len(rest) >= int(length[1]))


class KeepAlive:
    """Many requests over one connection, pipelined in groups."""

    def __init__(self, port):
        self.s = socket.create_connection(("127.0.0.1", port), timeout=60)

    def statuses(self, requests):
        self.s.sendall(b"".join(requests))
        data, found = b"", []
        while len(found) < len(requests):
            part = self.s.recv(1 << 20)
            if not part:
                break
            data += part
            while True:
                head, gap, rest = data.partition(b"\r\n\r\n")
                if not gap:
                    break
                length = re.search(rb"(?i)content-length: *(\d+)", head)
                length = int(length[1]) if length else 0
                if len(rest) < length:
                    break
                found.append(int(head[9:12]))
                data = rest[length:]
        return found

    def close(self):
        self.s.close()
