"""The contact tree of a torment: one unit, people with addresses, plans with short steps."""
import json


class Tree:
    """`people`: id -> list of addresses such as {"webhook": URL}; `plans`: id -> text of the plan's file."""

    def __init__(self, people, plans, name="Torture Yard"):
        self.people, self.plans, self.name = people, plans, name

    def write(self, contacts):
        unit = contacts / "yard"
        (unit / "plans").mkdir(parents=True, exist_ok=True)
        (unit / "unit.yaml").write_text(self.unit_text())
        for name, text in self.plans.items():
            (unit / "plans" / f"{name}.yaml").write_text(text)

    def unit_text(self):
        lines = [f"name: {self.name}", "time_zone: UTC", "language: en", "people:"]
        for person, addresses in self.people.items():
            lines.append(f"  {person}: {{name: {person.title()}, addresses: {json.dumps(addresses)}}}")
        members = ", ".join(self.people)
        return "\n".join(lines + ["groups:", f"  everybody: {{members: [{members}]}}"]) + "\n"


def plan(steps, fallback="boss", title="Chain", severity="II", extra=""):
    """The text of a plan: `steps` are (people, time) in order; the same response for every rank."""
    written = ", ".join(f"{{ask: [{ask}], within: {within}}}" for ask, within in steps)
    responses = "\n".join(f"  {rank}: {{steps: [{written}]{extra}}}" for rank in ("I", "II", "III", "IV"))
    return (f"name: {title}\nseverity: {{default: {severity}, labels: {{{severity}: Serious}}}}\n"
            f"responses:\n{responses}\nfallback: [{fallback}]\n")
