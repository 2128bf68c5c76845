"""10,000 open incidents with steps of one minute, filed over a minute: no step early, and the 99th percentile at most 1 s late.

A step is held against the plan's time counted from the report: what earlier steps were late adds up.
"""
import asyncio

from harness.checks import copies, record_holds, same_ids, steps_in_time, wait_until
from harness.steps import Chain
from harness.tally import now

NAME = "lateness"
WHAT = "open incidents with short steps"
COUNTS = (10_000, 600)
STEPS = 4
CONNECTIONS = 8
AIM_MS = 1000
LATEST = 2.0


async def file(chain, numbers, begin, pace):
    """Files reports at the pace, over one of several connections."""
    client = chain.server.client()
    for number in numbers:
        ahead = begin + number * pace - now()
        if ahead > 0:
            await asyncio.sleep(ahead)
        await chain.loader.report(client, plan="chain")
    client.close()


async def run(setup, tally, count, options):
    span = 60 if count > 1000 else 6
    chain = Chain(setup, tally, "lateness", STEPS, span)
    await chain.open()
    begin = now()
    numbers = iter(range(count))
    await asyncio.gather(*(file(chain, numbers, begin, span / count) for _ in range(CONNECTIONS)))
    tally.figures["filed in s"] = round(now() - begin, 1)
    latest = max(one.answered for one in chain.loader.accepted.values())
    await asyncio.sleep(max(latest + span * (STEPS - 1) - now(), 0))
    await wait_until(chain.is_through, tally.limit(LATEST) + 10)
    client = chain.server.client()
    _, metrics = await client.call("GET", "/metrics")
    client.close()
    late = []
    for accepted in chain.loader.accepted.values():
        steps_in_time(tally, accepted, chain.receipts, chain.names, chain.spans[1:] + [0.0], latest=tally.limit(LATEST), late=late)
    opened = [line for line in metrics.decode().splitlines() if line.startswith('tocsin_incidents{status="open"}')]
    tally.check(bool(opened) and int(float(opened[0].split()[-1])) == len(chain.loader.accepted),
                f"the server counts {opened}, {len(chain.loader.accepted)} incidents are open")
    tally.did(WHAT, len(chain.loader.accepted))
    tally.spread("lateness of steps", late, AIM_MS)
    tally.figures["peak of memory, MiB"] = round(chain.server.peak_memory())
    await chain.server.stop()
    same_ids(tally, chain.receipts)
    copies(tally, chain.receipts)
    tally.check(chain.receipts.extra_copies() == 0, f"{chain.receipts.extra_copies()} messages came twice")
    record_holds(tally, chain.server)
    await chain.sink.close()
