"""The wall clock jumps by a second to ten years, forwards and back, under a running server and while it is down.

The server reads an offset from the file that TOCSIN_CLOCK_OFFSET_FILE names; its boot clock is the machine's. (libfaketime
was tried first and is not fit: with it the Swift runtime loses the command line, and it breaks sleeping.) While it runs, a
jump moves no step: none early, none missed. Over a restart one step of an incident may start early, and no more.
"""
import asyncio
import random

from harness.checks import EARLY, wait_until
from harness.steps import Chain
from harness.tally import now

NAME = "clock"
WHAT = "clock steps"
COUNTS = (24, 8)
STEPS, SPAN = 5, 3
INCIDENTS = 6
LATE = 2.0
SIDE_BY_SIDE = 8
SECOND, MINUTE, HOUR, DAY, YEAR = 1, 60, 3600, 86400, 31557600
SIZES = [SECOND, MINUTE, HOUR, DAY, YEAR, 10 * YEAR]


class Wall:
    """The offset of a server's wall clock."""

    def __init__(self, folder):
        self.path = folder / "offset"
        self.set(0)

    def set(self, seconds):
        fresh = self.path.with_suffix(".new")
        fresh.write_text(f"{seconds * 1000}\n")
        fresh.rename(self.path)


async def one(setup, tally, jump, is_restart, chance, late):
    chain = Chain(setup, tally, f"clock-{jump}", STEPS, SPAN)
    wall = Wall(setup.place("wall"))
    environment = {"TOCSIN_CLOCK_OFFSET_FILE": str(wall.path)}
    await chain.open(environment=environment)
    if not tally.check("clock is shifted" in chain.server.log_text(), "the server does not read the clock's offset"):
        return await chain.close()
    await chain.file(INCIDENTS, over=2)
    await asyncio.sleep(chance.uniform(0.5, SPAN + 1))
    down = None
    if is_restart:
        began = now()
        await chain.server.stop()
        wall.set(jump)
        await chain.server.start(environment=environment)
        down = (began, now())
    else:
        wall.set(jump)
    client = chain.server.client()
    after = await chain.loader.report(client, plan="chain")
    client.close()
    tally.check(after is not None, f"a jump by {jump} s: the report after it was not accepted")
    tally.did("clock steps over a restart" if is_restart else "clock steps under way")
    through = await wait_until(chain.is_through, (STEPS + 1) * SPAN + tally.limit(15))
    tally.check(through, f"a jump by {jump} s ({'restart' if is_restart else 'running'}): not all steps came")
    for accepted in chain.loader.accepted.values():
        judge(tally, chain, accepted, jump, down, late)
    await chain.close(settled=60)


def judge(tally, chain, accepted, jump, down, late):
    arrivals = chain.arrivals(accepted)
    if None in arrivals:
        return
    name = f"{accepted.title}, jump by {jump} s"
    crossed = down is not None and accepted.answered < down[0]
    if not crossed:
        for position, at in enumerate(arrivals):
            tally.steps += 1
            early = accepted.sent + position * SPAN - at
            tally.check(early <= EARLY, f"{name}: step {position + 1} started {early:.2f} s early")
            late.append(max(-early, 0) if position else 0)
            tally.check(-early <= tally.limit(LATE), f"{name}: step {position + 1} started {-early:.2f} s late")
        return
    # The earliest moment at which each step can have started; one that came before it started early, after the restart.
    earliest, early = accepted.sent, []
    for position, at in enumerate(arrivals[1:], start=1):
        if at >= earliest + SPAN - EARLY:
            earliest += SPAN
        else:
            early.append(position + 1)
            earliest = max(earliest, down[0])
    tally.steps += len(arrivals)
    gaps = [round(after - before, 2) for before, after in zip(arrivals, arrivals[1:])]
    tally.check(len(early) <= 1, f"{name}: steps {early} started early over one restart: {gaps}")
    tally.check(jump > 0 or not early, f"{name}: step {early} started early although the clock went back: {gaps}")
    longest = SPAN + (down[1] - down[0]) + SPAN + tally.limit(LATE)
    tally.check(max(gaps) <= longest, f"{name}: {max(gaps):.2f} s between two steps, at most {longest:.2f} s were due")


async def run(setup, tally, count, options):
    chance = random.Random(options.seed)
    cases = [(sign * size, is_restart) for size in SIZES for sign in (1, -1) for is_restart in (False, True)]
    if count < len(cases):
        chance.shuffle(cases)
    cases = [cases[position % len(cases)] for position in range(count)]
    late = []

    async def work():
        while cases:
            jump, is_restart = cases.pop(0)
            await one(setup, tally, jump, is_restart, chance, late)

    await asyncio.gather(*(work() for _ in range(SIDE_BY_SIDE)))
    tally.spread("lateness of steps over jumps under way", late)
