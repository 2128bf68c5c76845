#!/usr/bin/env python3
"""Who is on duty, a second time: cases with their answers, one JSON object a line (README.md)."""

import argparse
import calendar
import json
import os
import random
import re
import sys
import zoneinfo
from datetime import date, datetime, timedelta, timezone

FOLDER = os.environ.get("TZDIR") or "/usr/share/zoneinfo"
EPOCH = datetime(1970, 1, 1)
DAY = timedelta(days=1)
NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
FIVE = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"]


class Clock:
    """When the clocks of a zone show a time."""

    def __init__(self, name):
        self.zone = zoneinfo.ZoneInfo(name)
        self.known = {}

    def shown(self, moment):
        return datetime.fromtimestamp(moment, self.zone).replace(tzinfo=None)

    def moments(self, wall):
        """The moments at which the time is shown; where it is skipped, the first one after it."""
        if wall in self.known:
            return self.known[wall]
        tries = sorted(int(wall.replace(tzinfo=self.zone, fold=fold).timestamp()) for fold in (0, 1))
        found = [moment for moment in tries if self.shown(moment) == wall]
        if not found:
            low, high = tries[0] - 1, tries[1] + 1
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if self.shown(middle) < wall else (low, middle)
            found = [high]
        self.known[wall] = found
        return found

    def first(self, wall):
        return self.moments(wall)[0]

    def last(self, wall):
        return self.moments(wall)[-1]


def span(clock, item):
    """From and to: days are whole and inclusive, the end of a time is exclusive."""
    ends = []
    for key in ("from", "to"):
        text = item[key]
        if len(text) == 10:
            day = datetime.fromisoformat(text) + (DAY if key == "to" else timedelta())
            ends.append(clock.first(day))
        elif len(text) == 16:
            wall = datetime.fromisoformat(text)
            ends.append(clock.first(wall) if key == "from" else clock.last(wall))
        else:
            ends.append(int(datetime.fromisoformat(text).timestamp()))
    return tuple(ends)


def add_months(wall, months):
    year, month = divmod(wall.year * 12 + wall.month - 1 + months, 12)
    day = min(wall.day, calendar.monthrange(year, month + 1)[1])
    return wall.replace(year=year, month=month + 1, day=day)


def start_of_shift(rotation, index):
    wall = datetime.fromisoformat(rotation["from"])
    count, unit = re.fullmatch(r"(\d+)(h|d|w|mo)", rotation["every"]).groups()
    count = int(count) * index
    if unit == "mo":
        return add_months(wall, count)
    return wall + count * {"h": timedelta(hours=1), "d": DAY, "w": 7 * DAY}[unit]


def shifts(clock, rotation, start, end):
    """Every shift that touches the span, as (begins, ends, number)."""
    from_wall, to_wall = clock.shown(start) - 3 * DAY, clock.shown(end) + 3 * DAY
    first = datetime.fromisoformat(rotation["from"])
    # How many shifts may be skipped: an estimate from the longest that one can be, taken back until it is early enough.
    index = 0
    if from_wall > first:
        length = start_of_shift(rotation, 1) - first
        index = max(0, int((from_wall - first) / (length + 4 * DAY if rotation["every"].endswith("mo") else length)))
        while index > 0 and start_of_shift(rotation, index) > from_wall:
            index -= 1
    wall = start_of_shift(rotation, index)
    while wall < to_wall:
        after = start_of_shift(rotation, index + 1)
        begins, ends = clock.first(wall), clock.last(after)
        if begins < ends and ends > start and begins <= end:
            yield begins, ends, index
        wall, index = after, index + 1


def hours_of_week(text):
    """A list of (weekday, minutes, minutes), or whether they hold always."""
    if text in ("always", "never"):
        return text == "always"
    found = []
    days, complete = set(), True
    for word in re.findall(r"[^ ,;]+", text):
        if word[0].isalpha():
            a, _, b = word.partition("-")
            a, b = NAMES.index(a), NAMES.index(b or a)
            named = {day % 7 for day in range(a, (b if b >= a else b + 7) + 1)}
            days, complete = (named if complete else days | named), False
        else:
            a, b = (int(part[:-3]) * 60 + int(part[-2:]) for part in word.split("-"))
            found += [(day, a, b if b > a else b + 1440) for day in (days or set(range(7)))]
            complete = True
    return found


def windows(clock, text, start, end):
    hours = hours_of_week(text)
    if isinstance(hours, bool):
        if hours:
            yield start - 1, end + 1
        return
    day = datetime.combine(clock.shown(start).date(), datetime.min.time()) - 3 * DAY
    while day < clock.shown(end) + 3 * DAY:
        for weekday, a, b in hours:
            if weekday == day.weekday():
                begins = clock.first(day + timedelta(minutes=a))
                ends = clock.last(day + timedelta(minutes=b))
                if begins < ends:
                    yield begins, ends
        day += DAY


class Walk:
    """Everything that holds at a moment, kept up to date while time goes on."""

    def __init__(self, case, start, end):
        self.case = case
        clock = Clock(case["zone"])
        self.events = []
        for roster, body in case["rosters"].items():
            for number, rotation in enumerate(body.get("rotations", [])):
                for begins, ends, index in shifts(clock, rotation, start, end):
                    self.interval(begins, ends, ("shift", roster, number, index))
                for begins, ends in windows(clock, rotation.get("hours", "always"), start, end):
                    self.interval(begins, ends, ("hours", roster, number, begins))
        for kind in ("overrides", "absences", "periods"):
            for number, item in enumerate(case.get(kind, [])):
                begins, ends = span(clock, item)
                if begins < ends:
                    self.interval(begins, ends, (kind, begins, item["name"], number))
        for begins, ends in windows(clock, case.get("hours", "never"), start, end):
            self.interval(begins, ends, ("open", begins, ends, 0))
        # What ends is taken away before what begins is put in.
        self.events.sort(key=lambda event: (event[0], event[1]))
        self.restart()

    def restart(self):
        self.next = 0
        self.now = set()
        self.answers = {}

    def interval(self, begins, ends, what):
        self.events.append((begins, 1, what))
        self.events.append((ends, 0, what))

    def answer(self, roster, moment):
        changed = False
        while self.next < len(self.events) and self.events[self.next][0] <= moment:
            _, begins, what = self.events[self.next]
            (self.now.add if begins else self.now.discard)(what)
            self.next += 1
            changed = True
        if changed:
            self.answers = {}
        if roster not in self.answers:
            self.answers[roster] = self.who(roster)
        return self.answers[roster]

    def holding(self, kind):
        items = sorted(what for what in self.now if what[0] == kind)
        return [self.case[kind][what[3]] for what in items]

    def on_rotation(self, roster):
        body = self.case["rosters"][roster]
        found = []
        for number, rotation in enumerate(body.get("rotations", [])):
            if not any(what[:3] == ("hours", roster, number) for what in self.now):
                continue
            for what in sorted(what for what in self.now if what[:3] == ("shift", roster, number)):
                people = rotation["people"]
                found.append((people[what[3] % len(people)], f"r{number + 1}.{what[3]}"))
        return found or [(person, "m") for person in body.get("members", [])]

    def who(self, roster):
        """Override > special period's roster > rotation > standing members; absence is applied last."""
        mark = ""
        for period in self.holding("periods"):
            if roster in period["rosters"]:
                roster, mark = period["rosters"][roster], period["name"] + ":"
                break
        people = self.on_rotation(roster)
        overrides = [item for item in self.holding("overrides") if item["roster"] == roster]
        for item in overrides:
            people = [one for one in people if one[0] not in item.get("remove", [])]
        changed = []
        for person, why in people:
            for item in overrides:
                if person in item.get("replace", {}):
                    person, why = item["replace"][person], f"x{person}.{item['name']}"
                    break
            changed.append((person, why))
        for item in overrides:
            changed += [(person, f"a{item['name']}") for person in item.get("add", [])]
        named = {}
        for person, why in changed:
            named.setdefault(person, why)
        return mark + " ".join(self.with_deputies(named)) + self.open()

    def open(self):
        return "" if "hours" not in self.case else " open" if any(what[0] == "open" for what in self.now) else " shut"

    def with_deputies(self, named):
        deputies = {}
        for item in self.holding("absences"):
            deputies.setdefault(item["person"], []).extend(item.get("deputies", []))
        busy = {person for person in named if person not in deputies}
        for person, why in named.items():
            if person not in deputies:
                yield f"{person}/{why}"
                continue
            free = [one for one in deputies[person] if one not in busy and one not in deputies]
            busy.update(free[:1])
            yield f"{person}/{why}!{free[0] if free else ''}"


def emit(case):
    """Adds the answers, the same ones in a row folded, and prints the case."""
    moments_of = lambda ask: ask.get("moments") or range(ask["start"], ask["start"] + ask["step"] * ask["count"], ask["step"])
    ends = [moment for ask in case["asks"] for moment in (moments_of(ask)[0], moments_of(ask)[-1])]
    walk = None if max(ends) - min(ends) > 40 * 86400 else Walk(case, min(ends), max(ends))
    for ask in case["asks"]:
        moments = moments_of(ask)
        here = walk or Walk(case, moments[0], moments[-1])
        here.restart()
        folded = []
        for moment in moments:
            text = here.answer(ask["roster"], moment)
            if folded and folded[-1][1] == text:
                folded[-1][0] += 1
            else:
                folded.append([1, text])
        ask["answers"] = [{"count": count, "who": text} for count, text in folded]
    print(json.dumps(case))


def several_rotations():
    return {
        "/u/day": {
            "rotations": [
                {"from": "2023-12-31T08:30", "every": "1d", "people": ["a", "b", "c"]},
                {"from": "2024-01-01T09:00", "every": "1w", "hours": "Mon-Fri 09:00-18:00", "people": ["d", "e"]},
                {"from": "2024-01-31T00:30", "every": "1mo", "people": ["f", "g", "h"]},
                {"from": "2024-01-01T02:30", "every": "12h", "hours": "Sat,Sun 01:30-02:30 22:00-01:15", "people": ["i", "j"]},
            ]
        }
    }


def seconds(*parts):
    return int(datetime(*parts, tzinfo=timezone.utc).timestamp())


def zones():
    start, end = seconds(2024, 1, 1), seconds(2035, 1, 1)
    for zone in FIVE:
        ask = {"roster": "/u/day", "start": start, "step": 3600, "count": (end - start) // 3600}
        hours = "Mon-Fri 08:30-12:00 14:00-17:30; Sun 01:00-02:30"
        emit({"zone": zone, "rosters": several_rotations(), "hours": hours, "asks": [ask]})


def each_zone(folder):
    """Every zone once, whatever other names it has."""
    known = set()
    for zone in sorted(zoneinfo.available_timezones()):
        if zone in ("Factory", "localtime") or zone.startswith(("posix/", "right/")):
            continue
        with open(os.path.join(folder, zone), "rb") as file:
            rules = file.read()
        if rules not in known:
            known.add(rules)
            yield zone


def changes():
    """A day before and after each change of 2026 and 2031, four times an hour, with a shift every hour."""
    step = 4 * 86400
    for zone in each_zone(FOLDER):
        clock = Clock(zone)
        offset = lambda moment: clock.shown(moment) - EPOCH - timedelta(seconds=moment)
        asks = []
        for year in (2026, 2031):
            moment = seconds(year, 1, 1)
            while moment < seconds(year + 1, 1, 1):
                if offset(moment) != offset(moment + step):
                    low, high = moment, moment + step
                    while high - low > 1:
                        middle = (low + high) // 2
                        low, high = (middle, high) if offset(middle) == offset(moment) else (low, middle)
                    for roster in ("/u/day", "/u/hour"):
                        asks.append({"roster": roster, "start": high - 90000, "step": 900, "count": 200})
                    moments = [high + n for n in (-3601, -3600, -1801, -1800, -1, 0, 1, 1799, 1800, 3599, 3600, 3601)]
                    asks.append({"roster": "/u/hour", "moments": moments})
                moment += step
        if asks:
            rosters = several_rotations()
            rosters["/u/hour"] = {"rotations": [{"from": "2025-12-01T00:00", "every": "1h", "people": ["k", "l", "m", "n", "o"]}]}
            emit({"zone": zone, "rosters": rosters, "asks": asks})


class Chance:
    """A random roster with everything that changes it."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        names = [zone for zone in sorted(zoneinfo.available_timezones()) if "/" in zone and not zone.startswith(("posix/", "right/"))]
        self.zone = self.dice.choice(FIVE + [self.dice.choice(names)])
        self.start = datetime(2025, 12, 1) + timedelta(days=self.dice.randrange(500))
        self.people = [f"p{n}" for n in range(self.dice.randrange(3, 9))]

    def some(self, low, high):
        return self.dice.sample(self.people, min(len(self.people), self.dice.randint(low, high)))

    def written(self, latest=16):
        wall = self.start + timedelta(minutes=self.dice.randrange(latest * 48) * 30)
        kind = self.dice.randrange(4)
        if kind == 0:
            return wall, wall.strftime("%Y-%m-%dT%H:%M:00+00:00")
        return wall, wall.strftime("%Y-%m-%d" if kind == 1 else "%Y-%m-%dT%H:%M")

    def times(self):
        (a, first), (b, last) = self.written(), self.written()
        return {"from": first, "to": last} if a <= b else {"from": last, "to": first}

    def hours(self):
        return self.dice.choice(
            ["always", "always", "never", "Mon-Fri 09:00-18:00", "Sat-Mon 22:00-06:00", "02:00-02:30 23:00-01:30", "Tue,Thu 00:00-24:00"]
        )

    def roster(self):
        rotations = []
        for _ in range(self.dice.randrange(4)):
            wall = self.start + timedelta(minutes=30 * self.dice.randrange(-48 * 60, 48 * 20))
            every = self.dice.choice(["1h", "7h", "12h", "1d", "1d", "3d", "1w", "2w", "1mo", "2mo"])
            rotations.append(
                {"from": wall.strftime("%Y-%m-%dT%H:%M"), "every": every, "hours": self.hours(), "people": self.some(1, 5)}
            )
        return {"rotations": rotations, "members": self.some(0, 2) if rotations else self.some(1, 3)}

    def override(self, number, rosters):
        item = {"name": f"o{number}", "roster": self.dice.choice(rosters), **self.times()}
        people = self.some(2, 6)
        for kind in self.dice.sample(["add", "remove", "replace"], self.dice.choice([1, 1, 2])):
            if kind == "replace":
                if len(people) > 1:
                    item["replace"] = {people.pop(): people.pop()}
            elif people:
                item[kind] = [people.pop()]
        return item


def contradict(one, other, clock):
    if one["roster"] != other["roster"]:
        return False
    (a, b), (c, d) = span(clock, one), span(clock, other)
    if max(a, c) >= min(b, d):
        return False
    fates = []
    for item in (one, other):
        fate = {person: "off" for person in item.get("remove", [])}
        for gone, come in item.get("replace", {}).items():
            fate[gone] = "for " + come
        fates.append((fate, set(item.get("add", [])) | set(item.get("replace", {}).values())))
    (fate, comes), (fate2, comes2) = fates
    return bool(comes & set(fate2) or comes2 & set(fate)) or any(fate2.get(who, how) != how for who, how in fate.items())


def random_case(seed):
    chance = Chance(seed)
    clock = Clock(chance.zone)
    rosters = {f"/u/r{n}": chance.roster() for n in range(chance.dice.randint(1, 3))}
    overrides = []
    for number in range(chance.dice.randrange(7)):
        item = chance.override(number, list(rosters))
        if not any(contradict(item, other, clock) for other in overrides):
            overrides.append(item)
    absences = [
        {"name": f"b{n}", "person": chance.dice.choice(chance.people), **chance.times(), "deputies": chance.some(0, 3)}
        for n in range(chance.dice.randrange(5))
    ]
    for item in absences:
        item["deputies"] = [one for one in item["deputies"] if one != item["person"]]
    periods = []
    if len(rosters) > 1:
        for number in range(chance.dice.randrange(3)):
            item = {"name": f"s{number}", **chance.times(), "rosters": {"/u/r0": "/u/r1"}}
            (a, b) = span(clock, item)
            if not any(max(a, c) < min(b, d) for c, d in (span(clock, other) for other in periods)):
                periods.append(item)
    begin = clock.first(chance.start)
    moments = sorted({begin + chance.dice.randrange(16 * 86400) for _ in range(100)})
    for kind in (overrides, absences, periods):
        for item in kind:
            moments += [moment + d for moment in span(clock, item) for d in (-1, 0) if moment > begin]
    asks = [{"roster": roster, "moments": sorted(moments)} for roster in rosters]
    emit(
        {
            "zone": chance.zone,
            "rosters": rosters,
            "overrides": overrides,
            "absences": absences,
            "periods": periods,
            "hours": chance.hours(),
            "asks": asks,
        }
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", choices=["zones", "changes", "random"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    asked = parser.parse_args()
    zoneinfo.reset_tzpath(to=[FOLDER])
    if asked.cases == "random":
        for seed in range(asked.seed, asked.seed + asked.count):
            random_case(seed)
    else:
        {"zones": zones, "changes": changes}[asked.cases]()


if __name__ == "__main__":
    sys.exit(main())
