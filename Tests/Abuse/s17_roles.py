"""S17: every role may do what it is named for, and nothing else."""
import json
import time

from harness import Item, must
from server import Server, Tree, command

ROLES = ["reporter", "responder", "operator", "auditor", "admin"]
REPORT = {"unit": "/yard", "plan": "storm", "title": "x"}
LATER = "2099-01-01T00:00:00Z"
# Method, path, body, and the roles that may; whatever is missing here is refused to everybody.
ROUTES = [
    ("POST", "/v1/incidents", REPORT, "reporter operator admin"), ("GET", "/v1/incidents", None, "reporter responder operator auditor admin"), ("GET", "/v1/incidents/{own}", None, "reporter responder operator auditor admin"),
    ("POST", "/v1/incidents/{own}/reports", {"kind": "follow_up", "text": "x"}, "reporter responder operator admin"), ("POST", "/v1/incidents/{own}/answers", {"person": "ann", "answer": "seen"}, "responder operator admin"),
    ("POST", "/v1/incidents/{own}/severity", {"severity": "II", "reason": "x"}, "operator admin"), ("POST", "/v1/incidents/{own}/escalate", {"reason": "x"}, "operator admin"),
    ("POST", "/v1/incidents/{own}/ask", {"names": ["ann"]}, "operator admin"), ("POST", "/v1/incidents/{own}/without", {"names": ["ann"]}, "operator admin"),
    ("POST", "/v1/incidents/{own}/pause", {"until": LATER, "reason": "x"}, "operator admin"), ("POST", "/v1/incidents/{own}/stand-down", {"reason": "x"}, "operator admin"),
    ("POST", "/v1/incidents/{own}/cancel", {"reason": "x"}, "operator admin"), ("GET", "/v1/preview?unit=/yard&plan=storm", None, "responder operator auditor admin"), ("GET", "/v1/people", None, "responder operator auditor admin"),
    ("GET", "/v1/rosters/yard/desk", None, "responder operator auditor admin"), ("GET", "/v1/units", None, "reporter responder operator auditor admin"), ("POST", "/v1/reload", None, "admin"),
    ("POST", "/v1/changes/absence", {"person": "ann", "from": "2026-12-01", "to": "2026-12-02", "reason": "x"}, "admin"),
    ("POST", "/v1/changes/override", {"roster": "/yard/none", "from": "2026-12-01", "to": "2026-12-02", "add": ["ann"], "reason": "x"}, "admin"),
    ("POST", "/v1/changes/withdraw", {"file": "yard/changes/2026-12-01-none.yaml", "reason": "x"}, "admin"),
]
NOBODY = ["no token", "an unknown token", "a revoked token", "a token of another server"]
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


class World:
    def __init__(self):
        tree = Tree()
        tree.write("Contacts/yard/rosters.yaml", "rosters: {desk: {members: [ann]}}\n")
        self.server = Server(tree, flags=["--trusted-proxy", "127.0.0.1"], tokens=[*ROLES])
        s = self.server
        s.tokens["gate"] = s.make_token("reporter", "gate")
        s.tokens["ann"] = s.make_token("responder", "ann-phone", "--person", "ann")
        s.tokens["a revoked token"] = s.make_token("admin", "gone")
        s.tokens["an unknown token"] = "tcs_" + "A" * 43
        other = Server(start=False)
        s.tokens["a token of another server"] = other.tokens["admin"]
        other.close()
        self.own, self.foreign = s.report("own", "reporter"), s.report("foreign", "gate")
        s.send("GET", "/v1/units", "a revoked token")
        done = command("token", "revoke", "gone", "--data", s.data)
        assert done.returncode == 0, done.all

        time.sleep(1.2)
        s.settle()
        self.peer = 0

    def send(self, method, path, body, who):
        self.peer += 1
        return self.server.send(method, path.replace("{own}", str(self.own)).replace("{foreign}", str(self.foreign)), None if who == "no token" else who,
                                body=json.dumps(body) if body is not None else b"", peer=f"10.0.{self.peer >> 8}.{self.peer & 255}")

    def refused(self, method, path, body, who, status):
        before = self.server.deeds()
        reply = self.send(method, path, body, who)
        must(reply.status == status and self.server.deeds() == before, f"{method} {path} by {who}", f"{status}, nothing stored", reply)

    def close(self):
        self.server.close()


item = Item("S17", World)
for method, path, body, roles in ROUTES:
    name = f"{method} {path.split('?')[0]}".replace("{own}", "{id}")
    for role in ROLES:
        if role not in roles.split():
            item.add(f"{name} by a {role}", "403, nothing stored", lambda w, m=method, p=path, b=body, r=role: w.refused(m, p, b, r, 403))
    for who in NOBODY:
        item.add(f"{name} with {who}", "401, nothing stored", lambda w, m=method, p=path, b=body, r=who: w.refused(m, p, b, r, 401))
for path in sorted({p.split("?")[0] for _, p, _, _ in ROUTES}):
    there = {m for m, p, _, _ in ROUTES if p.split("?")[0] == path}
    for method in METHODS:
        if method not in there:
            item.add(f"{method} {path.replace('{own}', '{id}')} by an admin", "405, nothing stored", lambda w, m=method, p=path: w.refused(m, p, REPORT if m != "GET" else None, "admin", 405))
for path in ["/v1", "/v1/", "/v1/incidents/", "/v1/incidents/{own}/", "/v1/incidents/{own}/answers/", "/v1/tokens", "/v1/users", "/v1/audit", "/v1/config", "/v1//incidents", "/V1/incidents", "/v1/incidents/%2e%2e/people", "/v1/./people", "/v1/incidents/../people",
             "//v1/people", "/v1/people;x=1", "/v1/people/", "/v1/people%00", "/v1%2Fpeople", "/admin", "/debug", "/.git/config", "/.env", "/data/tokens.json"]:
    item.add(f"GET {path.replace('{own}', '{id}')} without a token", "404 or 401", lambda w, p=path: (lambda r: must(r.status in (401, 404) and b'"people"' not in r.body, p, "404 or 401", r))(w.send("GET", p, None, "no token")))

FOREIGN = [("GET", "/v1/incidents/{foreign}", None), ("POST", "/v1/incidents/{foreign}/reports", {"kind": "follow_up", "text": "x"}), ("POST", "/v1/incidents/{foreign}/reports", {"kind": "final", "text": "x"})]
for method, path, body in FOREIGN:
    kind = f" ({body['kind']})" if body else ""
    item.add(f"{method} {path.replace('{foreign}', '{id}')}{kind} of another source by a reporter", "404, as for an incident that is not there", lambda w, m=method, p=path, b=body: w.refused(m, p, b, "reporter", 404))
for what in ["9999", "0", "-1", "1e1", "+1", " 1", "01x", "1%00", "99999999999999999999", "٣", "1;2", "1/../2", "01", "-", "other000-1", "other000-", "1-1", "-1-1", "1099511627777"]:
    item.add(f"the incident number {what}", "404", lambda w, n=what: (lambda r: must(r.status in (400, 404), n, "404", r))(w.send("GET", f"/v1/incidents/{n.replace(' ', '%20')}", None, "admin")))


@item.case("the same answer for another source's incident and for none", "byte for byte the same")
def _(world):
    there, none = (world.send("GET", f"/v1/incidents/{n}", None, "reporter") for n in (world.foreign, 9_999))
    must(there.body == none.body and there.status == none.status == 404, "another source's incident", "as one that is not there", (there, none))


@item.case("the list of a reporter among 600 incidents of others", "their own alone, full pages of them, and no others' numbers")
def _(world):
    s = world.server
    for start in range(3):
        s.send("POST", "/v1/incidents", "gate", body=[REPORT | {"title": f"g{start}-{i}"} for i in range(200)])
        s.send("POST", "/v1/incidents", "reporter", body=[REPORT | {"title": f"r{start}-{i}"} for i in range(5)])
    found, path = [], "/v1/incidents?limit=4"
    sizes = []
    while path:
        page = s.send("GET", path, "reporter").json
        found += page["incidents"]
        sizes.append(len(page["incidents"]))
        path = f"/v1/incidents?limit=4&after={page['next']}" if page.get("next") else None
    mine = [r[0] for r in s.sql("SELECT id FROM incidents WHERE source = 'reporter' ORDER BY id DESC")]
    must([int(i["id"].rsplit("-", 1)[1]) for i in found] == mine and all(n == 4 for n in sizes[:-1]), "GET /v1/incidents?limit=4, page by page", "own incidents, four a page", (sizes, [i["id"] for i in found][:10]))


for field in ("unit", "plan", "severity", "status"):
    def probe(world, field=field):
        value = {"unit": "/yard", "plan": "storm", "severity": "I", "status": "open"}[field]
        page = world.send("GET", f"/v1/incidents?{field}={value}", None, "reporter").json
        titles = {i["title"] for i in page["incidents"]}
        must("foreign" not in titles and not any(t.startswith("g") for t in titles), f"{field}={value}", "own incidents alone", titles)
    item.add(f"a reporter's list filtered by {field}", "their own alone", probe)
for name, headers in [("X-Role", {"X-Role": "admin"}), ("X-Original-URL", {"X-Original-URL": "/v1/people"}), ("X-Rewrite-URL", {"X-Rewrite-URL": "/v1/people"}), ("X-HTTP-Method-Override", {"X-HTTP-Method-Override": "POST"}), ("X-Forwarded-User", {"X-Forwarded-User": "admin"})]:
    def header(world, headers=headers):
        reply = world.server.send("GET", "/v1/people", "reporter", headers=headers)
        must(reply.status == 403, headers, "403", reply)
    item.add(f"a reporter with {name}", "403", header)


@item.case("a report that names another source", "422: the source is the token's")
def _(world):
    for field in ("source", "reporter", "id", "reported_at", "plan_version"):
        world.refused("POST", "/v1/incidents", REPORT | {field: "gate"}, "reporter", 422)


@item.case("another source's deduplication key", "an incident of its own")
def _(world):
    one = world.server.report("k", "gate", dedup_key="shared")
    two = world.server.report("k", "reporter", dedup_key="shared")
    must(one != two, "the same dedup_key by two sources", "two incidents", (one, two))


@item.case("another source's idempotency key", "an incident of its own")
def _(world):
    found = [world.server.send("POST", "/v1/incidents", who, headers={"Idempotency-Key": "shared"}, body=REPORT).json["id"] for who in ("gate", "reporter")]
    must(found[0] != found[1], "the same Idempotency-Key by two sources", "two incidents", found)


@item.case("a person's token that answers for somebody else", "403, nothing stored")
def _(world):
    world.refused("POST", "/v1/incidents/{own}/answers", {"person": "bob", "answer": "accept"}, "ann", 403)


@item.case("a severity lower than the rules, by a reporter", "422")
def _(world):
    world.refused("POST", "/v1/incidents", REPORT | {"severity": "IV"}, "reporter", 422)


for name, arguments in [("a role that there is not", ["--role", "root", "--name", "x"]), ("a name with a line end", ["--role", "admin", "--name", "a\nb"]), ("a name with ESC", ["--role", "admin", "--name", "a\x1b[2J"]), ("an empty name", ["--role", "admin", "--name", ""]),
                        ("a name of 65 letters", ["--role", "admin", "--name", "a" * 65]), ("a name with a space", ["--role", "admin", "--name", "a b"]), ("a name that is taken", ["--role", "admin", "--name", "reporter"])]:
    def make(world, arguments=arguments):
        before = (world.server.data / "tokens.json").read_text()
        done = command("token", "create", *arguments, "--data", world.server.data)
        must(done.returncode in (1, 2) and "tcs_" not in done.all and (world.server.data / "tokens.json").read_text() == before, arguments, "refused, no token made", done.all)
    item.add(f"a token with {name}", "refused, no token made", make)
