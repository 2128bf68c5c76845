"""S15: no YAML file makes a command hang, swell, or believe what it must not."""
import os
import shutil
import subprocess
import tempfile
import time

import server
from harness import Item, must
from server import TEMPLATES, Folder, Tree

LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(10))
BOMBS = {
    "a billion laughs": LAUGHS, "an anchor": "name: &a x\n", "an alias": "name: *a\n", "an alias to itself": "name: &a [*a]\n", "a merge key": "name: x\n<<: {a: b}\n", "!!binary": "name: !!binary aGVsbG8=\n",
    "!!python/object": "name: !!python/object/apply:os.system ['id']\n", "a tag of its own": "name: !evil x\n", "a tag by %TAG": "%TAG ! tag:evil.test,2026:\n---\nname: !x y\n", "!!set": "name: !!set {a, b}\n", "!!float": "name: !!float 1\n",
    "200 maps in one another": "name: " + "{a: " * 200 + "x" + "}" * 200 + "\n", "20,000 lists in one another": "name: " + "[" * 20_000 + "]" * 20_000 + "\n", "20,000 lists never ended": "name: " + "[" * 20_000,
    "500 indented maps": "".join(" " * i + f"a{i}:\n" for i in range(500)), "a key twice": "name: x\nname: y\n", "a key twice by quotes": "name: x\n\"name\": y\n", "a key twice by escapes": "name: x\n\"n\\x61me\": y\n",
    "a key that is a list": "? [a, b]\n: c\n", "a key that is a map": "{a: b}: c\n", "NUL": "name: x\0y\n", "NUL by escape": "name: \"x\\0y\"\n", "a BOM in the middle": "name: x\n\ufeffb: c\n", "UTF-16": "name: x\n".encode("utf-16"),
    "UTF-32": "name: x\n".encode("utf-32"), "bytes that are no UTF-8": b"name: \xff\xfe\n", "a raw C1 control": "name: x\u009by\n", "two documents": "name: x\n---\nname: y\n", "a document that ends and goes on": "name: x\n...\nname: y\n",
    "%YAML 9.9": "%YAML 9.9\n---\nname: x\n", "an unknown key": "nmae: x\n", "60,000 keys": "".join(f"k{i}: 1\n" for i in range(60_000)), "60,000 list entries": "name: [" + "a," * 60_000 + "]\n", "2 MiB": "name: " + "x" * (2 << 20) + "\n",
    "2 MiB of comments": "# x\n" * (1 << 19), "100 MiB": None, "nothing but a tab": "\t", "tabs as indentation": "name:\n\tx: y\n", "an empty file": "", "a list": "- a\n- b\n", "a text": "just text\n",
    "a number for a name": "name: [1]\n", "an alias in a key": "*a : b\n", "100,000 quotation marks": "name: " + '"' * 100_000 + "\n", "a text that never ends": "name: \"" + "x" * 100_000, "a block of 900,000 bytes": "name: |\n" + "  x\n" * 220_000,
    "100,000 question marks": "? " * 100_000, "100,000 hyphens": "- " * 100_000, "100,000 colons": ": " * 100_000, "no in the clear": "name: no\nlanguage: yes\n",
}


def measured(*arguments, env=None):
    """Runs the command; its exit code, words, seconds and greatest memory in KiB."""
    with tempfile.TemporaryFile() as out:
        start = time.monotonic()
        process = subprocess.Popen([server.TOCSIN, *map(str, arguments)], stdout=out, stderr=subprocess.STDOUT, env=server.environment(env))
        timer = __import__("threading").Timer(60, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        return process.returncode, out.read(200_000).decode("utf-8", "replace"), time.monotonic() - start, usage.ru_maxrss


class World:
    def __init__(self):
        self.tree, self.folder = Tree(), Folder()
        shutil.copytree(TEMPLATES, self.folder.path / "Templates")
        code, words, _, self.usual = self.check()
        must(code == 0, "the tree as it should be", "accepted: the cases can fail", words)

    def check(self):
        return measured("check", "--contacts", self.tree.contacts, "--templates", self.folder.path / "Templates")

    def close(self):
        self.tree.close()
        self.folder.close()


item = Item("S15", World)
PLACES = {"a unit": "Contacts/yard/unit.yaml", "a plan": "Contacts/yard/plans/storm.yaml", "a preset": "Templates/webhooks/generic.yaml", "the settings": "settings.yaml"}
# Every bomb in a unit's file; those that a parser builds into something in each of the others too.
EVERYWHERE = ["a billion laughs", "an alias to itself", "a merge key", "!!binary", "!!python/object", "20,000 lists in one another", "a key twice", "NUL", "UTF-16", "two documents", "an unknown key", "60,000 keys", "2 MiB", "100 MiB", "a list"]
for name, text in BOMBS.items():
    for place, file in PLACES.items():
        if place != "a unit" and name not in EVERYWHERE:
            continue

        def bomb(world, name=name, text=text, place=place, file=file):
            root = world.folder.path if place == "a preset" else world.tree.path
            path = root / file
            before = path.read_bytes() if path.exists() else None
            try:
                with open(path, "wb") as f:
                    if text is None:
                        f.write(b"name: x\n")
                        f.truncate(100 << 20)
                    else:
                        f.write(text.encode() if isinstance(text, str) else text)
                code, words, seconds, memory = measured("token", "list", "--settings", path) if place == "the settings" else world.check()
            finally:
                path.unlink()
                if before is not None:
                    path.write_bytes(before)
            must(code in (1, 2) and "Fatal" not in words and path.name in words, f"{name} in {place}", "refused, with the file's name", (code, words[:600]))
            must(seconds < 10 and memory < world.usual + (50 << 10), f"{name} in {place}", "within 10 s (a debug build on a busy machine) and 50 MiB more than usual",
                 f"{seconds:.1f} s, {memory - world.usual} KiB more")
        item.add(f"{name} in {place}", "refused, with the file's name; no hang, less than 50 MiB more than usual", bomb)
