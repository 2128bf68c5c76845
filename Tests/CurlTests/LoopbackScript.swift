/// The source of the loopback peer: its argument is a PEM file with certificate and key.
///
/// Each line of its input opens one more peer, whose three ports it prints.
///
/// HTTP: the first part of the path is the behaviour. SMTP: the recipient's local part is the behaviour, the EHLO name lists
/// the extensions offered.
enum LoopbackScript {
    static let text = #"""
        import asyncio, os, ssl, struct, socket, sys
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1])

        def reset(writer):
            s = writer.get_extra_info("socket")
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()

        def answer(status, body=b"", extra=""):
            return f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{extra}\r\n".encode() + body

        class Peer:
            def __init__(self):
                self.log, self.count, self.connections, self.hushed = [], {}, 0, 0

            async def web(self, reader, writer):
                self.connections += 1
                try:
                    while True:
                        head = (await reader.readuntil(b"\r\n\r\n")).decode()
                        path = head.split(" ")[1].strip("/").split("/")
                        size = [int(l.split(":")[1]) for l in head.split("\r\n") if l.lower().startswith("content-length:")]
                        body = await reader.readexactly(size[0]) if size else b""
                        what = path[0]
                        self.count[what] = self.count.get(what, 0) + 1
                        if what == "status": writer.write(answer(path[1], b"", "Retry-After: 7\r\n"))
                        elif what == "echo": writer.write(answer(200, head.encode() + body))
                        elif what == "redirect": writer.write(answer(302, b"", f"Location: /followed\r\n"))
                        elif what == "count": writer.write(answer(200, str(self.count.get(path[1], 0)).encode()))
                        elif what == "connections": writer.write(answer(200, str(self.connections).encode()))
                        elif what == "maillog": writer.write(answer(200, "\n".join(self.log).encode()))
                        elif what == "hush": self.hushed = len(self.log); writer.write(answer(200))
                        elif what == "hang": await asyncio.sleep(3600)
                        elif what == "slow": await asyncio.sleep(float(path[1])); writer.write(answer(200))
                        elif what == "reset": reset(writer); return
                        elif what == "early": writer.write(b"HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\nabc"); writer.close(); return
                        elif what == "bigheader": writer.write(answer(200, b"", "".join(f"X-{n}: {'y' * 900}\r\n" for n in range(80))))
                        elif what == "declared": writer.write(b"HTTP/1.1 200 X\r\nContent-Length: 99999999\r\n\r\n")
                        elif what == "endless":
                            writer.write(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n")
                            while True:
                                writer.write(b"1000\r\n" + b"z" * 4096 + b"\r\n")
                                await writer.drain()
                        else: writer.write(answer(404))
                        await writer.drain()
                except (asyncio.IncompleteReadError, ConnectionError): pass
                finally: writer.close()

            async def mail(self, reader, writer):
                offers, recipient, began = [], "", len(self.log)
                def say(text): writer.write(text.encode() + b"\r\n")
                say("220 peer ready")
                try:
                    while True:
                        line = (await reader.readuntil(b"\r\n")).decode().rstrip("\r\n")
                        self.log.append(line)
                        if began < self.hushed: await asyncio.sleep(3600)
                        verb = line.split(" ")[0].upper()
                        if verb == "EHLO":
                            offers = [o.upper() for o in line.split(" ")[1].split(".")[0].split("-")]
                            lines = ["peer"] + [{"AUTH": "AUTH PLAIN"}.get(o, o) for o in offers if o in ("AUTH", "STARTTLS")]
                            if writer.get_extra_info("sslcontext"): lines = [l for l in lines if l != "STARTTLS"]
                            for l in lines[:-1]: say("250-" + l)
                            say("250 " + lines[-1])
                        elif verb == "STARTTLS":
                            say("220 go"); await writer.drain(); await writer.start_tls(context); self.log.append("[TLS]")
                        elif verb == "AUTH": say("535 5.7.8 bad" if "BAD" in offers else "235 2.7.0 ok")
                        elif verb == "MAIL": say("250 2.1.0 ok")
                        elif verb == "RCPT":
                            recipient = line.split("<")[1].split("@")[0]
                            say({"rcpt451": "451 4.2.1 later", "rcpt550": "550 5.1.1 unknown"}.get(recipient, "250 2.1.5 ok"))
                        elif verb == "DATA":
                            if recipient == "data554": say("554 5.5.1 no"); continue
                            say("354 go")
                            while True:
                                text = (await reader.readuntil(b"\r\n")).decode().rstrip("\r\n")
                                self.log.append("| " + text)
                                if text == ".": break
                                if recipient == "dropindata": reset(writer); return
                            if recipient == "dropafter": reset(writer); return
                            if recipient == "hangafter": await asyncio.sleep(3600)
                            say({"dot451": "451 4.3.0 busy", "dot554": "554 5.6.0 refused"}.get(recipient, "250 2.0.0 Ok: queued as 4XyZ1"))
                        elif verb == "QUIT": say("221 bye"); await writer.drain(); break
                        else: say("502 5.5.2 what")
                        await writer.drain()
                except (asyncio.IncompleteReadError, ConnectionError): pass
                finally: writer.close()

            async def open(self):
                servers = [await asyncio.start_server(self.web, "127.0.0.1", 0, backlog=1000),
                           await asyncio.start_server(self.mail, "127.0.0.1", 0),
                           await asyncio.start_server(self.web, "127.0.0.1", 0, ssl=context)]
                print(" ".join(str(s.sockets[0].getsockname()[1]) for s in servers), flush=True)
                return servers

        async def main():
            peers = []
            while await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline):
                peers.append(await Peer().open())
            os._exit(0)
        asyncio.run(main())
        """#
}
