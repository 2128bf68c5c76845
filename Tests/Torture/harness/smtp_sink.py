"""A mail relay on loopback that can misbehave at every step of the conversation."""
import asyncio
import email
import re
import ssl
import subprocess

from harness.receipts import Receipt

STAGES = ("banner", "ehlo", "mail", "rcpt", "data", "body", "dot")
LINK = re.compile(r"http://\S+/a/\S+")
USUAL = {"banner": "220 sink ESMTP", "ehlo": "250-sink\r\n250 8BITMIME", "mail": "250 2.1.0 ok", "rcpt": "250 2.1.5 ok",
         "data": "354 go on", "dot": "250 2.0.0 taken", "starttls": "220 go", "auth": "235 2.7.0 welcome"}


def reply(stage, text):
    """Answers `text` at a stage, such as reply("rcpt", "451 4.3.0 later")."""
    return (stage, "reply", text)


def hang(stage):
    return (stage, "hang", None)


def drop(stage):
    """Cuts the connection at a stage; "body" is before the final dot, "dot" after it and before the answer."""
    return (stage, "drop", None)


def delay(stage, seconds):
    return (stage, "delay", seconds)


class SMTPSink:
    """One port. `mode` is None, or (stage, action, value), or a function of the recipient that says so.

    `delays` are seconds before the answer at a stage.
    """

    def __init__(self, receipts, mode=None):
        self.receipts = receipts
        self.mode = mode
        self.port = 0
        self.server = None
        self.tasks = set()
        self.unreadable = 0
        self.delays = {}
        self.tls = None         # makes it offer STARTTLS and AUTH
        self.flags = ["--smtp-tls", "none"]

    def secure(self, folder):
        """Makes it ask for TLS and a user, with a certificate in this folder."""
        key, certificate = folder / "relay.key", folder / "relay.crt"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
                        "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(certificate, key)
        self.flags = ["--smtp-tls", "required", "--smtp-ca-file", str(certificate), "--smtp-user", "duty@town.example"]

    async def start(self):
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", self.port, backlog=256)
        self.port = self.server.sockets[0].getsockname()[1]
        return self.port

    async def close(self):
        if self.server:
            self.server.close()
            self.server = None
        for task in list(self.tasks):
            task.cancel()
        await asyncio.sleep(0)

    async def serve(self, reader, writer):
        task = asyncio.current_task()
        self.tasks.add(task)
        try:
            await self.converse(reader, writer)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self.tasks.discard(task)
            writer.transport.abort()

    async def say(self, stage, writer, recipient):
        """Answers at a stage; whether that was with success."""
        mode = self.mode(recipient) if callable(self.mode) else self.mode
        text = USUAL[stage]
        if stage in self.delays:
            await asyncio.sleep(self.delays[stage])
        if stage == "ehlo" and self.tls:
            offer = "AUTH GSSAPI NTLM PLAIN LOGIN" if writer.get_extra_info("sslcontext") else "STARTTLS"
            text = f"250-sink\r\n250 {offer}"
        if mode and mode[0] == stage:
            if mode[1] == "hang":
                await asyncio.sleep(3600)
            if mode[1] == "drop":
                raise ConnectionResetError
            if mode[1] == "delay":
                await asyncio.sleep(mode[2])
            if mode[1] == "reply":
                text = mode[2]
        writer.write(text.encode() + b"\r\n")
        await writer.drain()
        return text[0] in "23"

    async def converse(self, reader, writer):
        recipient, life = None, self.receipts.life
        await self.say("banner", writer, recipient)
        while True:
            line = (await reader.readuntil(b"\r\n")).decode("latin-1")
            word = line[:4].upper()
            if word in ("EHLO", "HELO"):
                await self.say("ehlo", writer, recipient)
            elif word == "STAR" and self.tls:
                await self.say("starttls", writer, recipient)
                await writer.start_tls(self.tls)
            elif word == "AUTH" and self.tls:
                await self.say("auth", writer, recipient)
            elif word == "MAIL":
                recipient = None
                await self.say("mail", writer, recipient)
            elif word == "RCPT":
                recipient = line.partition("<")[2].partition(">")[0]
                await self.say("rcpt", writer, recipient)
            elif word == "DATA":
                if await self.say("data", writer, recipient):
                    await self.content(reader, writer, recipient, life)
            elif word == "QUIT":
                writer.write(b"221 bye\r\n")
                return
            else:
                writer.write(b"250 ok\r\n")

    async def content(self, reader, writer, recipient, life):
        mode = self.mode(recipient) if callable(self.mode) else self.mode
        if mode and mode[0] == "body" and mode[1] == "drop":
            await reader.read(64)
            raise ConnectionResetError
        content = await reader.readuntil(b"\r\n.\r\n")
        receipt = self.take(content, recipient, life)
        at_dot = mode if mode and mode[0] == "dot" else None
        if receipt:
            receipt.taken = not at_dot or at_dot[1] == "delay" or (at_dot[1] == "reply" and at_dot[2][0] == "2")
            self.receipts.add(receipt)
        await self.say("dot", writer, recipient)

    def take(self, content, recipient, life):
        message = email.message_from_bytes(content.replace(b"\r\n..", b"\r\n."))
        name = (message["Message-ID"] or "").strip("<> ").partition("@")[0]
        if name.count("-") < 2:
            self.unreadable += 1
            return None
        text = next((part.get_payload(decode=True).decode() for part in message.walk()
                     if part.get_content_type() == "text/plain"), "")
        link = LINK.search(text)
        title = str(email.header.make_header(email.header.decode_header(message["Subject"] or "")))
        # A mail does not name its kind; the subject of what tells who answers begins so.
        kind = "taken-over" if "In hand: " in title else ""
        return Receipt(name, self, life, title=title, kind=kind, person=(recipient or "").partition("@")[0],
                       link=link[0] if link else None,
                       thread=(message["References"] or "").strip("<> ").partition("@")[0].removesuffix(".0"))
