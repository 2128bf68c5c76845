"""S13: values from outside stay values, in every form in which a message or a page shows them."""
import email
import email.policy
import html.parser
import json
import re
import shutil
import time

import sinks
import tokens
from harness import Item, must
from server import PUBLIC, TEMPLATES, Folder, Server, Tree, command

VALUES = {
    "the end of a JSON text": '"}],"x":"', "a backslash": "a\\", "JSON escapes": "\\u0022,\\n", "a script": "</script><script>alert(1)</script>", "an image that acts": "<img src=x onerror=alert(1)>",
    "the end of an attribute": '"><b onmouseover="alert(1)', "the end of an attribute in apostrophes": "' onfocus='alert(1)", "the end of a title": "</title></head><body onload=x>",
    "the end of a text area": "</textarea><form action=//evil.test><input name=mark>", "a comment": "<!-- --> ]]> <![CDATA[", "character references": "&lt;b&gt; &#60;b&#62; &amp",
    "a Mustache tag": "{{link}}{{{title}}}{{>head}}{{#facts}}x{{/facts}}", "a preset's word": "{link}{title}{text}", "other templates": "${7*7} #{7*7} <%= 7*7 %> %{x} $(id) `id`",
    "LS and PS": "a\u2028b\u2029c", "NUL and other controls": "a\0b\x01c\x7fd\x85e", "an escape sequence": "\x1b[2J\x1b]0;x\x07\x9b31m", "marks of direction": "\u202egpj\u2066\u200f\u061c",
    "mentions of a chat": "<!channel> <!here> <@U123> @all <http://evil.test|click>", "links of a chat": "[click](http://evil.test) ![x](http://evil.test/x.png) <http://evil.test>",
    "headings and fences of a chat": "```\n# head\n> quote\n---\n* a\n| b |", "900 wide letters": "火" * 300, "500 marks": "*_~`" * 125, "a combining storm": "a" + "\u0301" * 400,
}
CONTEXTS = ["generic", "slack", "wecom", "dingtalk", "mail", "page", "log", "command", "timeline"]
ACTING = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class Tags(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.found, self.links = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.add((tag, tuple(sorted(n for n, _ in attributes))))
        self.links += [v for n, v in attributes if n in ("href", "src", "action", "formaction")]

    def handle_comment(self, data):
        self.found.add(("comment", data))


def shape(value):
    """What a JSON value is made of, its texts left out."""
    if isinstance(value, dict):
        return {k: shape(v) for k, v in value.items()}
    if isinstance(value, list):
        return [shape(v) for v in value]
    return type(value).__name__


class World:
    def __init__(self):
        self.web, self.relay = sinks.WebSink({p: sinks.plain("200 OK", b'{"errcode":0}') for p in ("generic", "wecom", "dingtalk")}
                                             | {"slack": sinks.plain("200 OK", b"ok")}), sinks.MailSink()
        people = {p: f'{{webhook: "http://127.0.0.1:{self.web.port}/{p}", preset: {p}}}' for p in ("generic", "slack", "wecom", "dingtalk")}
        people |= {"mail": "{email: mail@town.test}", "ann": "{log: ann}"}
        self.server = Server(Tree(people, fields="report:\n  what: {type: text, label: {en: What}}\n"), flags=[
            "--allow-address", f"127.0.0.1:{self.web.port}", "--smtp-url", f"smtp://127.0.0.1:{self.relay.port}", "--smtp-tls", "none", "--smtp-from", "t@town.test"])
        self.numbers = {name: self.server.report(value, place=value, note=value, facts={"what": value}) for name, value in ({"plain": "plain"} | VALUES).items()}
        for number in self.numbers.values():
            self.server.token_of("ann", number)
        end = time.monotonic() + 60
        while time.monotonic() < end and (len(self.relay.mails) < len(self.numbers) or len(self.web.requests) < 4 * len(self.numbers)):
            time.sleep(0.1)

    def link(self, number):
        for line in self.server.lines("ann"):
            if line["incident"] == number:
                return line["link"]
        return "none/a1.x.x.x"

    def mail(self, name):
        for mail in self.relay.mails:
            message = email.message_from_bytes(mail, policy=email.policy.default)
            if str(message["Subject"]).endswith(f"#{self.numbers[name]}"):
                return message
        return None

    def close(self):
        self.server.close()
        self.web.close()
        self.relay.close()


def linked(body):
    """The numbers of the incidents whose answer links a body holds."""
    return {int.from_bytes(tokens.unb64(r)[:6], "big") for r in re.findall(r"/a/a1\.\w+\.([\w-]{22,})\.", body.decode())}


def flat(value):
    if isinstance(value, dict):
        return [t for v in value.values() for t in flat(v)]
    if isinstance(value, list):
        return [t for v in value for t in flat(v)]
    return [value] if isinstance(value, str) else []


def payload(context):
    def run(world, name):
        value = VALUES[name]
        # The answer link names the incident, whatever became of the texts.
        found = [r for r in world.web.seen("/" + context) if world.numbers[name] in linked(r["body"])]
        must(found, value, f"a message by {context} with its link", [r["body"] for r in world.web.seen("/" + context)][-3:])
        plain = [r for r in world.web.seen("/" + context) if b"plain" in r["body"]][0]
        body = json.loads(found[0]["body"])
        must(shape(body) == shape(json.loads(plain["body"])), value, "the members of any other message, none more", found[0]["body"])
        must(len(found[0]["body"]) <= 65536, value, "64 KiB at most", len(found[0]["body"]))
        texts = flat(body)
        must(not any(ACTING.search(t.replace("\n", "")) for t in texts), value, "nothing that acts", texts)
        if context == "slack":
            must(not any(re.search(r"<(?!https://tocsin\.test/)[!@#h]", t) for t in texts), value, "< and > escaped", texts)
        if context in ("wecom", "dingtalk"):
            links = [l for t in texts for l in re.findall(r"(?<!\\)\]\((?!https://tocsin\.test/)([^)]*)\)", t)]
            must(not links and not any(re.search(r"(?<!\\)<(http|@|!)", t) for t in texts), value, "no link but ours", texts)
    return run


def mail(world, name):
    value, message, plain = VALUES[name], world.mail(name), world.mail("plain")
    must(message is not None, value, "a mail", world.relay.mails[-2:])
    parts = {p.get_content_type(): p.get_content() for p in message.walk() if not p.is_multipart()}
    tags, usual = Tags(parts["text/html"]), Tags({p.get_content_type(): p for p in plain.walk()}["text/html"].get_content())
    must(tags.found - {("br", ())} <= usual.found, value, "the tags of any other mail, none more", tags.found - usual.found)
    must(all(l.startswith(PUBLIC + "/a/") for l in tags.links), value, "no link but the answer link", tags.links)
    must(not any(ACTING.search(t.replace("\r\n", "\n").replace("\n", "")) for t in [*parts.values(), str(message["Subject"])]), value, "nothing that acts", parts)


def page(world, name):
    value = VALUES[name]
    reply = world.server.send("GET", "/a/" + world.link(world.numbers[name]).rsplit("/", 1)[1])
    usual = Tags(world.server.send("GET", "/a/" + world.link(world.numbers["plain"]).rsplit("/", 1)[1]).text)
    tags = Tags(reply.text)
    must(reply.status == 200 and tags.found - {("br", ())} <= usual.found, value, "the tags of any other page, none more", tags.found - usual.found)
    must(set(tags.links) == set(usual.links), value, "no link but the style sheet", tags.links)


def log(world, name):
    value = VALUES[name]
    raw = (world.server.data / "log/ann.jsonl").read_bytes().split(b"\n")
    lines = [json.loads(l) for l in raw if l]
    mine = [l for l in lines if l["incident"] == world.numbers[name]]
    must(len(mine) == 1 and set(mine[0]) == set(lines[0]), value, "one line with the members of any other", mine)
    must(not any(ACTING.search(l.decode()) for l in raw), value, "nothing that acts, also undecoded", raw[-2:])


def shown(world, name):
    done = command("incidents", "show", str(world.numbers[name]), env={"TOCSIN_URL": f"http://127.0.0.1:{world.server.port}", "TOCSIN_TOKEN": world.server.tokens["admin"]})
    must(done.returncode == 0 and not ACTING.search(done.out.replace("\n", "")), VALUES[name], "nothing that acts on a terminal", done.out)
    listed = command("incidents", env={"TOCSIN_URL": f"http://127.0.0.1:{world.server.port}", "TOCSIN_TOKEN": world.server.tokens["admin"]})
    must(listed.returncode == 0 and not ACTING.search(listed.out.replace("\n", "")), VALUES[name], "nothing that acts on a terminal", listed.out)


def timeline(world, name):
    reply = world.server.send("GET", f"/v1/incidents/{world.numbers[name]}", "admin")
    usual = world.server.send("GET", f"/v1/incidents/{world.numbers['plain']}", "admin").json
    must(set(reply.json) == set(usual) and reply.json["title"] == VALUES[name], VALUES[name], "the members of any other incident; the title as it was sent", reply)
    must(not re.search(rb"[\0-\x1f]", reply.body), VALUES[name], "no raw control character in JSON", reply.body)


RUNS = {"generic": payload("generic"), "slack": payload("slack"), "wecom": payload("wecom"), "dingtalk": payload("dingtalk"), "mail": mail, "page": page, "log": log,
        "command": shown, "timeline": timeline}
WORDS = {"generic": "a webhook", "slack": "Slack", "wecom": "WeCom", "dingtalk": "DingTalk", "mail": "a mail", "page": "the answer page", "log": "a log", "command": "the terminal",
         "timeline": "the timeline"}
item = Item("S13", World)
for name in VALUES:
    for context in CONTEXTS:
        item.add(f"{name} in {WORDS[context]}", "the form of any other message, the value inside and nothing that acts",
                 lambda world, n=name, c=context: RUNS[c](world, n))

HALF = {"half a surrogate pair": r'"\ud83d"', "the other half": r'"\udd25"', "two first halves": r'"\ud83d\ud83d"', "halves in the wrong order": r'"\udd25\ud83d"',
        "bytes that are no UTF-8": b'"\xff\xfe"', "an overlong slash": b'"\xc0\xaf"', "a surrogate in UTF-8": b'"\xed\xa0\x80"', "a raw NUL": b'"a\0b"', "a raw line feed": b'"a\nb"', "1 MiB": b'"' + b"x" * (1 << 20) + b'"'}
for name, text in HALF.items():
    def half(world, text=text):
        value = text.encode() if isinstance(text, str) else text
        reply = world.server.send("POST", "/v1/incidents", "admin", body=b'{"unit": "/yard", "plan": "storm", "title": ' + value + b"}")
        must(reply.status in (400, 413, 422), value[:60], "400, 413 or 422; nothing stored", reply)
    item.add(f"{name} as a title", "400, 413 or 422", half)

MUSTACHE = {
    "a word that there is not": "{{password}}", "three braces": "{{{title}}}", "an ampersand": "{{&title}}", "other delimiters": "{{=<% %>=}}", "a section that never ends": "{{#facts}}", "an end without a section": "{{/facts}}",
    "sections that cross": "{{#facts}}{{#asked}}{{/facts}}{{/asked}}", "a path": "{{title.description}}", "a call": "{{title()}}", "a partial elsewhere": "{{>../../../etc/passwd}}", "an absolute partial": "{{>/etc/passwd}}",
    "a partial that there is not": "{{>nothing}}", "a tag that never ends": "{{title", "an empty tag": "{{}}", "a tag over two lines": "{{ti\ntle}}", "200 sections in one another": "{{#facts}}" * 200 + "{{/facts}}" * 200,
    "a parent template": "{{<head}}{{/head}}", "a block": "{{$x}}{{/x}}", "2 MiB": "x" * (2 << 20), "NUL": "a\0b", "no link": None,
}


class Files:
    def __init__(self):
        self.folder, self.tree = Folder(), Tree()
        shutil.copytree(TEMPLATES, self.folder.path / "Templates")
        self.file = self.folder.path / "Templates/messages/alert.en.mustache"
        self.text = self.file.read_text()

    def refused(self, text, name):
        self.file.write_text(text)
        start = time.monotonic()
        done = command("check", "--contacts", self.tree.contacts, "--templates", self.folder.path / "Templates")
        must(done.returncode == 1 and "alert.en.mustache" in done.out and "root:" not in done.all and time.monotonic() - start < 20, name, "refused, with the place", (done.returncode, done.all))

    def close(self):
        self.folder.close()
        self.tree.close()


files = Item("S13", Files)
for name, text in MUSTACHE.items():
    files.add(f"a message template with {name}", "refused by the check, with its place",
              lambda world, n=name, t=text: world.refused(world.text + t if t is not None else world.text.replace("{{>link}}", ""), n))


@files.case("a partial that holds itself", "refused by the check")
def _(world):
    partial = world.folder.path / "Templates/messages/partials/link.en.mustache"
    before = partial.read_text()
    try:
        partial.write_text(before + "{{>link}}")
        world.file.write_text(world.text)
        done = command("check", "--contacts", world.tree.contacts, "--templates", world.folder.path / "Templates")
        must(done.returncode == 1 and "link.en.mustache" in done.out, "{{>link}} in link", "refused", done.all)
    finally:
        partial.write_text(before)
