"""S16: secrets come from variables and files alone, and show nowhere."""
import base64
import os
import stat

import sinks
from harness import Item, NotRun, must
from server import TEMPLATES, Folder, Server, Tree, command

CANARIES = {"the webhook's URL": "canaryurl7f3a91", "the signing secret": "Y2FuYXJ5c2lnbmluZzdmM2E5MWNhbmFyeXNpZ25pbmc", "the relay's password": "canarypassword7f3a91",
            "the URL from a file": "canaryfile7f3a91"}


class World:
    """A server with a canary for every secret, whose receivers fail in every way."""

    def __init__(self):
        self.sink = sinks.WebSink({"refuse": sinks.plain("400 No", b"no"), "busy": sinks.plain("503 Busy"), "noise": lambda c, p: c.send(b"noise")})
        self.relay = sinks.MailSink({"auth": "535 5.7.8 no"}, ["AUTH PLAIN LOGIN"])
        port, secret = self.sink.port, "whsec_" + CANARIES["the signing secret"]
        people = {f"p{i}": f"{{webhook: {{env: URL_{i}}}, secret: {{env: SIGNING}}}}" for i in range(5)}
        people |= {"mail": "{email: mail@town.test}", "filed": "{webhook: {file: secrets/url}}"}
        tree = Tree(people)
        tree.write("secrets/url", f"http://127.0.0.1:{port}/refuse/{CANARIES['the URL from a file']}\n", 0o600)
        url = CANARIES["the webhook's URL"]
        env = {"URL_0": f"http://127.0.0.1:{port}/refuse/{url}?key={url}", "URL_1": f"http://127.0.0.1:{port}/noise/{url}", "URL_2": f"http://127.0.0.1:1/{url}",
               "URL_3": f"https://127.0.0.1:{port}/{url}", "URL_4": f"http://10.0.0.1/{url}", "SIGNING": secret, "TOCSIN_SMTP_PASSWORD": CANARIES["the relay's password"]}
        self.server = Server(tree, env=env, tokens=["admin", "reporter"], flags=[
            "--allow-address", f"127.0.0.1:{port}", "--allow-address", "127.0.0.1:1", "--smtp-url", f"smtp://127.0.0.1:{self.relay.port}", "--smtp-tls", "none", "--smtp-from", "t@town.test",
            "--smtp-user", "tocsin", "--log-level", "debug"])
        self.env = env
        s = self.server
        number = s.report()
        s.happenings(number, "message_failed", "message_retrying", "message_accepted", count=7, wait=20)
        s.send("POST", "/v1/reload", "admin")
        unit = s.tree.path / "Contacts/yard/unit.yaml"
        unit.write_text(unit.read_text() + "nonsense: 1\n")
        s.send("POST", "/v1/reload", "admin")
        paths = ["/v1/people", "/v1/units", "/v1/incidents", f"/v1/incidents/{number}", "/v1/preview?unit=/yard&plan=storm", "/metrics", "/openapi.json", "/health/ready", "/nothing"]
        self.answers = "\n".join(s.send("GET", p, "admin").text for p in paths)
        at = {"TOCSIN_URL": f"http://127.0.0.1:{s.port}", "TOCSIN_TOKEN": s.tokens["admin"]}
        flags = ["--contacts", tree.contacts, "--templates", TEMPLATES]
        told = [command("check", *flags, env=env), command("incidents", "show", number, env=at), command("audit", "export", number, "--data", s.data),
                command("token", "list", "--data", s.data), command("who", "--unit", "/yard", "--plan", "storm", *flags, env=env),
                command("test", "--person", "p0", *flags, "--data", s.data, "--allow-address", f"127.0.0.1:{port}", env=env)]
        self.told = "\n".join(t.all for t in told)
        self.cmdline = open(f"/proc/{s.process.pid}/cmdline").read()
        s.settle(2)
        self.places = {"the server's log": s.log, "the database": self.files("tocsin.db*"), "the logs that channels wrote": self.files("log/*"), "the answers of the API": self.answers,
                       "what the command prints": self.told, "the process's arguments": self.cmdline}
        must(len(self.sink.requests) >= 3 and self.relay.lines, "a report", "the secrets were used: the cases can fail", (self.sink.requests, self.relay.lines))

    def files(self, pattern):
        return "".join(p.read_bytes().decode("latin-1") for p in self.server.data.glob(pattern) if p.is_file())

    def close(self):
        self.server.close()
        self.sink.close()
        self.relay.close()


item = Item("S16", World)
PLACES = ["the server's log", "the database", "the logs that channels wrote", "the answers of the API", "what the command prints", "the process's arguments"]
for name, canary in CANARIES.items():
    for place in PLACES:
        def hidden(world, canary=canary, place=place):
            forms = [canary, base64.b64encode(canary.encode()).decode().rstrip("="), base64.b64encode(b"\0tocsin\0" + canary.encode()).decode()]
            found = [f for f in forms if f in world.places[place]]
            at = world.places[place].find(found[0]) if found else 0
            must(not found, f"{canary} in use, with receivers that fail", f"not in {place}", world.places[place][max(0, at - 300):at + 100])
        item.add(f"{name} in {place}", "not there, plain or in base64, after failures of every kind", hidden)
for place in PLACES:
    def token(world, place=place):
        found = [n for n, t in world.server.tokens.items() if t in world.places[place] or t[4:] in world.places[place]]
        must(not found, "access tokens in use", f"not in {place}", found)
    item.add(f"access tokens in {place}", "not there", token)


@item.case("access tokens in the data directory", "digests alone")
def _(world):
    text = (world.server.data / "tokens.json").read_text()
    must(not any(t[4:] in text for t in world.server.tokens.values()) and '"digest"' in text, "tokens.json", "no token", text)


@item.case("the secret behind the links in the log, the database or an answer", "not there")
def _(world):
    key = (world.server.data / "answer.key").read_text().strip()
    found = [p for p, text in world.places.items() if key in text]
    must(not found, "answer.key", "in answer.key alone", found)


for name in ("tocsin.db", "tocsin.db-wal", "tocsin.lock", "tokens.json", "answer.key"):
    def mode(world, name=name):
        path = world.server.data / name
        must(path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o177 == 0, name, "0600", oct(path.stat().st_mode) if path.exists() else "missing")
    item.add(f"the mode of {name}", "0600", mode)


class Files:
    """A contact tree with a secret from a file, of every wrong kind."""

    def __init__(self):
        self.tree = Tree({"ann": "{webhook: {file: secrets/url}}"})
        self.path = self.tree.write("secrets/url", "http://93.184.215.14/canary", 0o600)
        done = self.check()
        must(done.returncode == 0, "a secret as it should be", "accepted: the cases can fail", done.all)

    def check(self):
        return command("check", "--contacts", self.tree.contacts, "--templates", TEMPLATES)

    def refused(self, prepare):
        self.path.unlink()
        try:
            prepare(self.path)
            done = self.check()
            must(done.returncode == 1 and "unit.yaml:" in done.out and "canary" not in done.all, "the file", "refused, without its content", done.all)
        finally:
            if self.path.is_dir() and not self.path.is_symlink():
                self.path.rmdir()
            else:
                self.path.unlink(missing_ok=True)
            self.tree.write("secrets/url", "http://93.184.215.14/canary", 0o600)

    def close(self):
        self.tree.close()


files = Item("S16", Files)
SECRET = "http://93.184.215.14/canary"


def filed(title, prepare):
    files.add(f"a secret file {title}", "refused by the check, without its content", lambda world: world.refused(prepare))


def written(path, text=SECRET, mode=0o600):
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(mode)


for mode in (0o604, 0o606, 0o644, 0o660, 0o666, 0o700, 0o602, 0o777):
    filed(f"of mode {mode:04o}", lambda path, m=mode: written(path, mode=m))


def elsewhere(path):
    target = path.parent.parent / "elsewhere"
    written(target)
    path.symlink_to(target)


filed("that is a link to another folder", elsewhere)
filed("that is a link to /etc/passwd", lambda path: path.symlink_to("/etc/passwd"))
filed("that is a link to /proc/self/environ", lambda path: path.symlink_to("/proc/self/environ"))
filed("that is a dangling link", lambda path: path.symlink_to("nothing"))
filed("that is a link to itself", lambda path: path.symlink_to(path.name))
filed("that is a folder", lambda path: path.mkdir())
filed("that is a pipe", lambda path: os.mkfifo(path, 0o600))
filed("that is empty", lambda path: written(path, ""))
filed("of two lines", lambda path: written(path, SECRET + "\nx"))
filed("with a carriage return", lambda path: written(path, SECRET + "\rX: y"))
filed("with NUL", lambda path: written(path, SECRET + "\0x"))
filed("that is no UTF-8", lambda path: written(path, b"http://93.184.215.14/\xff\xfecanary"))
filed("of 10,000 bytes", lambda path: written(path, SECRET + "x" * 10_000))
filed("of 100 MiB", lambda path: (written(path), os.truncate(path, 100 << 20)))


@files.case("a secret file of another user", "refused by the check")
def _(world):
    if os.geteuid() != 0:
        raise NotRun("only root can give a file to somebody else")
    world.refused(lambda path: (written(path), os.chown(path, 12_345, 12_345)))


LITERALS = {
    "a webhook's URL": '{webhook: "https://93.184.215.14/canary"}', "a signing secret": '{webhook: "http://127.0.0.1:9/x", secret: canary}', "a URL with a user": '{webhook: "http://canary:x@127.0.0.1:9/x"}',
    "both env and file": "{webhook: {env: CANARY, file: canary}}", "neither": "{webhook: {}}", "a value of its own": "{webhook: {value: canary}}", "a variable with a dollar sign": '{webhook: "${CANARY}"}',
    "a variable's name with spaces": '{webhook: {env: "A B"}}', "a variable that is not set": "{webhook: {env: NO_SUCH_CANARY}}", "an empty variable": "{webhook: {env: EMPTY}}", "a list of secrets": "{webhook: [{env: CANARY}]}",
}
for name, text in LITERALS.items():
    def literal(world, text=text):
        tree = Tree({"ann": text})
        try:
            done = command("check", "--contacts", tree.contacts, "--templates", TEMPLATES, env={"EMPTY": "", "CANARY": "http://93.184.215.14/value-of-it"})
            must(done.returncode == 1 and "unit.yaml:" in done.out and "value-of-it" not in done.all and "/canary" not in done.all, text, "refused, without the value", done.all)
        finally:
            tree.close()
    files.add(f"an address that writes out {name}", "refused by the check, without the value", literal)
for name, text in [("a password", "smtp-password: canary-value\n"), ("an access token", "token: canary-value\n"), ("a webhook", "webhook: canary-value\n"), ("a map", "data: {path: canary-value}\n")]:
    def setting(world, text=text):
        path = world.tree.write("settings.yaml", text)
        done = command("token", "list", "--settings", path)
        must(done.returncode == 2 and "canary-value" not in done.all and "settings.yaml:1" in done.all, text, "refused, with the place and without the value", done.all)
    files.add(f"a settings file that writes out {name}", "refused, without the value", setting)


def password(title, prepare):
    def run(world):
        folder = Folder()
        path = folder.path / "password"
        try:
            prepare(path)
            done = command("test", "--contacts", world.tree.contacts, "--templates", TEMPLATES, "--person", "ann", "--data", folder.path / "d", "--smtp-url", "smtp://127.0.0.1:1", "--smtp-tls", "none",
                           "--smtp-from", "a@b.test", "--smtp-user", "u", "--smtp-password-file", path)
            must(done.returncode == 2 and "canary" not in done.all, title, "refused, without the content", (done.returncode, done.all))
        finally:
            folder.close()
    files.add(f"a relay's password in a file {title}", "refused, without its content", run)


password("that others may read", lambda path: written(path, "canary", 0o644))
password("that others may change", lambda path: written(path, "canary", 0o602))
password("that is a link to elsewhere", lambda path: path.symlink_to("/etc/passwd"))
password("that is not there", lambda path: None)
