"""S19: whatever is changed in the record, `audit verify` finds it."""
import shutil
import sqlite3
import hashlib

from harness import Item, must
from server import Folder, Server, Tree, command


class World:
    """A record of several incidents, of which each case changes a copy."""

    def __init__(self):
        server = Server(Tree({"ann": "{log: ann}", "bob": "{log: bob}"}))
        for title in ("one", "two", "three"):
            number = server.report(title)
            token = server.token_of("ann", number)
            server.press(token, "answer=accept&note=kept&mark=" + server.mark(token))
            server.send("POST", f"/v1/incidents/{number}/stand-down", "admin", body={"reason": "over"})
        server.settle()
        server.stop()
        self.folder = Folder()
        self.kept = self.folder.path / "kept"
        shutil.copytree(server.data, self.kept)
        self.count = sqlite3.connect(self.kept / "tocsin.db").execute("SELECT count(*) FROM record").fetchone()[0]
        server.close()
        self.copies = 0

    def verify(self, change, sent):
        self.copies += 1
        copy = self.folder.path / f"copy{self.copies}"
        shutil.copytree(self.kept, copy)
        base = sqlite3.connect(copy / "tocsin.db", isolation_level=None)
        try:
            if change:
                change(base, self.count)
        finally:
            base.close()
        done = command("audit", "verify", "--data", copy)
        shutil.rmtree(copy)
        return done

    def found(self, change, sent):
        done = self.verify(change, sent)
        must(done.returncode == 1 and "Fatal" not in done.all and ("tampered" in done.all or "damaged" in done.all or "cannot" in done.all), sent, "exit 1, and what is wrong", (done.returncode, done.all))

    def close(self):
        self.folder.close()


item = Item("S19", World, parallel=2)


@item.case("the record as it was", "it holds: the cases below can fail")
def _(world):
    done = world.verify(None, "")
    must(done.returncode == 0 and str(world.count) in done.out, "no change", "exit 0", done.all)


def at(base, where, count):
    return {"first": 1, "middle": count // 2, "last": count}[where]


def edited(base, position, body=None, hash=None):
    old = base.execute("SELECT body, hash FROM record WHERE position = ?", (position,)).fetchone()
    base.execute("UPDATE record SET body = ?, hash = ? WHERE position = ?", (body(old[0]) if body else old[0], hash(old[1]) if hash else old[1], position))


def flipped(data, byte, bit):
    byte %= len(data)
    return data[:byte] + bytes([data[byte] ^ 1 << bit]) + data[byte + 1:]


CHANGES = {}
for where in ("first", "middle", "last"):
    for bit in range(8):
        CHANGES[f"bit {bit} of a byte in the {where} entry"] = lambda b, n, w=where, i=bit: edited(b, at(b, w, n), body=lambda d: flipped(d, 11 + 7 * i, i))
    for byte, name in [(0, "first"), (-1, "last")]:
        CHANGES[f"the {name} byte of the {where} entry"] = lambda b, n, w=where, y=byte: edited(b, at(b, w, n), body=lambda d: flipped(d, y, 0))
        CHANGES[f"the {name} byte of the {where} hash"] = lambda b, n, w=where, y=byte: edited(b, at(b, w, n), hash=lambda d: flipped(d, y, 0))
    CHANGES[f"the incident beside the {where} entry"] = lambda b, n, w=where: b.execute("UPDATE record SET incident = incident + 1 WHERE position = ?", (at(b, w, n),))
    CHANGES[f"the time beside the {where} entry"] = lambda b, n, w=where: b.execute("UPDATE record SET at = at + 1 WHERE position = ?", (at(b, w, n),))
    if where != "last":
        CHANGES[f"the {where} entry removed"] = lambda b, n, w=where: b.execute("DELETE FROM record WHERE position = ?", (at(b, w, n),))
        CHANGES[f"the {where} entry removed and the rest moved up"] = lambda b, n, w=where: (b.execute("DELETE FROM record WHERE position = ?", (at(b, w, n),)),
                                                                                            b.execute("UPDATE record SET position = -position WHERE position > ?", (at(b, w, n),)),
                                                                                            b.execute("UPDATE record SET position = -position - 1 WHERE position < 0"))


def swapped(columns):
    def change(base, count):
        one, two = count // 2, count // 2 + 1
        rows = [base.execute(f"SELECT {columns} FROM record WHERE position = ?", (p,)).fetchone() for p in (one, two)]
        names = [c.strip() for c in columns.split(",")]
        for position, row in zip((two, one), rows):
            base.execute(f"UPDATE record SET {', '.join(c + ' = ?' for c in names)} WHERE position = ?", (*row, position))
    return change


def said(old, new):
    def change(base, count):
        position = base.execute("SELECT position FROM record WHERE instr(body, ?) ORDER BY position LIMIT 1", (old,)).fetchone()
        assert position, f"no entry holds {old}"
        edited(base, position[0], body=lambda d: d.replace(old, new, 1))
    return change


def resealed(base, count):
    """One entry changed, with a hash that fits it, but not the entries after it."""
    position = count // 2
    previous = base.execute("SELECT hash FROM record WHERE position = ?", (position - 1,)).fetchone()[0]
    body = base.execute("SELECT body FROM record WHERE position = ?", (position,)).fetchone()[0]
    body = flipped(body, -3, 0)
    edited(base, position, body=lambda _: body, hash=lambda _: hashlib.sha256(b"\0" + previous + body).digest())


def inserted(base, count):
    position = count // 2
    base.execute("UPDATE record SET position = -position WHERE position > ?", (position,))
    base.execute("UPDATE record SET position = -position + 1 WHERE position < 0")
    base.execute("INSERT INTO record SELECT position + 1, incident, at, body, hash FROM record WHERE position = ?", (position,))


CHANGES |= {
    "two entries swapped": swapped("incident, at, body, hash"), "two bodies swapped": swapped("body"), "two hashes swapped": swapped("hash"), "two times swapped with their bodies": swapped("at, body"),
    "an entry changed and given a hash that fits": resealed, "an entry put in twice": inserted,
    "an entry added at the end without a hash": lambda b, n: b.execute("INSERT INTO record SELECT position + 1, incident, at, body, zeroblob(32) FROM record WHERE position = ?", (n,)),
    "an entry added after a gap": lambda b, n: b.execute("INSERT INTO record SELECT position + 2, incident, at, body, hash FROM record WHERE position = ?", (n,)),
    "an entry put before the first": lambda b, n: b.execute("INSERT INTO record SELECT 0, incident, at, body, hash FROM record WHERE position = 1"),
    "all positions moved by one": lambda b, n: (b.execute("UPDATE record SET position = -position"), b.execute("UPDATE record SET position = -position + 1")),
    "an empty body": lambda b, n: edited(b, n // 2, body=lambda _: b""), "a body that is no JSON": lambda b, n: edited(b, n // 2, body=lambda _: b"{"), "a space in a body": lambda b, n: edited(b, n // 2, body=lambda d: d.replace(b",", b", ", 1)),
    "a hash of 31 bytes": lambda b, n: edited(b, n // 2, hash=lambda d: d[:31]), "a hash of 33 bytes": lambda b, n: edited(b, n // 2, hash=lambda d: d + b"\0"), "an empty hash": lambda b, n: edited(b, n // 2, hash=lambda _: b""), "all hashes zero": lambda b, n: b.execute("UPDATE record SET hash = zeroblob(32)"),
    "the body of another entry": lambda b, n: b.execute("UPDATE record SET body = (SELECT body FROM record WHERE position = 1) WHERE position = ?", (n,)),
    "who answered": said(b"ann", b"bob"), "a note": said(b"kept", b"lost"), "a title": said(b"two", b"2wo"), "the person in an actor": said(b"person:ann", b"person:bob"), "a reason": said(b"over", b"else"),
}
for name, change in CHANGES.items():
    item.add(f"{name if name.startswith(('bit', 'the', 'two', 'an', 'all', 'a ')) else name} changed" if not any(w in name for w in ("removed", "swapped", "added", "put", "moved", "given")) else name, "found: exit 1, with what is wrong",
             lambda world, c=change, n=name: world.found(c, n))


@item.case("an entry changed while the server runs", "found by a verify beside it")
def _(world):
    server = Server(Tree({"ann": "{log: ann}"}))
    try:
        server.report("one")
        server.settle()
        base = sqlite3.connect(server.data / "tocsin.db", isolation_level=None, timeout=20)
        edited(base, 1, body=lambda d: flipped(d, 20, 1))
        base.close()
        done = command("audit", "verify", "--data", server.data)
        must(done.returncode == 1 and "tampered" in done.all, "entry 1 changed under a running server", "exit 1", done.all)
    finally:
        server.close()


for name, spoil in [("cut to half", lambda p: p.write_bytes(p.read_bytes()[:p.stat().st_size // 2])), ("filled with noise", lambda p: p.write_bytes(bytes(range(256)) * 400)), ("emptied", lambda p: p.write_bytes(b"")), ("of another program", lambda p: (p.unlink(), sqlite3.connect(p).execute("CREATE TABLE x (y)").connection.commit()))]:
    def spoiled(world, spoil=spoil, name=name):
        world.copies += 1
        copy = world.folder.path / f"spoiled{world.copies}"
        shutil.copytree(world.kept, copy)
        for extra in ("tocsin.db-wal", "tocsin.db-shm"):
            (copy / extra).unlink(missing_ok=True)
        spoil(copy / "tocsin.db")
        done = command("audit", "verify", "--data", copy)
        shutil.rmtree(copy)
        must(done.returncode == 1 and "Fatal" not in done.all and done.err.startswith("tocsin: "), name, "exit 1, a complaint", (done.returncode, done.all))
    item.add(f"a database {name}", "found: exit 1, with a complaint, no crash", spoiled)
