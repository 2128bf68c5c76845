"""The checks that torments share. They look only at what callers were told and at what receivers got."""
import asyncio

from harness.tally import now

EARLY = 0.003       # deadlines are kept in whole milliseconds


async def wait_until(holds, within, every=0.05):
    """Waits for a condition; whether it came true."""
    end = now() + within
    while now() < end:
        if holds():
            return True
        await asyncio.sleep(every)
    return holds()


async def nothing_lost(tally, loader, receipts, within=60, wanted=None):
    """Every accepted report reached a receiver that took it."""
    missing = {one.incident: one for one in loader.accepted.values() if wanted is None or wanted(one)}

    def all_here():
        for incident in [number for number in missing if receipts.has_taken(number)]:
            del missing[incident]
        return not missing

    await wait_until(all_here, tally.limit(within))
    tally.lost += len(missing)
    tally.check(not missing, f"{len(missing)} accepted reports never arrived, such as "
                             f"{[one.title for one in list(missing.values())[:3]]}")
    await wait_until(lambda: False, 0.3)


def one_incident_each(tally, receipts):
    """A title stands for one incident, whatever was repeated after a cut."""
    numbers = {}
    for receipt in receipts.all:
        if receipt.title and not receipt.digest:
            numbers.setdefault(receipt.title, set()).add(receipt.incident)
    several = {title: found for title, found in numbers.items() if len(found) > 1}
    tally.check(not several, f"reports that became several incidents: {list(several.items())[:3]}")


def same_ids(tally, receipts, kinds=("alert", "")):
    """A person is asked once a round under one id; an id stands for one message."""
    names, meanings = {}, {}
    for receipt in receipts.all:
        meaning = (receipt.incident, receipt.number, receipt.person)
        known = meanings.setdefault(receipt.id, meaning)
        tally.check(known == meaning, f"{receipt.id} stands for {known} and for {meaning}")
        if receipt.kind in kinds and not receipt.digest:
            names.setdefault((receipt.incident, receipt.person), set()).add(receipt.id)
    several = {who: found for who, found in names.items() if len(found) > 1}
    tally.check(not several, f"one message under several ids: {list(several.items())[:3]}")


def copies(tally, receipts, settled=2.0):
    """At most one copy of a message in each life of the server, and another only if it was in flight when that life ended.

    `settled`: an attempt that a receiver took so long before the end has its outcome on record.
    """
    for name, found in receipts.by_id.items():
        lives = {}
        for receipt in found:
            lives.setdefault(receipt.life, []).append(receipt)
        for life, here in lives.items():
            taken = [receipt for receipt in here if receipt.taken]
            tally.check(len(taken) <= 1, f"{name} was taken {len(taken)} times in one life of the server")
            later = [other for other in lives if other > life]
            if later and taken and life in receipts.deaths:
                age = receipts.deaths[life] - taken[0].at
                tally.check(age <= tally.limit(settled), f"{name} was taken {age:.1f} s before the end of a life and sent again after it")
    tally.extra += receipts.extra_copies()


def record_holds(tally, server):
    fault = server.verify()
    tally.check(fault is None, f"audit verify: {fault}")


def first_arrivals(receipts, incident, kinds=("alert", "")):
    """When each person was first asked about an incident."""
    first = {}
    for receipt in receipts.by_incident.get(incident, ()):
        if receipt.kind in kinds and not receipt.digest and receipt.person not in first:
            first[receipt.person] = receipt.at
    return first


def steps_in_time(tally, accepted, receipts, people, spans, latest=None, late=None, until=None):
    """Holds the starts of steps against the plan's own times.

    Step k may not start before the sum of the times of those before it, counted from the moment at which the report was
    sent. `late` collects by how much each came after the same sum counted from the answer; `latest` is its limit.
    `until`: steps due after this moment are not looked for.
    """
    first = first_arrivals(receipts, accepted.incident)
    due = 0.0
    for position, person in enumerate(people):
        if until is not None and accepted.answered + due > until:
            return
        at = first.get(person)
        if at is None:
            tally.check(latest is None, f"{accepted.title}: step {position + 1} never started")
        else:
            tally.steps += 1
            early = accepted.sent + due - at
            tally.check(early <= EARLY, f"{accepted.title}: step {position + 1} started {early * 1000:.0f} ms early")
            behind = at - accepted.answered - due
            if late is not None and position > 0:
                late.append(max(behind, 0.0))
            if latest is not None:
                tally.check(behind <= latest, f"{accepted.title}: step {position + 1} started {behind:.2f} s late")
        if position < len(spans):
            due += spans[position]
