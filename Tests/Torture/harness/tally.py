"""What a run found: counts, figures and faults."""
import time


def now():
    """Seconds since boot, as the server's running timers count them."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def percentile(values, share):
    """The value below which `share` of them lie; None when there are none."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def milliseconds(seconds):
    return None if seconds is None else round(seconds * 1000, 1)


class Tally:
    """Counts, figures and faults of one torment."""

    FAULTS_SHOWN = 8

    def __init__(self, name, patience=1.0):
        self.name = name
        self.patience = patience
        self.done = {}          # what was done -> how often
        self.accepted = 0
        self.lost = 0
        self.extra = 0          # copies under the same id beyond the first
        self.steps = 0          # starts of steps that were held against the oracle
        self.answers = 0        # answers that were confirmed and looked for afterwards
        self.checks = 0
        self.failures = 0
        self.skipped = []
        self.faults = []
        self.figures = {}
        self.started = now()
        self.seconds = 0.0

    def did(self, what, count=1):
        self.done[what] = self.done.get(what, 0) + count

    def fault(self, text):
        self.failures += 1
        if len(self.faults) < self.FAULTS_SHOWN:
            self.faults.append(text)
            print(f"  FAILED {self.name}: {text}", flush=True)

    def check(self, holds, text):
        """Counts one check; `text` says what is wrong when it does not hold."""
        self.checks += 1
        if not holds:
            self.fault(text)
        return holds

    def skip(self, why):
        self.skipped.append(why)
        print(f"  SKIPPED {self.name}: {why}", flush=True)

    def limit(self, seconds):
        """A limit of time, on a machine that does other things beside."""
        return seconds * self.patience

    def figure(self, name, value, aim=None, is_time=True):
        """Keeps a measured value; with an aim, one that misses it is a fault."""
        self.figures[name] = value if aim is None else {"value": value, "aim": aim}
        if aim is not None:
            limit = self.limit(aim) if is_time else aim
            self.check(value is not None and value <= limit, f"{name} is {value}, the aim is at most {aim}")

    def spread(self, name, seconds, aim=None):
        """Keeps median, 99th percentile and worst of a list of times, in milliseconds; the aim is for the 99th."""
        self.figures[f"{name}, p50 ms"] = milliseconds(percentile(seconds, 0.5))
        self.figure(f"{name}, p99 ms", milliseconds(percentile(seconds, 0.99)), aim)
        self.figures[f"{name}, worst ms"] = milliseconds(max(seconds, default=None))
        self.figures[f"{name}, samples"] = len(seconds)

    def finish(self):
        self.seconds = round(now() - self.started, 1)

    def as_json(self):
        return {
            "torment": self.name, "done": self.done, "seconds": self.seconds, "accepted": self.accepted,
            "lost": self.lost, "extra_copies": self.extra, "steps_checked": self.steps, "answers_checked": self.answers,
            "checks": self.checks, "failed": self.failures, "skipped": self.skipped, "faults": self.faults,
            "figures": self.figures,
        }
