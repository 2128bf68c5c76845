"""Cases, their list, and how they are run and counted."""
import collections
import concurrent.futures
import json
import threading
import time
import traceback
import xml.etree.ElementTree as xml

import server

ITEMS = {
    "S1": "answer token", "S2": "comparing", "S3": "GET, HEAD and OPTIONS change nothing", "S4": "token in the URL",
    "S5": "header fields", "S7": "cross-site requests", "S9": "guessing", "S10": "SSRF", "S11": "webhook headers and signing",
    "S12": "SMTP", "S13": "templates", "S14": "log injection", "S15": "YAML", "S16": "secrets", "S17": "roles",
    "S18": "limits", "S19": "audit", "S20": "process",
}


class Through(Exception):
    """The try was not refused as it must be."""


class NotRun(Exception):
    """The machine lacks what the case needs; it is counted as neither refused nor passed through."""


def must(holds, sent, expected, seen):
    """Ends the case as passed through when `holds` is false."""
    if not holds:
        raise Through(f"sent:     {clip(sent)}\n    expected: {clip(expected)}\n    seen:     {clip(seen)}")


def clip(value, limit=1500):
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= limit else text[:limit] + f"… ({len(text)} characters)"


class Case:
    def __init__(self, item, title, expected, run):
        self.item, self.title, self.expected, self.run = item, title, expected, run
        self.id = None


class Item:
    """The cases of one item of RELIABILITY §4, on fixtures that are made when the first case runs."""

    def __init__(self, name, world=None, parallel=1):
        self.name, self.make, self.parallel = name, world, parallel
        self.cases, self.world, self.failure, self.lock = [], None, None, threading.Lock()

    def case(self, title, expected):
        def keep(run):
            self.add(title, expected, run)
            return run
        return keep

    def add(self, title, expected, run):
        self.cases.append(Case(self.name, title, expected, run))

    def get_world(self):
        with self.lock:
            if self.failure:
                raise AssertionError(f"the fixture failed: {self.failure}")
            if self.world is None and self.make:
                try:
                    self.world = self.make()
                except Exception as why:
                    self.failure = repr(why)
                    server.close_all(threading.get_ident())
                    raise
            return self.world

    def close(self):
        if self.world is not None and hasattr(self.world, "close"):
            self.world.close()


def number(items):
    """Gives every case its id, and makes sure that none is there twice."""
    seen, counts = set(), collections.Counter()
    for item in items:
        for case in item.cases:
            counts[item.name] += 1
            case.id = f"{item.name}.{counts[item.name]}"
            key = (case.item, case.title)
            if key in seen:
                raise SystemExit(f"{case.id}: the title is there twice: {case.title}")
            seen.add(key)


def listing(items):
    return [{"id": c.id, "item": c.item, "title": c.title, "expected": c.expected} for i in items for c in i.cases]


def run(items, wanted, jobs):
    """Runs the wanted cases; items side by side, the cases of an item as many at a time as it says."""
    results = {}

    def one(item, case):
        start = time.monotonic()
        try:
            world = item.get_world()
            case.run(world) if item.make else case.run()
            outcome, detail = "refused", ""
        except NotRun as why:
            outcome, detail = "not run", str(why)
        except Through as why:
            outcome, detail = "passed through", str(why)
        except Exception:
            outcome, detail = "passed through", "the case itself failed:\n" + traceback.format_exc(limit=6)
        results[case.id] = {"id": case.id, "item": case.item, "title": case.title, "expected": case.expected,
                            "outcome": outcome, "detail": detail, "seconds": round(time.monotonic() - start, 3)}

    def all_of(item):
        cases = [c for c in item.cases if wanted(c)]
        try:
            if item.parallel == 1:
                for case in cases:
                    one(item, case)
            else:
                with concurrent.futures.ThreadPoolExecutor(item.parallel) as pool:
                    list(pool.map(lambda case: one(item, case), cases))
        finally:
            item.close()

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for done in [pool.submit(all_of, item) for item in items if any(wanted(c) for c in item.cases)]:
            done.result()
    return [results[c.id] for i in items for c in i.cases if c.id in results]


def summary(results):
    counts = collections.Counter(r["item"] for r in results)
    outcomes = collections.Counter(r["outcome"] for r in results)
    parts = ", ".join(f"{name} {counts[name]}" for name in ITEMS if counts[name])
    line = f"{parts}: {len(results)} cases, {outcomes['refused']} refused, {outcomes['passed through']} passed through"
    return line + (f", {outcomes['not run']} not run" if outcomes["not run"] else "")


def write_json(results, path):
    with open(path, "w") as file:
        json.dump({"summary": summary(results), "cases": results}, file, indent=1)


def write_junit(results, path):
    suite = xml.Element("testsuite", name="abuse", tests=str(len(results)),
                        failures=str(sum(r["outcome"] == "passed through" for r in results)),
                        skipped=str(sum(r["outcome"] == "not run" for r in results)))
    for r in results:
        case = xml.SubElement(suite, "testcase", classname=r["item"], name=f"{r['id']} {r['title']}", time=str(r["seconds"]))
        if r["outcome"] != "refused":
            kind = "failure" if r["outcome"] == "passed through" else "skipped"
            xml.SubElement(case, kind, message=r["outcome"]).text = printable(r["detail"])
    xml.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)


def printable(text):
    return "".join(c if c in "\n\t" or c.isprintable() else f"\\x{ord(c):02x}" for c in text)
