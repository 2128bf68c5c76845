#!/usr/bin/env python3
"""Opens real answer links in Chromium on a phone-sized window, without JavaScript, and answers.

For each language: the page needs no horizontal scrolling, its main button lies within reach of a thumb and is large
enough, pressing it answers and the page then says so; a second person is told who was first; opening the page many
times changes nothing. Screenshots go into a folder for people to look at.

  answer.py --tocsin .build/debug/tocsin [--shots DIR]

Needs Python's standard library and Debian's chromium and chromium-driver. Everything runs on loopback, in a temporary
folder, and is ended by pid.
"""
import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

sys.dont_write_bytecode = True
from webdriver import Driver, Phone  # noqa: E402

REPOSITORY = Path(__file__).resolve().parents[2]
LONG = "Ein Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnungsstreit https://example.org/" + "a" * 90

# Who answers first, who second, and what their pages say.
PEOPLE = {
    "zh-Hans": ("chen-wei", "mei-ling"),
    "zh-Hant": ("mei-ling", "grace-okoro"),
    "en": ("grace-okoro", "chen-wei"),
}
NAMES = {
    "zh-Hans": {"chen-wei": "陈伟", "mei-ling": "黄美玲", "grace-okoro": "Grace Okoro"},
    "zh-Hant": {"chen-wei": "陳偉", "mei-ling": "黃美玲", "grace-okoro": "Grace Okoro"},
    "en": {"chen-wei": "Chen Wei", "mei-ling": "Huang Mei-ling", "grace-okoro": "Grace Okoro"},
}
LANGUAGES = {"chen-wei": "zh-Hans", "mei-ling": "zh-Hant", "grace-okoro": "en"}
TAKE = {"en": "I take it", "zh-Hans": "我来处置", "zh-Hant": "我來處理"}
TOOK = {"en": "You are handling this now.", "zh-Hans": "现由您负责处置", "zh-Hant": "現由您負責處理"}
FIRST = {"en": "took it at", "zh-Hans": "负责处置，您是第", "zh-Hant": "負責處理，您是第"}
TITLES = {
    "en": "About 25 people at counter 3 ask for the manager",
    "zh-Hans": "3号窗口约25人聚集，要求见负责人",
    "zh-Hant": "3號櫃檯約25人聚集，要求見負責人",
}

passed, failed = 0, 0


def check(holds, what):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print("FAILED:", what)


class Server:
    """A server on the repository's example, where three people of three languages are on duty."""

    def __init__(self, binary, folder):
        self.binary, self.folder, self.data = binary, folder, folder / "data"
        shutil.copytree(REPOSITORY / "Contacts", folder / "Contacts")
        unit = folder / "Contacts" / "riverside-town" / "service-centre" / "unit.yaml"
        seats = "    seats:\n      - {role: {en: counter manager, zh-Hans: 窗口负责人, zh-Hant: 櫃檯主管}, holder: chen-wei, deputies: [mei-ling]}\n"
        text = unit.read_text(encoding="utf-8")
        assert seats in text
        unit.write_text(text.replace(seats, "    members: [chen-wei, mei-ling, grace-okoro]\n"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.token = subprocess.run([binary, "token", "create", "--role", "admin", "--name", "browser", "--data", str(self.data)],
                                    capture_output=True, text=True, check=True).stdout.strip()
        log = open(folder / "server.log", "ab")
        self.process = subprocess.Popen(
            [binary, "serve", "--contacts", str(folder / "Contacts"), "--templates", str(REPOSITORY / "Templates"), "--data",
             str(self.data), "--listen", f"127.0.0.1:{self.port}", "--public-url", self.url],
            stdout=log, stderr=log, stdin=subprocess.DEVNULL, env={**os.environ, "TOCSIN_ALLOW_ROOT": "true"})

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(self.url + path, data, headers, method=method), timeout=10) as answer:
            return json.load(answer)

    def wait_until_ready(self):
        self.wait(lambda: self.is_ready(), "ready server")

    def is_ready(self):
        if self.process.poll() is not None:
            raise SystemExit(f"FAILED: the server ended: {(self.folder / 'server.log').read_text()}")
        try:
            return urllib.request.urlopen(self.url + "/health/ready", timeout=1).status == 200
        except OSError:
            return False

    def wait(self, look, what):
        end = time.monotonic() + 30
        while time.monotonic() < end:
            if found := look():
                return found
            time.sleep(0.05)
        raise SystemExit(f"FAILED: no {what}")

    def report(self, title, **more):
        body = {"unit": "/riverside-town/service-centre", "plan": "public-gathering", "title": title,
                "place": "Service centre, ground floor", "facts": {"people": 25, "mood": "agitated"}, **more}
        return self.ask("POST", "/v1/incidents", body)["id"]

    def link(self, number, person):
        """The answer link that a person was sent."""
        def look():
            for file in self.data.glob("log/*.jsonl"):
                for line in map(json.loads, file.read_text().splitlines()):
                    if (line["incident"], line["person"]) == (number, person) and "link" in line:
                        return line["link"]
        return self.wait(look, f"message of incident {number} for {person}")

    def incident(self, number):
        """The incident once nothing is under way."""
        def settled():
            shown = self.ask("GET", f"/v1/incidents/{number}")
            kinds = [item["what"] for item in shown["timeline"]]
            return shown if kinds.count("message_planned") == kinds.count("message_accepted") else None
        return self.wait(settled, f"end of sending for {number}")

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        check(self.process.wait(20) == 0, "the server ends with 0")


def examine(phone, where, shots):
    """What every page must fulfil."""
    phone.shoot(shots / f"{where}.png")
    root = phone.find("html")[0]
    check(phone.property(root, "scrollWidth") <= phone.width, f"{where}: needs horizontal scrolling")
    buttons = phone.find("form.bar button")
    check(bool(buttons), f"{where}: has no buttons")
    for button in buttons:
        place = phone.rect(button)
        check(place["height"] >= 44, f"{where}: a button is {place['height']} px high")
        check(place["y"] + place["height"] <= phone.height + 1, f"{where}: a button lies below the window, at {place['y']}")
        check(place["y"] >= phone.height / 2, f"{where}: a button lies above a thumb's reach, at {place['y']}")
    size = float(phone.style(phone.find("h1")[0], "font-size").removesuffix("px"))
    check(size >= 20, f"{where}: the title is {size} px")
    check(float(phone.style(phone.find("p.first")[0], "font-size").removesuffix("px")) >= 16, f"{where}: the state is small")


def shoot_whole(driver, link, path):
    """The whole page at once, for people to look at."""
    phone = Phone(driver, height=1500)
    phone.open(link)
    phone.shoot(path)
    phone.close()


def press(server, phone, button):
    """Presses a button of a page that says nothing yet, and returns what the next one says."""
    phone.press(button)
    return server.wait(lambda: phone.text(".notice"), "page after a button was pressed")


def answer(server, phone, language, shots):
    """Two people answer one incident, each in their language."""
    first, second = PEOPLE[language]
    number = server.report(TITLES[language])
    link, other = server.link(number, first), server.link(number, second)
    before = server.incident(number)
    for _ in range(50):
        urllib.request.urlopen(link, timeout=10).read()
    phone.open(link)
    check(server.incident(number) == before, f"{language}: opening the page changed something")
    check(phone.property(phone.find("html")[0], "lang") == language, f"{language}: the page says another language")
    examine(phone, f"{language}-1-asked", shots)
    shoot_whole(phone.driver, link, shots / f"{language}-0-whole.png")
    button = phone.find("button.first")[0]
    check(TAKE[language] in phone.text("button.first"), f"{language}: the main button is called {phone.text('button.first')}")
    phone.write(phone.find("textarea")[0], "On my way 马上到")
    said = press(server, phone, button)
    check(TOOK[language] in said, f"{language}: the page says {said!r}")
    examine(phone, f"{language}-2-taken", shots)
    check(server.incident(number)["status"] == "acknowledged", f"{language}: not acknowledged")

    theirs = LANGUAGES[second]
    phone.open(other)
    examine(phone, f"{language}-3-second-{theirs}", shots)
    check(NAMES[theirs][first] in phone.text(".state"), f"{language}: the second page names nobody: {phone.text('.state')!r}")
    said = press(server, phone, phone.find("button[value=accept]")[0])
    check(NAMES[theirs][first] in said and FIRST[theirs] in said, f"{language}: the second is told {said!r}")
    examine(phone, f"{language}-4-second-took-{theirs}", shots)

    server.ask("POST", f"/v1/incidents/{number}/stand-down", {"reason": "The manager came"})
    phone.open(link)
    examine(phone, f"{language}-5-closed", shots)


def extremes(server, driver, shots):
    """Long words, a small and a dark phone, a drill, and a link that is not good."""
    number = server.report(LONG, place=LONG, note=LONG, drill=True, facts={"people": 25, "demand": LONG})
    for person, language in LANGUAGES.items():
        for width, height, dark in ((320, 568, False), (412, 800, True)):
            phone = Phone(driver, width, height, dark)
            phone.open(server.link(number, person))
            examine(phone, f"long-{language}-{width}{'-dark' if dark else ''}", shots)
            check(phone.find("p.drill") != [], f"{language}: the drill's page does not say so")
            phone.close()
    phone = Phone(driver)
    phone.open(server.url + "/a/nothing")
    phone.shoot(shots / "bad-link.png")
    check(phone.property(phone.find("html")[0], "scrollWidth") <= phone.width, "bad link: needs horizontal scrolling")
    check(phone.find("button") == [], "a bad link has buttons")
    phone.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tocsin", required=True)
    parser.add_argument("--shots", help="the folder for screenshots")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="tocsin-browser-"))
    shots = Path(options.shots) if options.shots else folder / "shots"
    shots.mkdir(parents=True, exist_ok=True)
    server, driver = None, Driver()
    try:
        server = Server(os.path.abspath(options.tocsin), folder)
        server.wait_until_ready()
        phone = Phone(driver)
        for language in PEOPLE:
            answer(server, phone, language, shots)
        phone.close()
        extremes(server, driver, shots)
    finally:
        driver.close()
        if server:
            server.close()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
