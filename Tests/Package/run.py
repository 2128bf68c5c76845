#!/usr/bin/env python3
"""Installs, starts, upgrades, removes and purges the package in a bare Debian 12, as its users do.

usage: run.py --old OLD.deb --new NEW.deb [--root FOLDER]

The bare Debian is made with debootstrap and kept for the next time (FOLDER.base). Its PID 1 is no systemd, so the server is started by
the unit's own ExecStart, as the unit's user, with the unit's environment; maintainer scripts see no systemd. Needs root.
"""
import argparse
import ctypes
import glob
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request

SUITE = "bookworm"
WITHIN = 25  # seconds until the next is asked
CLONE_NEWNS, CLONE_NEWNET = 0x20000, 0x40000000
passed = 0


def unshare(what):
    if ctypes.CDLL(None, use_errno=True).unshare(what):
        sys.exit("unshare: %s" % os.strerror(ctypes.get_errno()))


def check(what, right, detail=""):
    global passed
    if not right:
        sys.exit("FAILED: %s\n%s" % (what, detail))
    passed += 1
    print("ok: %s" % what, flush=True)


def shell(command, **more):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)


def mirror():
    """Where this machine gets its packages."""
    for path in glob.glob("/etc/apt/sources.list.d/*.sources") + glob.glob("/etc/apt/sources.list.d/*.list") + ["/etc/apt/sources.list"]:
        if os.path.exists(path):
            with open(path) as lines:
                for line in lines:
                    found = re.match(r"(?:URIs:|deb)\s.*?(https?://\S*debian/?)(?:\s|$)", line)
                    if found and "security" not in found[1]:
                        return found[1]
    return "http://deb.debian.org/debian"


class Machine:
    """A bare Debian in a folder; what runs there has loopback alone once `alone` is called."""

    def __init__(self, root, base):
        self.root, self.base = root, base
        self.environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
        for name in ("http_proxy", "https_proxy", "no_proxy"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def make(self):
        base = self.base
        if not os.path.exists(base + "/made"):
            shutil.rmtree(base, ignore_errors=True)
            start = time.time()
            done = shell(["debootstrap", "--variant=minbase", SUITE, base, mirror()])
            if done.returncode:
                sys.exit("debootstrap: %s" % done.stdout[-2000:])
            open(base + "/made", "w").close()
            print("made a bare Debian in %d s" % (time.time() - start), flush=True)
        for name in ("proc", "dev"):
            if os.path.ismount("%s/%s" % (self.root, name)):
                sys.exit("%s/%s is still mounted" % (self.root, name))
        shutil.rmtree(self.root, ignore_errors=True)
        subprocess.run(["cp", "-a", base, self.root], check=True)
        for path in glob.glob("/etc/apt/apt.conf.d/*artifact*") + glob.glob("/etc/apt/apt.conf.d/*proxy*"):
            shutil.copy(path, self.root + "/etc/apt/apt.conf.d/")
        for folder in ("/etc/resolv.conf", "/etc/hosts"):
            shutil.copy(folder, self.root + folder)
        subprocess.run(["mount", "-t", "proc", "proc", self.root + "/proc"], check=True)
        subprocess.run(["mount", "--rbind", "/dev", self.root + "/dev"], check=True)

    def run(self, *command, user=None, code=0, more=None, text=None):
        """Runs a command in there; its output."""
        words = ["chroot", self.root] + (["setpriv", "--reuid", user, "--regid", user, "--init-groups"] if user else []) + list(command)
        done = shell(words, env=dict(self.environment, **(more or {})), input=text)
        if code is not None and done.returncode != code:
            sys.exit("FAILED: %s: exit %d\n%s" % (" ".join(command), done.returncode, done.stdout))
        return done.stdout

    def path(self, name):
        return self.root + name

    def read(self, name):
        with open(self.root + name, encoding="utf-8") as file:
            return file.read()

    def write(self, name, text):
        with open(self.root + name, "w", encoding="utf-8") as file:
            file.write(text)


class Unit:
    """What the installed unit says."""

    def __init__(self, machine):
        self.machine = machine
        self.lines = {}
        for line in machine.read("/lib/systemd/system/tocsin.service").splitlines():
            name, mark, value = line.partition("=")
            if mark and not line.startswith("#"):
                self.lines.setdefault(name, []).append(value)

    def one(self, name):
        return self.lines[name][0]

    def start(self):
        variables = dict(self.machine.environment)
        for file in self.lines.get("EnvironmentFile", []):
            path = self.machine.path(file.lstrip("-"))
            for line in open(path) if os.path.exists(path) else []:
                if "=" in line and not line.startswith("#"):
                    name, _, value = line.strip().partition("=")
                    variables[name] = value
        script = "umask %s; cd %s; exec %s" % (self.one("UMask"), self.one("WorkingDirectory"), self.one("ExecStart"))
        log = open(self.machine.path("/tmp/tocsin.log"), "a")
        words = ["chroot", self.machine.root, "setpriv", "--reuid", self.one("User"), "--regid", self.one("Group"), "--init-groups",
                 "--no-new-privs", "--bounding-set=-all", "/bin/sh", "-c", script]
        self.process = subprocess.Popen(words, env=variables, stdout=log, stderr=log)
        for _ in range(600):
            if self.process.poll() is not None:
                sys.exit("FAILED: the server ended\n" + self.machine.read("/tmp/tocsin.log"))
            try:
                if urllib.request.urlopen("http://127.0.0.1:8080/health/ready", timeout=2).status == 200:
                    return
            except OSError:
                time.sleep(0.1)
        sys.exit("FAILED: the server is not ready\n" + self.machine.read("/tmp/tocsin.log"))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(40)
        check("the server ends by SIGTERM with 0", code == 0, self.machine.read("/tmp/tocsin.log")[-2000:])


def alone():
    """From here on this process and those that it starts have loopback alone: no port of the machine is in the way."""
    unshare(CLONE_NEWNET)
    subprocess.run([sys.executable, "-c", """
import fcntl, socket, struct
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
fcntl.ioctl(s, 0x8914, struct.pack('16sh14x', b'lo', 0x1 | 0x40))  # SIOCSIFFLAGS: up and running
"""], check=True)


def messages(machine, name):
    path = machine.path("/var/lib/tocsin/data/log/%s.jsonl" % name)
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def message(machine, name, title, seconds=40):
    """The alert of that title in a log, and when it was seen."""
    end = time.time() + seconds
    while time.time() < end:
        for found in messages(machine, name):
            if title in json.dumps(found, ensure_ascii=False):
                return found, time.time()
        time.sleep(0.05)
    sys.exit("FAILED: no message about %s in %s\n%s" % (title, name, machine.read("/tmp/tocsin.log")[-3000:]))


def answer(link):
    """Presses the first button of the page that a link leads to."""
    page = urllib.request.urlopen(link, timeout=10).read().decode()
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    button = re.search(r'<button[^>]*name="([^"]+)"[^>]*value="([^"]+)"', page)
    check("the page of the link has a button", button is not None, page[:2000])
    fields[button[1]] = button[2]
    body = urllib.parse.urlencode(fields).encode()
    request = urllib.request.Request(link, body, {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"})
    return urllib.request.urlopen(request, timeout=10).read().decode()


def mode(machine, name):
    found = os.stat(machine.path(name))
    owner = machine.run("stat", "-c", "%U:%G", name).strip()
    return "%o %s" % (found.st_mode & 0o7777, owner)


def install(machine, package):
    shutil.copy(package, machine.path("/tmp/tocsin.deb"))
    return machine.run("apt-get", "install", "--yes", "--no-install-recommends", "/tmp/tocsin.deb")


def places(machine):
    for name, wanted in [
        ("/var/lib/tocsin", "755 tocsin:tocsin"), ("/var/lib/tocsin/data", "700 tocsin:tocsin"), ("/var/lib/tocsin/tree", "2770 tocsin:tocsin"),
        ("/var/lib/tocsin/templates", "2775 tocsin:tocsin"), ("/etc/tocsin/settings.yaml", "644 root:root"),
        ("/etc/tocsin/environment", "640 root:tocsin"), ("/usr/bin/tocsin", "755 root:root"),
    ]:
        check("%s is %s" % (name, wanted), mode(machine, name) == wanted, mode(machine, name))
    conffiles = machine.run("dpkg-query", "-W", "-f", "${Conffiles}", "tocsin")
    check("no example is a conffile", sorted(re.findall(r"^ (\S+)", conffiles, re.M)) == ["/etc/logrotate.d/tocsin", "/etc/tocsin/settings.yaml"], conffiles)
    for name in ("/usr/share/man/man1/tocsin.1.gz", "/usr/share/bash-completion/completions/tocsin", "/usr/share/zsh/vendor-completions/_tocsin",
                 "/usr/share/fish/vendor_completions.d/tocsin.fish", "/usr/share/doc/tocsin/examples/Contacts/riverside-town/unit.yaml",
                 "/usr/share/tocsin/templates/messages/alert.en.mustache", "/usr/share/doc/tocsin/docs/operating.md"):
        check("%s is there" % name, os.path.exists(machine.path(name)))
    check("a sound example", "no fault" in machine.run("tocsin", "check", "--contacts", "/usr/share/doc/tocsin/examples/Contacts"))


def first_run(machine):
    before = machine.run("tocsin", "check", code=1)
    check("without a tree the check says what to do", "/var/lib/tocsin/tree" in before, before)
    said = machine.run("tocsin", "init", "--unit", "Harbour Office", "--zone", "Europe/London", "--language", "en")
    check("init says what is next", "/var/lib/tocsin/tree/harbour-office/unit.yaml" in said and "What to do next" in said, said)
    check("what init made is the service's", mode(machine, "/var/lib/tocsin/tree/harbour-office/unit.yaml") == "660 tocsin:tocsin")
    check("the token is the service's alone", mode(machine, "/var/lib/tocsin/data/admin.token") == "600 tocsin:tocsin")
    again = machine.run("tocsin", "init", "--unit", "X", "--zone", "UTC", "--language", "en", code=1)
    check("a second init is refused", "already" in again, again)
    unit = "/var/lib/tocsin/tree/harbour-office/unit.yaml"
    machine.write(unit, machine.read(unit) + "  leaders:\n    members: [kim-osei]\n")
    machine.write(unit, machine.read(unit).replace("people:\n", "people:\n  kim-osei: {name: Kim Osei, addresses: [{log: leaders}]}\n", 1))
    plan = "/var/lib/tocsin/tree/harbour-office/plans/incident.yaml"
    machine.write(plan, machine.read(plan).replace("within: 10m}", "within: %ds}\n      - {ask: [leaders], within: 10m}" % WITHIN))
    found = machine.run("tocsin", "check")
    check("the edited tree checks", "no fault: 1 unit, 2 people, 1 plan" in found, found)


def report(machine, title):
    said = machine.run("tocsin", "report", "--unit", "/harbour-office", "--plan", "incident", "--title", title)
    return time.time(), said


def work(machine):
    report(machine, "Water over the quay")
    first, _ = message(machine, "duty", "Water over the quay")
    answer(first["link"])
    shown = machine.run("tocsin", "incidents", "show", "1")
    for user in (None, "tocsin"):
        listed = machine.run("tocsin", "incidents", "list", user=user)
        check("the commands of %s find server and token" % (user or "root"), "Water over the quay" in listed, listed)
    check("an answer from the link is on record", "took it" in shown or "handling it" in shown, shown)
    own = "/var/lib/tocsin/templates/messages/alert.en.mustache"
    os.makedirs(os.path.dirname(machine.path(own)), exist_ok=True)
    machine.write(own, "{{>head}} OWN {{title}}\n\n{{>drill}}\n{{link}}\n")
    listed = machine.run("tocsin", "check")
    check("the check names the own template", own + " is used instead of /usr/share/tocsin/templates" in listed, listed)
    machine.run("tocsin", "reload", user="tocsin")


def upgrade(machine, unit, new):
    """With an open incident: the next is asked on time, by the new server."""
    machine.write("/etc/tocsin/settings.yaml", machine.read("/etc/tocsin/settings.yaml") + "log-level: info\n")
    begun, _ = report(machine, "Fire in the shed")
    first, _ = message(machine, "duty", "Fire in the shed")
    check("the own template is sent", "OWN" in json.dumps(first), json.dumps(first))
    before = machine.run("dpkg-query", "-W", "-f", "${Version}", "tocsin")
    start = time.time()
    shutil.copy(new, machine.path("/tmp/tocsin.deb"))
    # As dpkg does with the configuration that an administrator changed when nobody is there to answer.
    machine.run("dpkg", "--force-confdef", "--force-confold", "--install", "/tmp/tocsin.deb")
    unit.stop()
    after = machine.run("dpkg-query", "-W", "-f", "${Version}", "tocsin")
    check("%s was upgraded to %s" % (before, after), subprocess.run(["dpkg", "--compare-versions", after, "gt", before]).returncode == 0)
    check("the settings that somebody changed are kept", "log-level: info" in machine.read("/etc/tocsin/settings.yaml"))
    unit = Unit(machine)
    unit.start()
    print("upgraded and started in %.1f s" % (time.time() - start), flush=True)
    _, told = message(machine, "leaders", "Fire in the shed", WITHIN + 20)
    late = told - begun - WITHIN
    check("the next was asked on time (%.1f s after it was due)" % late, -1 <= late <= 4)
    answer(next(m for m in messages(machine, "leaders") if "Fire in the shed" in json.dumps(m))["link"])
    machine.run("tocsin", "incidents", "show", "1")
    machine.run("tocsin", "audit", "verify")
    return unit


def rotation(machine):
    """The package's rules of logrotate, by this machine's logrotate."""
    rules = machine.read("/etc/logrotate.d/tocsin").replace("/var/lib/tocsin", machine.path("/var/lib/tocsin"))
    check("the unit's logs are named", "/data/log/*.jsonl" in rules)
    machine.write("/tmp/logrotate.conf", rules.replace("su tocsin tocsin", "su %s %s" % tuple(machine.run("sh", "-c", "id -u tocsin; id -g tocsin").split())))
    done = shell(["logrotate", "--force", "--state", machine.path("/tmp/logrotate.state"), machine.path("/tmp/logrotate.conf")])
    check("logrotate takes the rules", done.returncode == 0 and "error" not in done.stdout, done.stdout)
    check("the logs were rotated", os.path.exists(machine.path("/var/lib/tocsin/data/log/duty.jsonl.1")))
    report(machine, "After the rotation")
    message(machine, "duty", "After the rotation")
    machine.run("tocsin", "audit", "verify")


def end(machine, unit):
    unit.stop()
    machine.run("apt-get", "remove", "--yes", "tocsin")
    check("removed, the command is gone", not os.path.exists(machine.path("/usr/bin/tocsin")))
    check("removed, everything else stays", os.path.exists(machine.path("/var/lib/tocsin/data/tocsin.db"))
          and os.path.exists(machine.path("/etc/tocsin/settings.yaml")) and os.path.exists(machine.path("/etc/tocsin/environment")))
    said = machine.run("dpkg", "--purge", "tocsin")
    check("purged unasked, no incident is deleted and that is said", "stay in /var/lib/tocsin" in said
          and os.path.exists(machine.path("/var/lib/tocsin/data/tocsin.db")), said)
    check("purged, the configuration is gone", not os.path.exists(machine.path("/etc/tocsin")))
    machine.run("dpkg", "--install", "/tmp/tocsin.deb")
    unit = Unit(machine)
    unit.start()
    shown = machine.run("tocsin", "incidents", "show", "1")
    check("installed again, the incidents are there", "Water over the quay" in shown, shown)
    unit.stop()
    machine.run("dpkg", "--remove", "tocsin")
    machine.run("debconf-set-selections", text="tocsin tocsin/purge-data boolean true\n")
    machine.run("dpkg", "--purge", "tocsin")
    check("purged with consent, everything is gone", not os.path.exists(machine.path("/var/lib/tocsin")))
    check("and so is the user", "tocsin" not in machine.read("/etc/passwd"))
    elsewhere(machine)


def elsewhere(machine):
    """A purge with consent where the data lie behind a link and the tree is another's, and where the folder is a mount of its own."""
    def installed():
        machine.run("dpkg", "--install", "/tmp/tocsin.deb")
        machine.run("debconf-set-selections", text="tocsin tocsin/purge-data boolean true\n")
        machine.write("/var/lib/tocsin/data/tocsin.db", "incidents")

    installed()
    machine.run("sh", "-c", "mv /var/lib/tocsin/data /srv/tocsin-data && ln -s /srv/tocsin-data /var/lib/tocsin/data && rmdir /var/lib/tocsin/tree"
                " && mkdir /srv/repository && echo kept >/srv/repository/notes && ln -s /srv/repository /var/lib/tocsin/tree")
    said = machine.run("dpkg", "--purge", "tocsin")
    check("incidents behind a link are deleted with the others", not os.path.exists(machine.path("/srv/tocsin-data")), said)
    check("what is another's stays, and is named", machine.read("/srv/repository/notes") == "kept\n" and "/srv/repository, to which" in said, said)
    check("the folder is gone", not os.path.exists(machine.path("/var/lib/tocsin")), said)
    machine.run("mkdir", "/var/lib/tocsin")
    place = machine.path("/var/lib/tocsin")
    subprocess.run(["mount", "-t", "tmpfs", "tocsin", place], check=True)
    try:
        installed()
        said = machine.run("dpkg", "--purge", "tocsin")
        check("a mount of its own is emptied", os.listdir(place) == [], said)
        check("and the user is gone", "tocsin" not in machine.read("/etc/passwd"), said)
    finally:
        subprocess.run(["umount", place], check=True)


class Image:
    """The image that packaging/Containerfile describes, its steps done by hand in a bare Debian; started as packaging/compose.yaml does."""

    def __init__(self, machine, package):
        here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "packaging")
        with open(os.path.join(here, "Containerfile")) as file:
            last = re.sub(r"\\\n", "", re.split(r"^FROM ", file.read(), flags=re.M)[-1])
        self.steps = [line.split(" ", 1) for line in last.splitlines()[1:] if line and not line.startswith("#")]
        with open(os.path.join(here, "compose.yaml")) as file:
            self.probe = re.search(r"- -c\n\s+- >-\n\s+(.*)\n", file.read())[1]
        self.machine = machine
        self.variables = {}
        known = {"COPY", "RUN", "USER", "WORKDIR", "VOLUME", "EXPOSE", "ENV", "STOPSIGNAL", "ENTRYPOINT", "CMD"}
        check("the image has no step that is not tried here", {word for word, _ in self.steps} <= known, self.steps)
        for word, rest in self.steps:
            if word == "COPY":
                shutil.copy(package, machine.path(rest.split()[-1].rstrip("/") + "/tocsin.deb"))
            elif word == "RUN":
                machine.run("/bin/sh", "-c", rest)
            elif word == "ENV":
                self.variables.update(pair.split("=", 1) for pair in rest.split())
        check("the image has the command", re.fullmatch(r"[0-9.]+\n", machine.run("/usr/bin/tocsin", "--version")) is not None)

    def words(self, name):
        return json.loads(next(rest for word, rest in self.steps if word == name))

    def run(self):
        user = next(rest for word, rest in self.steps if word == "USER")
        variables = dict(self.machine.environment, TOCSIN_PUBLIC_URL="https://tocsin.town.example", **self.variables)
        enter = ["chroot", self.machine.root, "setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--no-new-privs", "--bounding-set=-all"]
        made = shell(enter + self.words("ENTRYPOINT") + ["init", "--unit", "Harbour", "--zone", "Europe/London", "--language", "en"], env=variables)
        check("init makes a tree in the container, and says how the server starts there",
              made.returncode == 0 and "tocsin serve" in made.stdout and "systemctl" not in made.stdout, made.stdout)
        with open(self.machine.path("/tmp/container.log"), "w") as log:
            process = subprocess.Popen(enter + self.words("ENTRYPOINT") + self.words("CMD"), env=variables, stdout=log, stderr=log)
        try:
            for _ in range(300):
                probe = shell(enter + ["bash", "-c", self.probe], env=variables)
                if probe.returncode == 0 or process.poll() is not None:
                    break
                time.sleep(0.1)
            check("the container's server answers its probe", probe.returncode == 0, probe.stdout + self.machine.read("/tmp/container.log"))
            said = shell(enter + ["tocsin", "report", "--unit", "/harbour", "--plan", "incident", "--title", "In a box"], env=variables)
            check("a report is taken in the container", said.returncode == 0, said.stdout)
            message(self.machine, "duty", "In a box")
        finally:
            process.send_signal(signal.SIGTERM)
        check("the container ends by its signal", process.wait(40) == 0, self.machine.read("/tmp/container.log"))
        check("its probe fails then", shell(enter + ["bash", "-c", self.probe], env=variables).returncode != 0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--old", required=True)
    parser.add_argument("--new", required=True)
    parser.add_argument("--root", default="/var/tmp/tocsin-deb-test")
    arguments = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("needs root")
    start = time.time()
    # Its mounts go with this process.
    unshare(CLONE_NEWNS)
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)
    base = arguments.root + ".base"
    machine = Machine(arguments.root, base)
    machine.make()
    machine.run("apt-get", "update", "-qq")
    said = install(machine, arguments.old)
    check("the installation says what to do first", "tocsin init" in said, said[-2000:])
    box = Machine(arguments.root + ".box", base)
    box.make()
    box.run("apt-get", "update", "-qq")
    image = Image(box, arguments.new)
    alone()
    image.run()
    places(machine)
    first_run(machine)
    unit = Unit(machine)
    unit.start()
    try:
        work(machine)
        unit = upgrade(machine, unit, arguments.new)
        rotation(machine)
        end(machine, unit)
    finally:
        if unit.process.poll() is None:
            unit.process.kill()
    print("%d passed, 0 failed, %d s" % (passed, time.time() - start))


main()
