"""Receivers and relays of every temper for the tests, on free loopback ports; ends when its input closes.

Its argument, if any, is a PEM file with certificate and key; whoever wants a certificate from the other side trusts the `ca.pem`
beside it. Each line of the input is a command in JSON, each answered with a line of JSON:

    {"do": "open", "kind": "web"}    a receiver of HTTP, see web.py; the port
    {"do": "open", "kind": "mail"}   a relay, see mail.py; the port
    {"do": "open", "kind": "pair"}   a receiver and a relay that know each other, and the receiver with TLS; the three ports
    {"do": "log", "port": 1}         what it was sent
    {"do": "opened", "port": 1}      how many connections were opened to it
    {"do": "release", "port": 1}     the requests to /held are answered
    {"do": "bind"}                   a port that nobody gets and nobody listens on
    {"do": "free"}                   a port for another program, given to nobody else
"""
import asyncio
import json
import os
import socket
import ssl
import sys

from mail import Mail
from web import Web


class Peers:
    def __init__(self, certificate):
        self.certificate, self.servers, self.kept, self.given = certificate, {}, [], set()

    def context(self, wants_certificate=False):
        if not self.certificate: return None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        if wants_certificate:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(os.path.join(os.path.dirname(self.certificate), "ca.pem"))
        return context

    async def listen(self, server, config, tls=None):
        host = "::1" if config.get("version6") else "127.0.0.1"
        listener = await asyncio.start_server(server.serve, host, 0, backlog=1000, ssl=tls)
        self.kept.append(listener)
        port = listener.sockets[0].getsockname()[1]
        self.servers[port] = server
        return port

    async def open(self, config):
        if config["kind"] == "web": return await self.listen(Web(config), config)
        mail = Mail(config, self.context(config.get("wantsCertificate")))
        if config["kind"] == "mail":
            return await self.listen(mail, config, mail.context if config.get("implicit") else None)
        web = Web(config, mail)
        return [
            await self.listen(web, config), await self.listen(mail, config),
            await self.listen(web, config, self.context()),
        ]

    def bind(self):
        taken = socket.socket()
        taken.bind(("127.0.0.1", 0))
        self.kept.append(taken)
        return taken.getsockname()[1]

    def free(self):
        while True:
            with socket.socket() as one:
                one.bind(("127.0.0.1", 0))
                port = one.getsockname()[1]
            if port not in self.given:
                self.given.add(port)
                return port

    async def answer(self, command):
        match command["do"]:
            case "open": return await self.open(command)
            case "bind": return self.bind()
            case "free": return self.free()
            case "log": return self.servers[command["port"]].log
            case "opened": return self.servers[command["port"]].opened
            case "release": return self.servers[command["port"]].held.set()


async def main():
    peers, loop, lines = Peers(sys.argv[1] if sys.argv[1:] else None), asyncio.get_running_loop(), asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        print(json.dumps(await peers.answer(json.loads(line))), flush=True)
    os._exit(0)


asyncio.run(main())
