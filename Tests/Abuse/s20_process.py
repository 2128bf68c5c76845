"""S20: what the process itself refuses."""
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import time

import server as place
from harness import Item, NotRun, must
from server import Server, Tree, command

item = Item("S20")


def refused(title, prepare, expected, flags=(), code=(1, 2), before=None):
    """A server that must not start."""
    def run():
        server = Server(Tree(), start=False, flags=list(flags))
        try:
            first = Server.start(server) if before == "running" else None
            if before == "used":
                server.start()
                server.report()
                server.settle()
                server.stop()
            arguments = prepare(server) or server.arguments()
            try:
                done = command(*arguments, timeout=45, cwd=server.folder)
                outcome = (done.returncode, done.all)
            except subprocess.TimeoutExpired:
                outcome = ("it runs", "")
            must(outcome[0] in code and "Fatal" not in outcome[1] and "listening" not in outcome[1], title, f"{expected}: exit {code}", outcome)
            if first:
                must(server.send("GET", "/health/live").status == 200, title, "the first one goes on", server.log[-500:])
        finally:
            server.close()
    item.add(title, expected, run)


def linked(server):
    (server.folder / "link").symlink_to(server.data)
    return [str(server.folder / "link") if a == str(server.data) else a for a in server.arguments()]


def relative(server):
    return ["data/../data" if a == str(server.data) else a for a in server.arguments()]


refused("a second server on the same data", lambda s: None, "refused, the first one goes on", before="running", code=(1,))
refused("a second server on the same data by a link", linked, "refused, the first one goes on", before="running", code=(1,))
refused("a second server on the same data by another path", relative, "refused, the first one goes on", before="running", code=(1,))
for mode in (0o777, 0o775, 0o757, 0o722, 0o702):
    refused(f"a data directory of mode {mode:04o}", lambda s, m=mode: (s.data.mkdir(exist_ok=True), s.data.chmod(m))[2:], "refused: others may change it", code=(1,))
for mode in (0o644, 0o604, 0o660, 0o666):
    refused(f"an answer.key of mode {mode:04o}", lambda s, m=mode: (s.data / "answer.key").chmod(m), "refused: others may have read it", before="used", code=(1,))
for mode in (0o666, 0o664, 0o662):
    refused(f"a tokens.json of mode {mode:04o}", lambda s, m=mode: (s.data / "tokens.json").chmod(m), "refused: others may add tokens", code=(1,))
for text, name in [("short\n", "a short secret"), ("", "nothing"), ("!!!\n", "no base64"), ("A" * 43 + "\n" + "x\n", "a good and a bad secret")]:
    refused(f"an answer.key with {name}", lambda s, t=text: (s.data / "answer.key").write_text(t) and None, "refused", before="used", code=(1,))
for listen in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0", "10.0.0.1:0", "localhost.test:0", ":0", "example:0", "[::ffff:10.0.0.1]:0", "0:0", "127.1:0"]:
    refused(f"--listen {listen} without --insecure-bind", lambda s, l=listen: [l if a == "127.0.0.1:0" else a for a in s.arguments()], "refused: open to others without TLS", code=(2,))
for listen in ["127.0.0.1", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1", ""]:
    refused(f"--listen '{listen}'", lambda s, l=listen: [l if a == "127.0.0.1:0" else a for a in s.arguments()], "wrong use", code=(2,))
for flag, value in [("--trusted-proxy", "proxy.test"), ("--trusted-proxy", "10.0.0.0/8"), ("--trusted-proxy", "*"), ("--allow-address", "*"), ("--allow-address", "10.0.0.1/8"), ("--allow-address", "localhost"), ("--allow-address", "127.1"), ("--allow-address", "::ffff:10.0.0.0/104"),
                    ("--public-url", "javascript:x"), ("--public-url", "tocsin.test"), ("--public-url", "file:///x"), ("--report-rate", "0"), ("--report-rate", "-1"), ("--report-rate", "1e9"), ("--log-level", "all"), ("--frobnicate", "x")]:
    refused(f"{flag} {value}", lambda s: None, "wrong use", flags=[flag, value], code=(2,))


def foreign(server):
    (server.data / "tocsin.db").unlink()
    base = sqlite3.connect(server.data / "tocsin.db")
    base.execute("CREATE TABLE theirs (x)")
    base.commit()
    base.close()


def newer(server):
    base = sqlite3.connect(server.data / "tocsin.db")
    base.execute("INSERT INTO grdb_migrations VALUES ('9999 from the future')")
    base.commit()
    base.close()


def broken(server):
    path = server.data / "tocsin.db"
    data = bytearray(path.read_bytes())
    for i in range(4096 * 3, len(data) - 100, 4096):
        data[i:i + 64] = b"\xff" * 64
    path.write_bytes(data)


refused("a database of another program", foreign, "refused, and left as it is", before="used", code=(1,))
refused("a database of a newer version", newer, "refused", before="used", code=(1,))
refused("a database that is damaged", broken, "refused, with what to do", before="used", code=(1,))
refused("a data directory that is a file", lambda s: (shutil.rmtree(s.data), s.data.write_text("x"))[2:], "refused", code=(1,))


@item.case("root without being told that it is meant", "refused")
def _():
    server = Server(Tree(), start=False)
    try:
        prefix = [] if os.geteuid() == 0 else ["unshare", "-r"]
        process = subprocess.Popen([*prefix, place.TOCSIN, *server.arguments()], env={k: v for k, v in place.environment().items() if k != "TOCSIN_ALLOW_ROOT"},
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=server.folder)
        try:
            out = process.communicate(timeout=45)[0].decode()
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            must(False, "serve as root", "refused", "it runs")
        if "unshare" in out and prefix:
            raise NotRun("no user namespaces here, and the suite does not run as root")
        must(process.returncode in (1, 2) and "root" in out, "serve as root", "refused, with the reason", (process.returncode, out))
    finally:
        server.close()


@item.case("a database that others may read", "closed to them at the start")
def _():
    server = Server(Tree())
    try:
        server.stop()
        (server.data / "tocsin.db").chmod(0o666)
        server.start()
        mode = stat.S_IMODE((server.data / "tocsin.db").stat().st_mode)
        must(mode == 0o600, "tocsin.db of mode 0666", "0600 once the server runs", oct(mode))
    finally:
        server.close()


@item.case("a umask of 0 around the server", "nothing in the data directory is open to others")
def _():
    server = Server(Tree({"ann": "{log: ann}"}), start=False, prefix=["sh", "-c", 'umask 0; exec "$@"', "sh"])
    try:
        shutil.rmtree(server.data)
        os.umask(0o022)
        server.start()
        server.tokens["admin"] = server.make_token("admin", "later")
        server.alert("ann", server.report())
        server.settle()
        found = {str(p.relative_to(server.data)): oct(stat.S_IMODE(p.stat().st_mode)) for p in [server.data, *server.data.rglob("*")] if stat.S_IMODE(p.stat().st_mode) & 0o027}
        must(not found, "umask 0", "no right for others, none to write for the group", found)
    finally:
        server.close()


@item.case("five servers started at the same moment on the same data", "one runs, four are refused")
def _():
    server = Server(Tree(), start=False)
    processes = []
    try:
        for _ in range(5):
            processes.append(subprocess.Popen([place.TOCSIN, *server.arguments()], env=place.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=server.folder))
        end = time.monotonic() + 20
        while time.monotonic() < end and sum(p.poll() is None for p in processes) > 1:
            time.sleep(0.1)
        time.sleep(0.5)
        codes = [p.poll() for p in processes]
        must(codes.count(None) == 1 and codes.count(1) == 4, "five at once", "one runs, four exit 1", codes)
    finally:
        for p in processes:
            if p.poll() is None:
                p.send_signal(signal.SIGTERM)
            p.wait(20)
        server.close()


@item.case("a lock that a killed server left", "means nothing: the next one starts")
def _():
    server = Server(Tree())
    try:
        server.stop(signal.SIGKILL)
        server.start()
        must(server.send("GET", "/health/live").status == 200, "after SIGKILL", "200", server.log[-500:])
    finally:
        server.close()


for words in ["nonsense", "serve --port 1", "token frob", "incidents frob", "audit frob", "report --severity V", "token create --role x --name y", "incidents show x", "audit export x", "who", "rehearse nonsense", "incidents severity 1 V --reason x", "incidents --status odd", "incidents --severity V", "incidents show 1 --lang xx", "incidents ack 1 --person x --answer maybe", "incidents severity 1 --to V --reason x", "report --unit /x --plan y --title z --severity V", "drill --report x", "demo --x"]:
    def wrong(words=words):
        server = Server(Tree(), start=False)
        try:
            done = command(*words.split(" "), cwd=server.folder, env={"TOCSIN_TOKEN": "tcs_x", "TOCSIN_URL": "http://127.0.0.1:1"})
            must(done.returncode == 2 and done.err.startswith("tocsin: ") and "Fatal" not in done.all, words, "exit 2, one complaint", (done.returncode, done.all))
        finally:
            server.close()
    item.add(f"the command `tocsin {words}`", "wrong use: exit 2, nothing done", wrong)
