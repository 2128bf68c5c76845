"""A receiver of HTTP that does what the first part of a path says.

    /ok  /status/503  /errcode/93000  /wait/7         a plain answer; WeCom's way to refuse with 200; 429 with Retry-After
    /busy/2/…  /weak/1/…                              429 for the first request to that path; 500 for the first so many
    /slow/0.5  /hang  /held                           later; never; once it is released
    /redirect                                         to /followed
    /reset  /cut  /garbage                            the connection ends, at once or within the answer; no HTTP
    /raw/keep|close|reset/BASE64                      these very bytes
    /coded/gzip/gzip+deflate/x0/BASE64                a content encoding and what was really done; x9000 puts that many spaces for PAD
    /bigheader/80/900/BASE64  /declared  /endless     more than anybody wants to read
    /echo  /count/ok  /connections  /maillog  /hush   what came in; what the relay of the pair was told; it falls silent

Everything else is answered with the status `usual`. `words` is the body of /status, `wait` its Retry-After, `key` a secret that
signatures are checked with.
"""
import asyncio
import base64
import gzip
import hashlib
import hmac
import json
import socket
import struct
import time
import zlib


def reset(writer):
    """Ends a connection so that the other side sees it."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def raw_deflate(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


CODINGS = {
    "gzip": gzip.compress, "deflate": zlib.compress, "raw": raw_deflate, "none": bytes,
    "half": lambda data: gzip.compress(data)[:-12],
}


class Web:
    def __init__(self, config, mail=None):
        self.config, self.mail = config, mail
        self.log, self.held, self.opened = [], asyncio.Event(), 0

    async def serve(self, reader, writer):
        self.opened += 1
        try:
            while await self.request(reader, writer): await writer.drain()
        except (asyncio.IncompleteReadError, OSError): pass
        finally: writer.close()

    async def request(self, reader, writer):
        """Answers one request; whether the connection goes on."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        target = head.split(" ")[1]
        path = target.split("?")[0].strip("/")
        headers = {k.lower(): v for k, v in (line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        before = sum(one["path"] == path for one in self.log)
        self.log.append({
            "at": time.time(), "target": target, "path": path, "head": head, "headers": headers,
            "body": base64.b64encode(body).decode(), "isSigned": self.signed(headers, body),
        })
        what, *rest = path.split("/")

        def answer(status, body=b"", extra=""):
            writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{extra}\r\n".encode() + body)

        wait = f"Retry-After: {self.config['wait']}\r\n" if "wait" in self.config else ""
        match what:
            case "ok" if "usual" not in self.config: answer(200, b"ok")
            case "status": answer(rest[0], self.config.get("words", "").encode(), wait)
            case "errcode": answer(200, json.dumps({"errcode": int(rest[0]), "errmsg": "no"}).encode())
            case "wait": answer(429, b"", f"Retry-After: {rest[0]}\r\n")
            case "busy" if before == 0: answer(429, b"", f"Retry-After: {rest[0]}\r\n")
            case "weak" if before < int(rest[0]): answer(500)
            case "redirect": answer(302, b"", "Location: /followed\r\n")
            case "echo": answer(200, head.encode() + body)
            case "count": answer(200, str(sum(one["path"].split("/")[0] == rest[0] for one in self.log)).encode())
            case "connections": answer(200, str(self.opened).encode())
            case "maillog": answer(200, "\n".join(self.mail.log).encode())
            case "hush":
                self.mail.hushed = len(self.mail.log)
                answer(200)
            case "hang": await asyncio.sleep(3600)
            case "slow":
                await asyncio.sleep(float(rest[0]))
                answer(200)
            case "held":
                await self.held.wait()
                answer(200, b"ok")
            case "coded":
                data = base64.urlsafe_b64decode(rest[3])
                if rest[2].startswith("x"): data = data.replace(b"PAD", b" " * int(rest[2][1:]))
                for coding in rest[1].split("+"): data = CODINGS[coding](data)
                answer(200, data, f"Content-Encoding: {rest[0]}\r\n")
            case "bigheader":
                count, size, body = (rest + ["80", "900", ""][len(rest):])[:3]
                fields = "".join(f"X-{n}: {'y' * (int(size) - 9)}\r\n" for n in range(100, 100 + int(count)))
                answer(200, base64.urlsafe_b64decode(body), fields)
            case "declared": writer.write(b"HTTP/1.1 200 X\r\nContent-Length: 99999999\r\n\r\n")
            case "raw" | "reset" | "cut" | "garbage" | "endless": return await self.rough(what, rest, writer)
            case _: answer(self.config.get("usual", 404))
        return True

    async def rough(self, what, rest, writer):
        match what:
            case "raw":
                writer.write(base64.urlsafe_b64decode(rest[1]))
                await writer.drain()
                if rest[0] == "reset":
                    await asyncio.sleep(0.2)
                    reset(writer)
                return rest[0] not in ("reset", "close")
            case "reset": reset(writer)
            case "cut": writer.write(b"HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\nabc")
            case "garbage": writer.write(b"hello there, no HTTP\r\n\r\n")
            case "endless":
                writer.write(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n")
                while True:
                    writer.write(b"1000\r\n" + b"z" * 4096 + b"\r\n")
                    await writer.drain()
        return False

    def signed(self, headers, body):
        """Whether the Standard Webhooks signature holds."""
        if "key" not in self.config or "webhook-signature" not in headers: return None
        key = base64.b64decode(self.config["key"].removeprefix("whsec_"))
        text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        right = "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
        fresh = abs(time.time() - int(headers["webhook-timestamp"])) < 60
        return fresh and right in headers["webhook-signature"].split(" ")
