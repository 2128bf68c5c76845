"""Receivers of HTTP and SMTP that behave as badly as a case wants, and a name server that says what it is told."""
import re
import socket
import socketserver
import ssl
import struct
import subprocess
import threading
import time


class Listener:
    """Counts connections to a port on every address of the machine, and keeps what came."""

    def __init__(self, host="0.0.0.0"):
        self.connections, self.received = 0, []
        self.sockets = []
        first = socket.socket()
        first.bind((host, 0))
        self.port = first.getsockname()[1]
        self.sockets.append(first)
        try:
            second = socket.socket(socket.AF_INET6)
            second.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            second.bind(("::", self.port))
            self.sockets.append(second)
        except OSError:
            pass
        for s in self.sockets:
            s.listen(64)
            threading.Thread(target=self.serve, args=(s,), daemon=True).start()

    def serve(self, s):
        while True:
            try:
                peer, _ = s.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.talk, args=(peer,), daemon=True).start()

    def talk(self, peer):
        with peer:
            peer.settimeout(5)
            try:
                head = peer.recv(65536)
                self.received.append(head)
                peer.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
            except OSError:
                pass

    def close(self):
        for s in self.sockets:
            s.shutdown(socket.SHUT_RDWR) if s.fileno() >= 0 else None
            s.close()


class Threaded(socketserver.ThreadingTCPServer):
    daemon_threads, allow_reuse_address, request_queue_size = True, True, 128

    def handle_error(self, request, client_address):
        pass


class WebSink:
    """Answers each request by the function that its path names, such as /endless/7; keeps every request."""

    def __init__(self, answers=None, context=None, host="127.0.0.1"):
        self.requests, self.answers, self.context, self.sent = [], answers or {}, context, {}
        sink = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                self.request.settimeout(30)
                if sink.context:
                    self.request = sink.context.wrap_socket(self.request, server_side=True)
                data = b""
                while b"\r\n\r\n" not in data:
                    part = self.request.recv(65536)
                    if not part:
                        return
                    data += part
                head, _, body = data.partition(b"\r\n\r\n")
                length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
                while len(body) < int(length[1] if length else 0):
                    body += self.request.recv(65536)
                path = head.split(b" ")[1].decode("latin-1")
                headers = [tuple(l.split(": ", 1)) for l in head.decode("latin-1").split("\r\n")[1:] if ": " in l]
                sink.requests.append({"path": path, "headers": headers, "head": head, "body": body, "at": time.time()})
                answer = sink.answers.get(path.split("/")[1].split("?")[0], plain())
                answer(Counted(self.request, sink, path), path)
        self.server = Threaded((host, 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def seen(self, path):
        return [r for r in self.requests if r["path"].split("?")[0] == path]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Counted:
    """A connection that counts what could be sent, and whether the other side ended it."""

    def __init__(self, s, sink, path):
        self.s, self.sink, self.path = s, sink, path
        sink.sent.setdefault(path, {"bytes": 0, "cut": False, "start": time.monotonic()})

    def send(self, data):
        note = self.sink.sent[self.path]
        try:
            self.s.sendall(data)
            note["bytes"] += len(data)
            return True
        except OSError:
            note["cut"], note["seconds"] = True, time.monotonic() - note["start"]
            return False


def plain(status="204 No Content", body=b"", *headers):
    fields = "".join(h + "\r\n" for h in (f"Content-Length: {len(body)}", "Connection: close", *headers))
    return lambda c, path: c.send(f"HTTP/1.1 {status}\r\n{fields}\r\n".encode() + body)


def endless(head, piece, limit=64 << 20, pause=0):
    """Sends a head and then pieces until the other side has enough."""
    def answer(c, path):
        if not c.send(head):
            return
        sent = 0
        while sent < limit and c.send(piece):
            sent += len(piece)
            if pause:
                time.sleep(pause)
    return answer


def certificate(folder, name="localhost", address="127.0.0.1"):
    """A key and a certificate that nobody vouches for."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", f"{folder}/key.pem",
                    "-out", f"{folder}/cert.pem", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name},IP:{address}"],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/cert.pem", f"{folder}/key.pem")
    return context


class MailSink:
    """A relay that answers each step as the script says.

    `script` maps a step (greeting, ehlo, starttls, auth, mail, rcpt, data, dot, quit) to the reply's text, to None for closing
    the connection, or to a function of the connection. What is missing is answered as a good relay would.
    """
    GOOD = {"greeting": "220 sink", "mail": "250 2.1.0 ok", "rcpt": "250 2.1.5 ok", "data": "354 go on", "dot": "250 2.0.0 kept",
            "quit": "221 bye", "starttls": "220 go", "auth": "235 2.7.0 ok", "rset": "250 ok", "noop": "250 ok"}

    def __init__(self, script=None, extensions=(), context=None, implicit=False):
        self.script, self.extensions, self.context = script or {}, list(extensions), context
        self.lines, self.mails, self.connections = [], [], 0
        sink = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                sink.connections += 1
                self.request.settimeout(15)
                if implicit:
                    self.request = sink.context.wrap_socket(self.request, server_side=True)
                sink.talk(self.request)
        self.server = Threaded(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def reply(self, s, step, extra=None):
        """False when the connection is to be closed."""
        answer = self.script[step] if step in self.script else extra if extra is not None else self.GOOD[step]
        if callable(answer):
            return answer(s)
        if answer is None:
            return False
        s.sendall(answer.encode("latin-1") + b"\r\n")
        return not answer.startswith("421")

    def talk(self, s):
        reader = s.makefile("rb")
        if not self.reply(s, "greeting"):
            return
        while line := reader.readline(10_000_000):
            self.lines.append(line)
            word = line.strip().split(b" ")[0].upper().decode("latin-1")
            step = {"HELO": "ehlo", "EHLO": "ehlo"}.get(word, word.lower())
            ehlo = "\r\n".join(["250-sink", *[f"250-{e}" for e in self.extensions], "250 8BITMIME"])
            if step == "starttls":
                if not self.reply(s, step):
                    return
                if self.context and "starttls" not in self.script:
                    s = self.context.wrap_socket(s, server_side=True)
                    reader = s.makefile("rb")
                continue
            if step not in ("ehlo", *self.GOOD):
                s.sendall(b"500 what\r\n")
                continue
            if not self.reply(s, step, ehlo if step == "ehlo" else None):
                return
            if step == "quit":
                return
            if step == "data" and self.script.get("data", "354").startswith("354"):
                mail = b""
                while (line := reader.readline(10_000_000)) and line != b".\r\n":
                    mail += line
                if not line:
                    return
                self.mails.append(mail)
                if not self.reply(s, "dot"):
                    return

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class NameServer:
    """A name server on port 53 of a loopback address that answers by a function of name, type and how often it was asked."""

    def __init__(self, address, answers):
        self.asked = {}
        self.answers = answers
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((address, 53))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                data, peer = self.socket.recvfrom(4096)
            except OSError:
                return
            labels, at = [], 12
            while data[at]:
                labels.append(data[at + 1:at + 1 + data[at]].decode())
                at += data[at] + 1
            name, kind = ".".join(labels).lower(), struct.unpack(">H", data[at + 1:at + 3])[0]
            count = self.asked[name, kind] = self.asked.get((name, kind), 0) + 1
            family = {1: socket.AF_INET, 28: socket.AF_INET6}.get(kind)
            found = [a for a in self.answers(name, count) if family and (":" in a) == (kind == 28)]
            question = data[12:at + 5]
            records = b"".join(b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 0, len(p)) + p
                               for p in (socket.inet_pton(family, a) for a in found))
            self.socket.sendto(data[:2] + struct.pack(">HHHHH", 0x8180, 1, len(found), 0, 0) + question + records, peer)

    def close(self):
        self.socket.close()
