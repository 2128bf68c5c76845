"""S7: no other site presses a button, and the API takes bearer tokens alone."""
from harness import Item, must
from server import PUBLIC, Server

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class World:
    def __init__(self):
        self.server = Server(flags=["--trusted-proxy", "127.0.0.1"], tokens=["admin"])
        self.token = self.server.token_of("ann", self.server.report())
        self.server.settle()
        self.before = self.server.dump()

    def press(self, headers, statuses, form=None):
        form = "answer=accept&mark=" + self.server.mark(self.token) if form is None else form
        reply = self.server.send("POST", "/a/" + self.token, headers=FORM | headers, body=form)
        must(reply.status in statuses, headers, f"{statuses}, nothing stored", reply)
        must(self.server.dump() == self.before, headers, "nothing stored", f"stored; {reply}")

    def close(self):
        self.server.close()


item = Item("S7", World)
SITES = {
    "a form on another site": {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.test"},
    "a form on a sub-domain": {"Sec-Fetch-Site": "same-site", "Origin": "https://evil.tocsin.test"},
    "another site that claims our origin": {"Sec-Fetch-Site": "cross-site", "Origin": PUBLIC},
    "a site whose browser says something new": {"Sec-Fetch-Site": "sibling"},
    "an empty Sec-Fetch-Site": {"Sec-Fetch-Site": ""},
    "an old browser on another site": {"Origin": "https://evil.test"},
    "an old browser on a sub-domain": {"Origin": "https://evil.tocsin.test"},
    "an old browser on the parent domain": {"Origin": "https://test"},
    "our name with another scheme": {"Origin": "http://tocsin.test"},
    "our name at another port": {"Origin": PUBLIC + ":8443"},
    "a name that begins with ours": {"Origin": PUBLIC + ".evil.test"},
    "the beginning of our name": {"Origin": "https://tocsin"},
    "a scheme alone as origin": {"Origin": "https:"},
    "a scheme and slashes as origin": {"Origin": "https://"},
    "our origin with a path": {"Origin": PUBLIC + "/a"},
    "our name with a user": {"Origin": "https://tocsin.test@evil.test"},
    "our name in capitals from another scheme": {"Origin": "HTTP://TOCSIN.TEST"},
    "an empty origin": {"Origin": ""},
    "two origins": {"Origin": PUBLIC + " https://evil.test"},
    "our name with two dots at its end": {"Origin": PUBLIC + ".."},
    "our name with letters that look like it": {"Origin": "https://t\u043ecsin.test"},
    "our name in percent escapes": {"Origin": "https://%74ocsin.test"},
    "an old browser that tells the page alone": {"Referer": "https://evil.test/tocsin.test"},
    "a page that was reached by another name": {"Host": "10.0.0.5:8080", "Origin": "http://10.0.0.5:8080"},
    "a name that was bound to our address": {"Host": "evil.test", "Origin": "https://evil.test"},
}
for name, headers in SITES.items():
    item.add(f"a good mark from {name}", "403, nothing stored", lambda world, h=headers: world.press(h, (403,)))

for word in ("ask", "without"):
    for names in ("ann", "/yard/duty", "/yard/duty/ann", "bob&names=ann"):
        item.add(f"{word} for {names} by somebody who does not lead", "403, nothing stored",
                 lambda world, w=word, n=names: world.press({"Origin": PUBLIC}, (403,), f"answer={w}&names={n}&mark=" + world.server.mark(world.token)))
    item.add(f"{word} without the mark", "409, nothing stored", lambda world, w=word: world.press({"Origin": PUBLIC}, (409,), f"answer={w}&names=ann"))

for name, headers in {"capitals": {"Origin": "HTTPS://TOCSIN.TEST"}, "the usual port": {"Origin": PUBLIC + ":443"}, "a dot at the end": {"Origin": PUBLIC + "."},
                      "a referrer alone": {"Referer": PUBLIC + "/a/x"}}.items():
    item.add(f"no mark, and our origin with {name}", "409, nothing stored: the mark alone is missing", lambda world, h=headers: world.press(h, (409,), "answer=accept"))

for name, headers in [("no header that tells the site", {}), ("the null origin", {"Origin": "null"}),
                      ("the right site", {"Sec-Fetch-Site": "same-origin", "Origin": PUBLIC}), ("the address bar", {"Sec-Fetch-Site": "none"})]:
    item.add(f"no mark, and {name}", "409, nothing stored", lambda world, h=headers: world.press(h, (409,), "answer=accept"))

API = {
    "as a form that a browser sends without asking": {"Content-Type": "application/x-www-form-urlencoded"},
    "as text that a browser sends without asking": {"Content-Type": "text/plain"},
    "as a multipart form": {"Content-Type": "multipart/form-data; boundary=b"},
    "as JSON in disguise": {"Content-Type": "text/json"},
    "as XML": {"Content-Type": "application/xml"},
}
REPORT = '{"unit": "/yard", "plan": "storm", "title": "x"}'
for name, headers in API.items():
    def call(world, headers=headers):
        reply = world.server.send("POST", "/v1/incidents", "admin", headers=headers, body=REPORT)
        must(reply.status == 415 and world.server.dump() == world.before, headers, "415, nothing stored", reply)
    item.add(f"a report {name}, with a token", "415, nothing stored", call)

CREDENTIALS = {
    "in the query": ("?access_token={t}", {}), "in a cookie": ("", {"Cookie": "token={t}; Authorization=Bearer {t}"}),
    "as a password": ("", {"Authorization": "Basic OnRva2Vu"}), "as a digest": ("", {"Authorization": "Digest token={t}"}),
    "in X-Api-Key": ("", {"X-Api-Key": "{t}", "X-Auth-Token": "{t}"}), "as Proxy-Authorization": ("", {"Proxy-Authorization": "Bearer {t}"}),
    "twice in one field": ("", {"Authorization": "Bearer {t}, Bearer {t}"}), "without the word Bearer": ("", {"Authorization": "{t}"}),
}
for name, (query, headers) in CREDENTIALS.items():
    def credential(world, query=query, headers=headers):
        token = world.server.tokens["admin"]
        sent = {k: v.replace("{t}", token) for k, v in headers.items()}
        reply = world.server.send("POST", "/v1/incidents" + query.replace("{t}", token), headers=sent, body=REPORT)
        must(reply.status == 401 and world.server.dump() == world.before, (query, headers), "401, nothing stored", reply)
    item.add(f"an access token {name}", "401, nothing stored", credential)

for name, method, path in [("the list", "OPTIONS", "/v1/incidents"), ("the answer page", "OPTIONS", "/a/x"), ("a read", "GET", "/v1/units")]:
    def preflight(world, method=method, path=path):
        headers = {"Origin": "https://evil.test", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
        reply = world.server.send(method, path, "admin" if method == "GET" else None, headers=headers)
        found = [n for n, _ in reply.headers if n.lower().startswith("access-control")]
        must(not found, f"{method} {path} from https://evil.test", "no Access-Control field", reply)
    item.add(f"{method} of {name} from another site", "no Access-Control field", preflight)
