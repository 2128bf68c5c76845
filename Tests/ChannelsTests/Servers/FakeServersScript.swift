/// The source of the fake receivers: its argument is a PEM file with certificate and key, whose folder it removes at its end.
///
/// Each line of its input is a command in JSON, each answered with a line of JSON: `open` makes a server, `log` tells what
/// it was sent, `bind` takes a port on which nobody listens. HTTP: the path's first part is the behaviour. SMTP: the command says which replies differ from the usual.
enum FakeServersScript {
    static let text = #"""
        import asyncio, base64, gzip, json, os, shutil, socket, ssl, struct, sys, zlib
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1])

        def reset(writer):
            s = writer.get_extra_info("socket")
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()

        def raw_deflate(data):
            packer = zlib.compressobj(9, zlib.DEFLATED, -15)
            return packer.compress(data) + packer.flush()

        codings = {"gzip": gzip.compress, "deflate": zlib.compress, "raw": raw_deflate, "none": bytes, "half": lambda data: gzip.compress(data)[:-12]}

        class Web:
            def __init__(self, config):
                self.log, self.held = [], asyncio.Event()

            async def serve(self, reader, writer):
                def answer(status, body=b"", extra=""):
                    writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{extra}\r\n".encode() + body)
                try:
                    while True:
                        head = (await reader.readuntil(b"\r\n\r\n")).decode()
                        target = head.split(" ")[1]
                        path = target.split("?")[0].strip("/").split("/")
                        size = [int(l.split(":")[1]) for l in head.split("\r\n") if l.lower().startswith("content-length:")]
                        body = await reader.readexactly(size[0]) if size else b""
                        self.log.append({"target": target, "head": head, "body": base64.b64encode(body).decode()})
                        what = path[0]
                        if what == "ok": answer(200, b"ok")
                        elif what == "status": answer(path[1], b"no")
                        elif what == "errcode": answer(200, b'{"errcode":' + path[1].encode() + b',"errmsg":"x"}')
                        elif what == "wait": answer(429, b"", "Retry-After: " + path[1] + "\r\n")
                        elif what == "hang": await asyncio.sleep(3600)
                        elif what == "held": await self.held.wait(); answer(200, b"ok")
                        elif what == "reset": reset(writer); return
                        elif what == "cut": writer.write(b"HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\nabc"); writer.close(); return
                        elif what == "raw":
                            writer.write(base64.urlsafe_b64decode(path[2])); await writer.drain()
                            if path[1] == "reset": await asyncio.sleep(0.2); reset(writer); return
                            if path[1] == "close": return
                        elif what == "coded":
                            data = base64.urlsafe_b64decode(path[4])
                            if path[3].startswith("x"): data = data.replace(b"PAD", b" " * int(path[3][1:]))
                            for coding in path[2].split("+"): data = codings[coding](data)
                            answer(200, data, f"Content-Encoding: {path[1]}\r\n")
                        elif what == "bigheader":
                            answer(200, base64.urlsafe_b64decode(path[3]), "".join(f"X-{n}: {'y' * (int(path[2]) - 9)}\r\n" for n in range(100, 100 + int(path[1]))))
                        elif what == "garbage": writer.write(b"hello there, no HTTP\r\n\r\n"); writer.close(); return
                        elif what == "redirect": answer(302, b"", "Location: /ok\r\n")
                        elif what == "endless":
                            writer.write(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n")
                            while True:
                                writer.write(b"1000\r\n" + b"z" * 4096 + b"\r\n")
                                await writer.drain()
                        else: answer(404)
                        await writer.drain()
                except (asyncio.IncompleteReadError, ConnectionError): pass
                finally: writer.close()

        class Mail:
            def __init__(self, config):
                self.log, self.config, self.opened, self.open = [], config, 0, 0
                self.wanting = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                self.wanting.load_cert_chain(sys.argv[1])
                if config.get("wantsCertificate"):
                    self.wanting.verify_mode = ssl.CERT_REQUIRED
                    self.wanting.load_verify_locations(os.path.join(os.path.dirname(sys.argv[1]), "ca.pem"))

            async def serve(self, reader, writer):
                self.opened += 1
                self.open += 1
                try: await self.converse(reader, writer)
                except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError): pass
                finally:
                    self.open -= 1
                    writer.close()

            async def login(self, line, say, reader):
                words, name = line.split(" "), self.config.get("replies", {}).get("AUTH", "235 2.7.0 ok")
                async def ask(text):
                    say("challenge", text)
                    answer = (await reader.readuntil(b"\r\n")).decode().strip()
                    return base64.b64decode(answer).decode()
                if words[1] == "PLAIN":
                    self.log.append("[PLAIN] " + base64.b64decode(words[2]).decode().replace("\0", "|"))
                elif words[1] == "LOGIN":
                    user = base64.b64decode(words[2]).decode() if words[2:] else await ask("334 VXNlcm5hbWU6")
                    self.log.append("[LOGIN] " + user + "|" + await ask("334 UGFzc3dvcmQ6"))
                elif words[1] == "CRAM-MD5":
                    self.log.append("[CRAM-MD5] " + (await ask("334 PDEuMkBmYWtlPg==")).split(" ")[0])
                say("AUTH", "235 2.7.0 ok")

            async def converse(self, reader, writer):
                config, secured, recipients, mails = self.config, self.config.get("implicit", False), [], 0
                def say(step, usual):
                    text = config.get("replies", {}).get(step, usual)
                    if mails: text = config.get("kept", {}).get(step, text)
                    if text == "reset": reset(writer); raise ConnectionError
                    if text == "silence": return text
                    for line in text.split("\n"): writer.write(line.encode() + b"\r\n")
                    if mails and step in config.get("kept", {}) and config.get("ends"): writer.close(); raise ConnectionError
                    return text.split("\n")[-1]
                async def wait(step): await asyncio.sleep(config.get("delays", {}).get(step, 0))
                if True:
                    if config.get("limit") and self.open > config["limit"]: say("limit", "421 4.7.0 too many connections"); await writer.drain(); return
                    await wait("greeting")
                    say("greeting", "220 fake ready")
                    while True:
                        line = (await reader.readuntil(b"\r\n")).decode().rstrip("\r\n")
                        self.log.append(line)
                        verb = line.split(" ")[0].upper()
                        await wait(verb)
                        if verb in ("EHLO", "HELO"):
                            offers = ["fake"]
                            if config.get("starttls") and not secured: offers.append("STARTTLS")
                            if config.get("auth"): offers.append("AUTH PLAIN")
                            offers += config.get("offers", [])
                            say("HELO" if verb == "HELO" and "HELO" in config.get("replies", {}) else "EHLO", "\n".join(["250-" + o for o in offers[:-1]] + ["250 " + offers[-1]]))
                        elif verb == "STARTTLS":
                            if say("STARTTLS", "220 go").startswith("220"):
                                await writer.drain(); await writer.start_tls(self.wanting); secured = True
                                self.log.append("[TLS] " + str(dict(x[0] for x in (writer.get_extra_info("peercert") or {}).get("subject", ())).get("commonName", "")))
                        elif verb == "DATA":
                            if not say("DATA", "354 go").startswith("3"): continue
                            while True:
                                text = (await reader.readuntil(b"\r\n")).decode().rstrip("\r\n")
                                self.log.append("| " + text)
                                if config.get("drop") == "before-dot": reset(writer); return
                                if text == ".": break
                            if config.get("drop") == "after-dot": reset(writer); return
                            if config.get("drop") == "hang" or config.get("hang") in recipients: await asyncio.sleep(3600)
                            await wait("dot")
                            say("dot", "250 2.0.0 Ok: queued as 4F2K9")
                            mails += 1
                            if config.get("idle") is not None:
                                await writer.drain(); await asyncio.sleep(0.2)
                                writer.write(config["idle"].encode()); await writer.drain(); return
                        elif verb == "QUIT": say("QUIT", "221 bye"); await writer.drain(); break
                        elif verb == "AUTH": await self.login(line, say, reader)
                        elif verb in ("MAIL", "RCPT", "RSET"):
                            recipients = [line[9:-1]] if verb == "RCPT" else []
                            say(verb, "250 2.1.0 ok")
                        else: say("other", "502 5.5.2 what")
                        await writer.drain()

        servers = {}

        async def run(command):
            if command["do"] == "log": return servers[command["port"]].log
            if command["do"] == "opened": return servers[command["port"]].opened
            if command["do"] == "release": servers[command["port"]].held.set(); return 0
            if command["do"] == "bind":
                taken = socket.socket()
                taken.bind(("127.0.0.1", 0))
                servers[taken.getsockname()[1]] = taken
                return taken.getsockname()[1]
            if command["do"] == "free":
                with socket.socket() as s:
                    s.bind(("127.0.0.1", 0))
                    return s.getsockname()[1]
            server = (Web if command["kind"] == "web" else Mail)(command)
            tls = (server.wanting if command["kind"] == "mail" else context) if command.get("implicit") else None
            host = "::1" if command.get("version6") else "127.0.0.1"
            listener = await asyncio.start_server(server.serve, host, 0, backlog=1000, ssl=tls)
            port = listener.sockets[0].getsockname()[1]
            servers[port] = server
            server.listener = listener
            return port

        async def main():
            loop = asyncio.get_running_loop()
            while line := await loop.run_in_executor(None, sys.stdin.readline):
                print(json.dumps(await run(json.loads(line))), flush=True)
            shutil.rmtree(os.path.dirname(sys.argv[1]), ignore_errors=True)
            os._exit(0)
        asyncio.run(main())
        """#
}
