/// The source of the receivers; its argument is the secret that signatures are checked with.
///
/// Paths: `ok/…`, `hang/…`, `status/500/…`, `errcode/93000/…` (WeCom's way to refuse with status 200), `busy/2/…` (429 with
/// `Retry-After`, but for the first request only), `weak/1/…` (500 for the first so many requests, then 204).
enum ReceiverScript {
    static let text = #"""
        import asyncio, base64, hashlib, hmac, json, os, socket, sys, time
        key = base64.b64decode(sys.argv[1].removeprefix("whsec_"))
        handed_out = set()

        def answer(status, body=b"", extra=""):
            return f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{extra}\r\n".encode() + body

        def signed(headers, body):
            if "webhook-signature" not in headers: return None
            text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
            right = "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
            fresh = abs(time.time() - int(headers["webhook-timestamp"])) < 60
            return fresh and right in headers["webhook-signature"].split(" ")

        class Receiver:
            def __init__(self):
                self.hits = []

            async def serve(self, reader, writer):
                try:
                    while True:
                        head = (await reader.readuntil(b"\r\n\r\n")).decode()
                        path = head.split(" ")[1].strip("/")
                        headers = dict(l.split(": ", 1) for l in head.split("\r\n")[1:] if ": " in l)
                        headers = {k.lower(): v for k, v in headers.items()}
                        body = await reader.readexactly(int(headers.get("content-length", 0)))
                        if path == "seen":
                            writer.write(answer(200, json.dumps(self.hits).encode()))
                            continue
                        before = sum(h["path"] == path for h in self.hits)
                        self.hits.append({"at": time.time(), "path": path, "headers": headers, "body": body.decode(),
                                          "isSigned": signed(headers, body)})
                        what, *rest = path.split("/")
                        if what == "hang": await asyncio.sleep(3600)
                        elif what == "status": writer.write(answer(rest[0]))
                        elif what == "errcode":
                            writer.write(answer(200, json.dumps({"errcode": int(rest[0]), "errmsg": "no"}).encode()))
                        elif what == "busy" and before == 0:
                            writer.write(answer(429, b"", f"Retry-After: {rest[0]}\r\n"))
                        elif what == "weak" and before < int(rest[0]): writer.write(answer(500))
                        else: writer.write(answer(204))
                except (asyncio.IncompleteReadError, OSError):
                    pass
                finally:
                    writer.close()

        def free_port():
            while True:
                with socket.socket() as one:
                    one.bind(("127.0.0.1", 0))
                    port = one.getsockname()[1]
                if port not in handed_out:
                    handed_out.add(port)
                    return port

        async def main():
            loop, lines = asyncio.get_running_loop(), asyncio.StreamReader()
            await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
            servers = []
            while line := await lines.readline():
                if line == b"open\n":
                    servers.append(await asyncio.start_server(Receiver().serve, "127.0.0.1", 0))
                    print(servers[-1].sockets[0].getsockname()[1], flush=True)
                else:
                    print(free_port(), flush=True)
            os._exit(0)
        asyncio.run(main())
        """#
}
