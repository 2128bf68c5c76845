"""The server is ended with incidents open, its files are broken, and it starts: on the set that was last in force.

Deadlines that fall into the time without a server, and those after it, are kept; new reports are taken; /health/ready says what
is in force; a mended tree is put in force by a reload, which ends it.
"""
import asyncio
import json
import random
import shutil

from harness.checks import wait_until
from harness.steps import Chain
from harness.tally import now
from torments import stop

NAME = "brokentree"
WHAT = "starts on a broken tree"
COUNTS = (24, 4)
SERVERS = 4
INCIDENTS = 10
WORDS = "running on the set of "


def no_folder(contacts):
    shutil.rmtree(contacts)


def no_unit(contacts):
    shutil.rmtree(contacts / "yard")


def cut(contacts):
    text = (contacts / "yard" / "unit.yaml").read_text()
    (contacts / "yard" / "unit.yaml").write_text(text[:len(text) // 2])


def nobody(contacts):
    plan = contacts / "yard" / "plans" / "chain.yaml"
    plan.write_text(plan.read_text().replace("fallback: [boss]", "fallback: [nobody]"))


def not_text(contacts):
    (contacts / "yard" / "plans" / "chain.yaml").write_bytes(b"\xff\xfe\x00")


def no_secret(contacts):
    unit = contacts / "yard" / "unit.yaml"
    unit.write_text(unit.read_text().replace("  boss: {", "  extra: {name: Extra, addresses: [{webhook: {env: NOT_SET}}]}\n"
                                                          "  boss: {"))


BREAKS = [no_folder, no_unit, cut, nobody, not_text, no_secret]


def judge_ready(tally, name, status, content, is_broken):
    """What /health/ready must say of a server on these files."""
    tally.check(status == 200, f"{name}: /health/ready was {status}")
    reasons = json.loads(content).get("reasons", [])
    said = any(WORDS in reason for reason in reasons)
    tally.check(said == is_broken, f"{name}: /health/ready says {reasons}")


async def ready(tally, client):
    """The answer of /health/ready once the first rounds of scheduler and auditor are over."""
    end = now() + tally.limit(10)
    while True:
        status, content = await client.call("GET", "/health/ready")
        if status == 200 or now() > end:
            return status, content
        await asyncio.sleep(0.1)


async def one_server(setup, tally, number, breaks, chance, late):
    chain = Chain(setup, tally, f"broken-{number}", stop.STEPS, stop.SPAN)
    await chain.open()
    for position, spoil in enumerate(breaks):
        before = set(chain.loader.accepted)
        await chain.file(INCIDENTS, over=stop.SPAN)
        await asyncio.sleep(chance.uniform(0, 2 * stop.SPAN))
        stopped = now()
        if position % 2:
            await chain.server.kill()
        else:
            code = await chain.server.stop()
            tally.check(code == 0, f"the server ended with {code} on SIGTERM")
        whole = chain.server.folder / f"whole-{position}"
        shutil.copytree(chain.server.contacts, whole)
        spoil(chain.server.contacts)
        await asyncio.sleep(chance.uniform(0, stop.SPAN))
        continued = now()
        await chain.server.start()
        client = chain.server.client()
        judge_ready(tally, spoil.__name__, *await ready(tally, client), True)
        tally.check(await chain.loader.report(client, plan="chain"), f"{spoil.__name__}: a report was refused")
        fresh = [one for title, one in chain.loader.accepted.items() if title not in before]
        done = await wait_until(lambda: all(chain.arrivals(one)[-1] for one in fresh),
                                stop.STEPS * stop.SPAN + tally.limit(15))
        tally.check(done, f"{spoil.__name__}: after the start not all steps came")
        for one in fresh:
            stop.judge(tally, chain, one, stopped, continued, late)
        shutil.rmtree(chain.server.contacts, ignore_errors=True)
        shutil.copytree(whole, chain.server.contacts)
        status, content = await client.call("POST", "/v1/reload")
        tally.check(status == 200, f"the mended tree was answered {status} {content[:200]}")
        judge_ready(tally, "mended", *await client.call("GET", "/health/ready"), False)
        client.close()
        tally.did(WHAT)
    tally.check(chain.server.log_text().count(WORDS) >= len(breaks), "the log does not say that the kept set is in force")
    await chain.close()


async def run(setup, tally, count, options):
    chance = random.Random(options.seed)
    breaks = [BREAKS[position % len(BREAKS)] for position in range(count)]
    chance.shuffle(breaks)
    late = []
    await asyncio.gather(*(one_server(setup, tally, number, breaks[number::SERVERS], chance, late)
                           for number in range(SERVERS)))
    tally.spread("overdue step after the start on a broken tree", late)
