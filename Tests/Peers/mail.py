"""A relay that answers as it was told when it was opened.

`replies`, `kept` (on a connection that took a mail before), `delays`: by command, also `greeting`, `limit` and `dot`; `silence` is
no reply, `reset` the end of the connection. `ends`: the connection ends after a reply of `kept`. `limit`: connections at a time.
`offers`, `starttls`, `auth`: of EHLO. `drop`: before-dot, after-dot, hang. `hang`: the recipient whose mail gets no reply.
`idle`: said before a connection ends that was left alone.

With `named` the other side says what it wants: the recipient's first part a reply or a failure, the first label of the name it
greets with what is offered, as auth-starttls.
"""
import asyncio
import base64
import ssl

from web import reset

BY_RECIPIENT = {
    "rcpt451": ("RCPT", "451 4.2.1 later"), "rcpt550": ("RCPT", "550 5.1.1 unknown"), "data554": ("DATA", "554 5.5.1 no"),
    "dot451": ("dot", "451 4.3.0 busy"), "dot554": ("dot", "554 5.6.0 refused"),
}
DROPS = {"dropindata": "before-dot", "dropafter": "after-dot", "hangafter": "hang"}


class Mail:
    def __init__(self, config, context):
        self.config, self.context = config, context
        self.log, self.opened, self.open, self.hushed = [], 0, 0, 0

    async def serve(self, reader, writer):
        self.opened += 1
        self.open += 1
        try: await Session(self, reader, writer).run()
        except (asyncio.IncompleteReadError, OSError, ssl.SSLError): pass
        finally:
            self.open -= 1
            writer.close()


class Session:
    def __init__(self, relay, reader, writer):
        self.relay, self.config, self.log, self.reader, self.writer = relay, relay.config, relay.log, reader, writer
        self.began, self.mails, self.recipient, self.named = len(relay.log), 0, "", set()

    def say(self, step, usual):
        """Writes a reply; its last line."""
        text = self.config.get("replies", {}).get(step, usual)
        if self.config.get("named"):
            at, other = BY_RECIPIENT.get(self.recipient.split("@")[0], ("", ""))
            if at == step: text = other
        kept = self.config.get("kept", {}) if self.mails else {}
        text = kept.get(step, text)
        if text == "reset":
            reset(self.writer)
            raise ConnectionError
        if text == "silence": return text
        for line in text.split("\n"): self.writer.write(line.encode() + b"\r\n")
        if step in kept and self.config.get("ends"):
            self.writer.close()
            raise ConnectionError
        return text.split("\n")[-1]

    async def wait(self, step): await asyncio.sleep(self.config.get("delays", {}).get(step, 0))

    async def line(self): return (await self.reader.readuntil(b"\r\n")).decode().rstrip("\r\n")

    async def run(self):
        if self.config.get("limit") and self.relay.open > self.config["limit"]:
            self.say("limit", "421 4.7.0 too many connections")
            return await self.writer.drain()
        await self.wait("greeting")
        self.say("greeting", "220 fake ready")
        while True:
            line = await self.line()
            self.log.append(line)
            if self.began < self.relay.hushed: await asyncio.sleep(3600)
            verb = line.split(" ")[0].upper()
            await self.wait(verb)
            if not await self.command(verb, line): return
            await self.writer.drain()

    async def command(self, verb, line):
        """Answers one command; whether the session goes on."""
        match verb:
            case "EHLO" | "HELO": self.greet(verb, line)
            case "STARTTLS": await self.secure()
            case "AUTH": await self.login(line)
            case "DATA": return await self.data()
            case "MAIL" | "RSET":
                self.recipient = ""
                self.say(verb, "250 2.1.0 ok")
            case "RCPT":
                self.recipient = line[9:-1]
                self.say(verb, "250 2.1.5 ok")
            case "QUIT":
                self.say("QUIT", "221 bye")
                await self.writer.drain()
                return False
            case _: self.say("other", "502 5.5.2 what")
        return True

    def greet(self, verb, line):
        config = self.config
        if config.get("named"): self.named = set(line.split(" ")[1].split(".")[0].upper().split("-"))
        offers = ["fake"]
        isSecured = self.writer.get_extra_info("sslcontext") is not None
        if (config.get("starttls") or "STARTTLS" in self.named) and not isSecured: offers.append("STARTTLS")
        if config.get("auth") or "AUTH" in self.named: offers.append("AUTH PLAIN")
        offers += config.get("offers", [])
        step = "HELO" if verb == "HELO" and "HELO" in config.get("replies", {}) else "EHLO"
        self.say(step, "\n".join(["250-" + o for o in offers[:-1]] + ["250 " + offers[-1]]))

    async def secure(self):
        if not self.say("STARTTLS", "220 go").startswith("220"): return
        await self.writer.drain()
        await self.writer.start_tls(self.relay.context)
        subject = (self.writer.get_extra_info("peercert") or {}).get("subject", ())
        self.log.append("[TLS] " + dict(part[0] for part in subject).get("commonName", ""))

    async def login(self, line):
        words = line.split(" ")
        if self.config.get("passesOver"): del words[2:]

        async def ask(text):
            self.say("challenge", text)
            return base64.b64decode(await self.line()).decode()

        if self.config.get("named"): pass
        elif words[1] == "PLAIN":
            self.log.append("[PLAIN] " + (base64.b64decode(words[2]).decode() if words[2:] else await ask("334 ")).replace("\0", "|"))
        elif words[1] == "LOGIN":
            user = base64.b64decode(words[2]).decode() if words[2:] else await ask("334 VXNlcm5hbWU6")
            self.log.append("[LOGIN] " + user + "|" + await ask("334 UGFzc3dvcmQ6"))
        elif words[1] == "CRAM-MD5":
            self.log.append("[CRAM-MD5] " + (await ask("334 PDEuMkBmYWtlPg==")).split(" ")[0])
        self.say("AUTH", "535 5.7.8 bad" if "BAD" in self.named else "235 2.7.0 ok")

    async def data(self):
        config = self.config
        drop = DROPS.get(self.recipient.split("@")[0]) if config.get("named") else config.get("drop")
        if not self.say("DATA", "354 go").startswith("3"): return True
        while True:
            text = await self.line()
            self.log.append("| " + text)
            if text == ".": break
            if drop == "before-dot": return reset(self.writer)
        if drop == "after-dot": return reset(self.writer)
        if drop == "hang" or config.get("hang") in [self.recipient]: await asyncio.sleep(3600)
        await self.wait("dot")
        self.say("dot", "250 2.0.0 Ok: queued as 4F2K9")
        self.mails += 1
        if config.get("idle") is None: return True
        await self.writer.drain()
        await asyncio.sleep(0.2)
        self.writer.write(config["idle"].encode())
        await self.writer.drain()
        return False
