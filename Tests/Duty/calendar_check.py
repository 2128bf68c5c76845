#!/usr/bin/env python3
"""Reads what Tocsin writes for calendars with the library `icalendar` from PyPI, and holds it against the JSON of the same.

usage: calendar_check.py --tocsin BINARY
The library is installed into .build/calendar-check, once. A tree is made in a folder of its own; `tocsin duty --ics` and a feed of a
running server are read.
"""
import argparse
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLACE = ROOT / ".build/calendar-check"
LIBRARY = "icalendar==7.3.0"
UTC = datetime.timezone.utc
DAY = datetime.timedelta(days=1)


def with_library():
    """Goes on in the environment that has the library."""
    python = PLACE / "bin/python"
    if pathlib.Path(sys.prefix) == PLACE:
        return
    if subprocess.run([python, "-c", "import icalendar"], capture_output=True).returncode if python.exists() else True:
        subprocess.run([sys.executable, "-m", "venv", "--clear", PLACE], check=True)
        subprocess.run([PLACE / "bin/pip", "install", "--quiet", "--disable-pip-version-check", LIBRARY], check=True)
    os.execv(python, [str(python), *sys.argv])


def tree(folder, today):
    """Rosters whose names have every mark that a calendar escapes, around today."""
    def day(count):
        return (today + count * DAY).isoformat()
    files = {
        "Contacts/yard/unit.yaml": """
name: {en: "Yard, north; gate \\\\ 1", zh-Hans: 北门岗，值班室；一号}
time_zone: Europe/Berlin
language: zh-Hans
people:
  ann: {name: {en: "Ann, of the long name; who is asked at night and at the weekend too", zh-Hans: "安，值班员；夜间与周末均须通知到本人的一位同事，姓名很长很长很长很长"}, addresses: [{log: ann}]}
  bob: {name: {en: "Bob", zh-Hans: 鲍}, addresses: [{log: bob}]}
  cy: {name: {en: "Cy", zh-Hans: 崔}, addresses: [{log: cy}]}
groups:
  duty: {roster: desk}
""",
        "Contacts/yard/rosters.yaml": f"""
rosters:
  desk: {{rotations: [{{from: {day(-40)}T08:30, every: 1d, people: [ann, bob]}}, {{from: {day(-40)}T00:00, every: 1mo, people: [cy], hours: "Mon-Fri 09:00-17:00"}}]}}
  always: {{members: [cy]}}
  plus: {{members: [ann, cy]}}
special_periods:
  feast: {{from: {day(20)}, to: {day(22)}, rosters: {{desk: plus}}}}
""",
        "Contacts/yard/changes/bob.yaml": f"absence: {{person: bob, from: {day(3)}, to: {day(9)}, deputies: [cy]}}\n",
        "Contacts/yard/changes/none.yaml": f"override: {{roster: desk, from: {day(12)}T00:00, to: {day(13)}T00:00, remove: [ann, bob, cy]}}\n",
        "Contacts/yard/plans/storm.yaml": "name: {en: Storm, zh-Hans: 风暴}\nresponses:\n  IV:\n    steps:\n      - {ask: [duty], within: 5m}\nfallback: [cy]\n",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def run(binary, *words):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TOCSIN_")} | {"TOCSIN_ALLOW_ROOT": "true"}
    return subprocess.run([binary, *map(str, words)], capture_output=True, env=environment, check=True)


def events(text):
    """What the library makes of a document, by start, end and title; every rule of the form that it does not hold is looked at here."""
    from icalendar import Calendar
    assert text.endswith(b"\r\n") and b"\n" not in text.replace(b"\r\n", b""), "lines end in CRLF"
    for line in text.split(b"\r\n"):
        assert len(line) <= 75, line
        line.decode()
    calendar = Calendar.from_ical(text)
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"] and not calendar.errors, calendar.errors
    assert calendar["REFRESH-INTERVAL"].dt == datetime.timedelta(hours=1)
    found = list(calendar.walk("VEVENT"))
    ids = [str(event["UID"]) for event in found]
    assert len(set(ids)) == len(ids) > 0, "every UID once"
    for event in found:
        assert not event.errors, event.errors
        assert event.start.tzinfo is not None and event.start.utcoffset() == datetime.timedelta(0) and event["DTSTAMP"].dt.tzinfo is not None
    return calendar, {(e.start, e.end, str(e["SUMMARY"])): str(e["UID"]) for e in found}


def wanted(roster, language):
    """The same from JSON."""
    def moment(text):
        return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    found = set()
    for shift in roster["shifts"]:
        if "person" not in shift:
            title = {"en": "{} is absent, nobody stands in", "zh-Hans": "{}请假外出，无人代班"}[language].format(shift["for_name"])
        else:
            place = {"en": " (for {})", "zh-Hans": "（代{}）"}[language].format(shift["for_name"]) if "for" in shift else ""
            title = {"en": "{} on duty", "zh-Hans": "{}在班"}[language].format(shift["name"] + place)
        found.add((moment(shift["from"]), moment(shift["to"]), title))
    for gap in roster["gaps"]:
        found.add((moment(gap["from"]), moment(gap["to"]), {"en": "gap: nobody is on duty", "zh-Hans": "空档：无人在班"}[language]))
    return found


def compare(seen, expected, span):
    """Events that began before the time have their own beginning in a calendar, and the time's in JSON."""
    cut = {(max(start, span[0]), end, title) for start, end, title in seen}
    assert cut == expected, (sorted(cut - expected)[:5], sorted(expected - cut)[:5])


def commands(binary, folder, today):
    paths = ["--contacts", folder / "Contacts", "--templates", ROOT / "Templates"]
    start = datetime.datetime.combine(today + DAY, datetime.time(13, 0), UTC)
    span = ["--from", start.isoformat(), "--to", (start + 30 * DAY).isoformat()]
    for language in ["en", "zh-Hans"]:
        text = run(binary, "duty", "--unit", "/yard", *span, "--ics", "--lang", language, *paths).stdout
        calendar, seen = events(text)
        rosters = json.loads(run(binary, "duty", "--unit", "/yard", *span, "--json", "--lang", language, *paths).stdout)["rosters"]
        assert [r["roster"] for r in rosters] == ["/yard/always", "/yard/desk"], rosters
        compare(seen, set().union(*(wanted(r, language) for r in rosters)), (start, start + 30 * DAY))
    one = events(run(binary, "duty", "--person", "ann", *span, "--ics", "--lang", "en", *paths).stdout)[1]
    assert one and all("Ann, of the long name; who" in title for _, _, title in one), one
    # A day later everything that is still there is the same event.
    later = ["--from", (start + DAY).isoformat(), "--to", (start + 30 * DAY).isoformat()]
    again = events(run(binary, "duty", "--unit", "/yard", *later, "--ics", "--lang", "zh-Hans", *paths).stdout)[1]
    moved = {uid for key, uid in again.items()} - set(seen.values())
    assert not moved, moved
    return len(seen)


def feed(binary, folder):
    data = folder / "data"
    key = run(binary, "token", "create", "--roster", "/yard/desk", "--name", "wall", "--data", data).stdout.decode().strip()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TOCSIN_")} | {"TOCSIN_ALLOW_ROOT": "true"}
    words = [binary, "serve", "--contacts", folder / "Contacts", "--templates", ROOT / "Templates", "--data", data, "--listen", "127.0.0.1:0", "--public-url", "http://127.0.0.1"]
    with open(folder / "log", "wb") as log:
        server = subprocess.Popen(list(map(str, words)), stdout=log, stderr=log, env=environment)
    try:
        end = time.monotonic() + 60
        while not (found := re.search(r'"message":"listening"[^\n]*"address":"[^"]*?:(\d+)"', (folder / "log").read_text())):
            assert server.poll() is None and time.monotonic() < end, (folder / "log").read_text()
            time.sleep(0.05)
        address = f"http://127.0.0.1:{found[1]}/v1/rosters/yard/desk.ics?key={key}"
        with urllib.request.urlopen(address) as reply:
            assert reply.headers["Content-Type"] == "text/calendar; charset=utf-8"
            mark, text = reply.headers["ETag"], reply.read()
        calendar, seen = events(text)
        assert str(calendar["NAME"]) == "北门岗，值班室；一号 /yard/desk", calendar["NAME"]
        try:
            urllib.request.urlopen(urllib.request.Request(address, headers={"If-None-Match": mark}))
            raise AssertionError("304 was expected")
        except urllib.error.HTTPError as error:
            assert error.code == 304, error
        return len(seen)
    finally:
        server.terminate()
        server.wait(30)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tocsin", required=True)
    binary = os.path.abspath(parser.parse_args().tocsin)
    with_library()
    today = datetime.datetime.now(UTC).date()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        tree(folder, today)
        print(f"{commands(binary, folder, today)} events of the command and {feed(binary, folder)} of a feed are read as they were meant")


main()
