"""SIGSTOP for 1 to 60 s, then SIGCONT: nothing starts early, and what is overdue starts once, one step of an incident.

Several servers are stopped side by side. After a stop each incident owes at most the one step that came due in it: its next
one has its whole time again.
"""
import asyncio
import random
import signal

from harness.checks import EARLY, wait_until
from harness.steps import Chain
from harness.tally import now

NAME = "stop"
WHAT = "stops"
COUNTS = (50, 6)
STEPS, SPAN = 5, 2
INCIDENTS = 15
AFTER_CONTINUE = 2.0


def lengths(count, longest, chance):
    """Most stops are short; the longest is as long as it says."""
    spans = [chance.choice([1.0, 1.5, 2.0, 3.0, 4.0]) for _ in range(count)]
    for position in range(0, count, 5):
        spans[position] = chance.uniform(5, 15)
    if count >= 30:
        spans[0:4] = [longest, 30.0, 30.0, 16.0]
    return spans


async def one_server(setup, tally, number, spans, chance, late):
    """Stops one server again and again, each time with incidents under way."""
    chain = Chain(setup, tally, f"stop-{number}", STEPS, SPAN)
    await chain.open()
    for span in spans:
        before = set(chain.loader.accepted)
        await chain.file(INCIDENTS, over=SPAN)
        await asyncio.sleep(chance.uniform(0, 2 * SPAN))
        chain.server.signal(signal.SIGSTOP)
        stopped = now()
        await asyncio.sleep(span)
        continued = now()
        chain.server.signal(signal.SIGCONT)
        tally.did(WHAT)
        fresh = [one for title, one in chain.loader.accepted.items() if title not in before]
        done = await wait_until(lambda: all(chain.arrivals(one)[-1] for one in fresh), STEPS * SPAN + tally.limit(15))
        tally.check(done, f"after a stop of {span:.1f} s not all steps came")
        for one in fresh:
            judge(tally, chain, one, stopped, continued, late)
    await chain.close(settled=60)


def judge(tally, chain, one, stopped, continued, late):
    """Holds one incident against a plan that lost the time of the stop at most once."""
    arrivals = chain.arrivals(one)
    if None in arrivals:
        return
    after = [at for at in arrivals if at >= continued]
    due = one.sent
    for position, at in enumerate(arrivals):
        tally.steps += 1
        tally.check(at >= due - EARLY, f"{one.title}: step {position + 1} started {(due - at) * 1000:.0f} ms early")
        due += SPAN
    first = next((position for position, at in enumerate(arrivals) if at >= continued), None)
    if first is None:
        return
    due_at = one.answered + first * SPAN
    if due_at < continued:
        late.append(arrivals[first] - continued)
        tally.check(late[-1] <= tally.limit(AFTER_CONTINUE), f"{one.title}: step {first + 1} came {late[-1]:.2f} s after the continuation")
    # The message of a step that began just before the stop may come after it; then the next one is the one that was overdue.
    anchor = first if due_at > stopped + 0.5 else first + 1
    for position in range(anchor + 1, STEPS):
        gap, whole = arrivals[position] - continued, SPAN * (position - anchor)
        tally.check(gap >= whole - EARLY, f"{one.title}: step {position + 1} came {gap:.2f} s after the continuation, "
                                          f"less than {whole} s: steps in a burst")


async def run(setup, tally, count, options):
    chance = random.Random(options.seed)
    spans = lengths(count, 60.0, chance)
    servers = min(8, count)
    shares = [[] for _ in range(servers)]
    for span in sorted(spans, reverse=True):
        min(shares, key=lambda share: sum(share) + len(share) * STEPS * SPAN).append(span)
    late = []
    await asyncio.gather(*(one_server(setup, tally, number, share, chance, late) for number, share in enumerate(shares)))
    tally.spread("overdue step after the continuation", late)
