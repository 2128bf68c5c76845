"""S11: what an administrator or a template writes cannot change how a request is framed or signed."""
import base64
import hashlib
import hmac
import json
import shutil
import time

import sinks
from harness import Item, must
from server import TEMPLATES, Folder, Server, Tree, command

PRESET = 'method: {method}\n{more}headers: {headers}\nbody: {{text: "{{text}}"}}\nsuccess: {{status: 2xx}}\n'


class World:
    def __init__(self):
        self.folder = Folder()
        shutil.copytree(TEMPLATES, self.folder.path / "Templates")
        self.tree = Tree()
        self.preset("Content-Type: application/json")
        done = self.check()
        must(done.returncode == 0, "a preset as it should be", "accepted: the cases can fail", done.all)

    def preset(self, headers, method="POST", more=""):
        text = headers if headers.startswith("method") else PRESET.format(
            headers=headers if headers.startswith("{") else "{" + headers + "}", method=method, more=more)
        self.folder.write("Templates/webhooks/mine.yaml", text)

    def check(self, contacts=None, env=None):
        return command("check", "--contacts", contacts or self.tree.contacts, "--templates", self.folder.path / "Templates", env=env)

    def refused(self, words=(), *arguments, **more):
        self.preset(*arguments, **more)
        done = self.check()
        must(done.returncode == 1 and "mine.yaml:" in done.out, (arguments, more), "exit 1 with the place in mine.yaml", (done.returncode, done.all))

    def close(self):
        self.folder.close()
        self.tree.close()


item = Item("S11", World)
for name in ["Host", "host", "HOST", "Content-Length", "content-length", "Content-Encoding", "Transfer-Encoding", "Connection", "Upgrade", "TE",
             "Trailer", "Expect", "Keep-Alive", "Proxy-Connection", "webhook-id", "Webhook-Timestamp", "WEBHOOK-SIGNATURE", "Authorization",
             "Proxy-Authorization", "Cookie"]:
    item.add(f"a preset that sets {name}", "refused by the check, with its place",
             lambda world, n=name: world.refused((), f"{n}: x"))
for title, headers in [
    ("a line end in a value", r'X-A: "a\r\nHost: evil"'), ("a line feed in a value", r'X-A: "a\nB: c"'), ("a carriage return in a value", r'X-A: "a\rB: c"'),
    ("NUL in a value", r'X-A: "a\0b"'), ("a C1 control in a value", r'X-A: "a\x85b"'), ("letters beyond ASCII in a value", 'X-A: "é"'),
    ("a line separator in a value", r'X-A: "a\u2028b"'), ("a value of 2,000 characters", 'X-A: "' + "a" * 2_000 + '"'),
    ("a line end in a name", r'"X-A: b\r\nHost": c'), ("a colon in a name", '"X-A:": b'), ("a space in a name", '"X A": b'), ("an empty name", '"": b'),
    ("NUL in a name", r'"X\0A": b'), ("a name beyond ASCII", '"Xé": b'), ("thirty fields", ", ".join(f"X-{i}: a" for i in range(30))),
    ("a field twice", "X-A: a, X-A: b"), ("a list as a value", "X-A: [a, b]"),
]:
    item.add(f"a preset with {title}", "refused by the check, with its place", lambda world, h=headers: world.refused((), h))
for method in ["GET", "DELETE", "CONNECT", "TRACE", "post", "POST /evil HTTP/1.1", '"POST\\r\\nHost: x"']:
    item.add(f"a preset with the method {method}", "refused by the check", lambda world, m=method: world.refused((), "X-A: b", method=m))
for url in ["http://evil.test/?u={url}{url}", "http://evil.test/", '"{url}\\r\\nHost: x"', "{url}{link}", "{url }"]:
    item.add(f"a preset with the url {url}", "refused by the check", lambda world, u=url: world.refused((), "X-A: b", more=f"url: {u}\n"))
for signing in ["none-at-all", "hmac-md5", "[standard-webhooks, none]"]:
    item.add(f"a preset with the signing {signing}", "refused by the check", lambda world, s=signing: world.refused((), "X-A: b", more=f"signing: {s}\n"))


def address(title, url=None, secret=None, expected="refused by the check, without the value"):
    """An address whose URL or secret comes from a variable."""
    def run(world):
        tree = Tree({"ann": "{webhook: {env: URL}, secret: {env: SECRET}}"})
        env = {"URL": url or "http://93.184.215.14/canary-url", "SECRET": secret or "whsec_" + base64.b64encode(bytes(32)).decode()}
        try:
            done = world.check(tree.contacts, env)
            must(done.returncode == 1 and "canary" not in done.all, env, "exit 1, and the value is not shown", (done.returncode, done.all))
        finally:
            tree.close()
    item.add(title, expected, run)


U = "http://93.184.215.14/canary"
for title, url in [("a line end", U + "\r\nX: y"), ("a line feed", U + "\nX: y"), ("a carriage return", U + "\rX"), ("a tab", U + "\tx"),
                   ("a space", U + " HTTP/1.1"), ("a letter beyond ASCII", U + "é"), ("a C1 control", U + "\x85"), ("a DEL", U + "\x7f"),
                   ("a user", "http://canary:x@93.184.215.14/"), ("a user alone", "http://canary@93.184.215.14/"), ("3,000 characters", U + "x" * 3_000),
                   ("no host", "http:///canary"), ("no scheme", "93.184.215.14/canary")]:
    address(f"a webhook's URL with {title}", url)
for title, secret in [("a line end in it", "whsec_canary\r\nX: y"), ("NUL-like text of several lines", "canary\ncanary")]:
    address(f"a signing secret with {title}", None, secret)
for title, secret in [("that is too short", "whsec_" + base64.b64encode(b"canary").decode()), ("that is no base64", "whsec_%%%%canary%%%%"),
                      ("of two, one of them bad", "whsec_" + base64.b64encode(bytes(32)).decode() + ",whsec_canary%%"),
                      ("in quotes", '"whsec_canarycanarycanarycanarycanaryca"')]:
    address(f"a signing secret {title}", None, secret)


class Signed:
    """One delivery with a hostile title, signed with two keys."""

    def __init__(self):
        self.keys = [bytes(range(32)), bytes(range(32, 64))]
        self.sink = sinks.WebSink({"x": sinks.plain("503 Later")})
        secret = " ".join("whsec_" + base64.b64encode(k).decode() for k in self.keys)
        server = Server(Tree({"ann": "{webhook: {env: URL}, secret: {env: SECRET}}"}), tokens=["admin"],
                        env={"URL": f"http://127.0.0.1:{self.sink.port}/x", "SECRET": secret}, flags=["--allow-address", f"127.0.0.1:{self.sink.port}"])
        try:
            server.report("x\r\nHost: evil.test\r\nwebhook-id: forged")
            for _ in range(300):
                if len(self.sink.requests) >= 2:
                    break

                time.sleep(0.1)
        finally:
            server.close()
            self.sink.close()
        self.first = self.sink.requests[0]
        self.headers = {n.lower(): v for n, v in self.first["headers"]}

    def right(self, key, id=None, timestamp=None, body=None):
        text = f"{id or self.headers['webhook-id']}.{timestamp or self.headers['webhook-timestamp']}.".encode() + (body or self.first["body"])
        return "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()

    def holds(self, signature):
        return signature in self.headers["webhook-signature"].split(" ")


signed = Item("S11", Signed)


@signed.case("a title with header lines in it", "one Host, one of each webhook field, the title in the body alone")
def _(world):
    names = [n.lower() for n, _ in world.first["headers"]]
    must(len(names) == len(set(names)) and b"evil.test" not in world.first["head"] and b"forged" not in world.first["head"],
         "x\\r\\nHost: evil.test", "no such header", world.first["head"])
    must("evil.test" in json.dumps(json.loads(world.first["body"])), "x\\r\\nHost: evil.test", "the title in the body", world.first["body"])


for number in (0, 1):
    @signed.case(f"a signature checked with key {number + 1} of two, and with what is not its own", "good; with another id, time, body or key, bad")
    def _(world, key=number):
        secret = world.keys[key]
        must(world.holds(world.right(secret)), "the delivery", "a good signature by each key", world.headers)
        for change in ({"id": "other"}, {"timestamp": str(int(world.headers["webhook-timestamp"]) + 1)}, {"body": world.first["body"] + b" "}):
            must(not world.holds(world.right(secret, **change)), change, "a bad signature", world.headers)
        must(not world.holds(world.right(bytes(32))), "a stranger's key", "a bad signature", world.headers)


@signed.case("the same message tried again", "the same webhook-id, a new time, a new signature")
def _(world):
    again = {n.lower(): v for n, v in world.sink.requests[1]["headers"]}
    must(again["webhook-id"] == world.headers["webhook-id"] and again["webhook-timestamp"] != world.headers["webhook-timestamp"]
         and again["webhook-signature"] != world.headers["webhook-signature"], "the second attempt", "same id, new time and signature", again)
