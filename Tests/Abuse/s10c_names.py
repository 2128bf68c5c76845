"""S10, names that lead elsewhere: rebinding, several addresses, hosts files. Needs a mount namespace and port 53."""
import socket
import subprocess

import sinks
from harness import Item, NotRun, must
from server import Folder, Server, Tree

RESOLVER = "127.66.66.53"


class World:
    def __init__(self):
        self.folder = Folder()
        self.folder.write("resolv.conf", f"nameserver {RESOLVER}\noptions timeout:1 attempts:1\n")
        self.folder.write("hosts", "127.0.0.1 localhost evil-hosts.test\n::1 evil-hosts.test\n")
        self.folder.write("nsswitch.conf", "hosts: files dns\n")
        binds = "".join(f"mount --bind {self.folder.path}/{n} /etc/{n} && " for n in ("resolv.conf", "hosts", "nsswitch.conf"))
        self.prefix = ["unshare", "-m", "sh", "-c", binds + 'exec "$@"', "sh"]
        self.problem = None
        self.answers = {}
        try:
            subprocess.run([*self.prefix, "true"], check=True, capture_output=True)
            self.names = sinks.NameServer(RESOLVER, lambda name, count: self.answers.get(name, lambda c: [])(count))
        except (OSError, subprocess.CalledProcessError) as why:
            self.problem, self.names = f"no namespace or no port 53: {why}", None

    def close(self):
        if self.names:
            self.names.close()
        self.folder.close()


item = Item("S10", World)


def named(title, addresses, expected="blocked address", reports=1, allow=(), name=None, reached=0):
    """Reports to a name that leads to these addresses; `{good}` listens on 127.8.0.1, the listener on every other address."""
    def run(world):
        if world.problem:
            raise NotRun(world.problem)
        host = name or title.replace(" ", "-").replace(",", "").lower() + ".test"
        world.answers[host] = addresses
        listener = sinks.Listener()
        server = Server(Tree({"ann": "{webhook: {env: URL}}"}), env={"URL": f"http://{host}:{listener.port}/x"}, prefix=world.prefix,
                        flags=[f for a in allow for f in ("--allow-address", a)])
        try:
            for _ in range(reports):
                number = server.report()
                found = server.happenings(number, "message_failed", "message_accepted", "message_retrying", wait=20)
            must(name or world.names.asked.get((host, 1)), host, "the name was asked for", world.names.asked)
            words = found[0]["details"] if found else "nothing"
            must(expected in str(words), host, f'the last outcome says "{expected}"', words)
            must(listener.connections == reached, host, f"{reached} connections", listener.received)
        finally:
            server.close()
            listener.close()
    item.add(f"a name that leads to {title}", f'"{expected}", {reached} connections', run)


named("loopback", lambda count: ["127.0.0.1"])
named("loopback over IPv6", lambda count: ["::1"])
named("the metadata service", lambda count: ["169.254.169.254"])
named("a private network", lambda count: ["10.0.0.1"])
named("a mapped address", lambda count: ["::ffff:127.0.0.1"])
named("several forbidden addresses", lambda count: ["127.0.0.1", "127.0.0.2", "::1", "0.0.0.0"])
named("no address", lambda count: [], expected="could not be found")
named("loopback by the hosts file", lambda count: [], name="evil-hosts.test")

@item.case("a name that leads to an allowed address, and a moment later to loopback", '"blocked address" after it was bound anew')
def _(world):
    if world.problem:
        raise NotRun(world.problem)
    rebound(world, "rebound.test", lambda count: ["127.8.0.1"] if count == 1 else ["127.0.0.1"])


@item.case("a name that leads to an allowed address, and a moment later to loopback over IPv6", '"blocked address" after it was bound anew')
def _(world):
    if world.problem:
        raise NotRun(world.problem)
    rebound(world, "rebound6.test", lambda count: ["127.8.0.1"] if count == 1 else ["::1"])


def rebound(world, host, addresses):
    """The first start reaches the allowed address; after a restart, which forgets names, the second look-up says loopback."""
    world.answers[host] = addresses
    listener = sinks.Listener()
    server = Server(Tree({"ann": "{webhook: {env: URL}}"}), env={"URL": f"http://{host}:{listener.port}/x"}, prefix=world.prefix,
                    flags=["--allow-address", "127.8.0.0/16"])
    try:
        first = server.happenings(server.report(), "message_accepted", "message_failed", wait=20)
        must(first and first[0]["what"] == "message_accepted", host, "the first message arrives: the case can fail", first)
        server.stop()
        server.start()
        second = server.happenings(server.report(), "message_accepted", "message_failed", "message_retrying", wait=20)
        must(second and "blocked address" in str(second[0]["details"]) and listener.connections == 1, host, '"blocked address"',
             (second, listener.connections))
    finally:
        server.close()
        listener.close()


@item.case("a name with an allowed address that refuses and loopback beside it", "no connection to loopback")
def _(world):
    if world.problem:
        raise NotRun(world.problem)
    world.answers["mixed.test"] = lambda count: ["127.8.0.1", "127.0.0.1"]
    there = socket.socket()
    there.bind(("127.0.0.1", 0))   # bound on loopback alone: 127.8.0.1 refuses at the same port
    there.listen(8)
    there.settimeout(0.1)
    server = Server(Tree({"ann": "{webhook: {env: URL}}"}), env={"URL": f"http://mixed.test:{there.getsockname()[1]}/x"},
                    prefix=world.prefix, flags=["--allow-address", "127.8.0.0/16"])
    try:
        found = server.happenings(server.report(), "message_accepted", "message_failed", "message_retrying", wait=20)
        try:
            reached = there.accept()
        except TimeoutError:
            reached = None
        must(reached is None and found and found[0]["what"] != "message_accepted", "mixed.test", "no connection", (reached, found))
    finally:
        server.close()
        there.close()
