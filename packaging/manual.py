#!/usr/bin/env python3
"""Writes the manual's pages from what the command says of itself.

usage: tocsin --experimental-dump-help | manual.py FOLDER DATE
tocsin.1 has the commands, tocsin-COMMAND.1 each with its flags, tocsin-settings.5 the settings file.
"""
import json
import os
import re
import sys
import textwrap

FILES = [
    ("/etc/tocsin/settings.yaml", "Settings of the server, and of every command of the package; see tocsin-settings(5)."),
    ("/etc/tocsin/environment", "Secrets of the service, a NAME=value a line."),
    ("/var/lib/tocsin/tree", "The contact tree and the plans."),
    ("/var/lib/tocsin/templates", "Own templates, which stand in place of those in /usr/share/tocsin/templates."),
    ("/var/lib/tocsin/data", "The data directory: incidents, their record, tokens and keys."),
    ("/usr/share/doc/tocsin", "Documents and an example of a contact tree."),
]


def escaped(text):
    text = text.replace("\\", "\\e")
    return re.sub(r"(?<![\w`])--(?=\w)", r"\\-\\-", text)


def prose(text):
    """Lines of text: a sentence begins a line, and no line is long or looks like a request."""
    lines = []
    text = re.sub(r"(?<![\w/])docs/(?=[a-z-]+\.md)", "/usr/share/doc/tocsin/docs/", text)
    for paragraph in text.strip().split("\n"):
        for sentence in re.split(r"(?<=[.?!:])\s+(?=[A-Z`/'])", paragraph.strip()):
            lines += textwrap.wrap(escaped(sentence), 76, break_long_words=False, break_on_hyphens=False)
    return "\n".join(("\\&" + line) if line[:1] in (".", "'") else line for line in lines)


def flag(argument):
    """A flag or an operand as mdoc has it."""
    if argument["kind"] == "positional":
        return "Ar " + argument["valueName"]
    names = [name for name in argument["names"]]
    longs = [name["name"] for name in names if name["kind"] == "long"]
    word = "Fl -" + longs[0] if longs else "Fl " + names[0]["name"]
    if argument["kind"] == "option":
        word += " Ar " + argument["valueName"]
    return word


def shown(command):
    return [argument for argument in command.get("arguments", [])
            if argument["shouldDisplay"] and argument["names" if argument["kind"] != "positional" else "valueName"]]


def synopsis(words, command):
    lines = [".Nm %s" % words]
    for argument in shown(command):
        if argument["kind"] != "positional" and argument["names"][0].get("name") in ("help", "h", "version"):
            continue
        # A setting of one value is an array to the parser too, so that a second one can be refused.
        repeats = argument["isRepeating"] and (not argument["valueName"].isupper() or "may be repeated" in argument.get("abstract", ""))
        more = " ..." if repeats else ""
        lines.append((".Op %s%s" if argument["isOptional"] else ".%s%s") % (flag(argument), more))
    return "\n".join(lines)


def options(command):
    rows = []
    for argument in shown(command):
        rows.append(".It %s\n%s" % (flag(argument), prose(argument.get("abstract", "") or "See above.")))
    if not rows:
        return ""
    return ".Bl -tag -width Ds\n%s\n.El\n" % "\n".join(rows)


def page(name, section, what, body, date):
    return (".Dd %s\n.Dt %s %s\n.Os\n.Sh NAME\n.Nm %s\n.Nd %s\n%s"
            % (date, name.upper(), section, name, escaped(what.rstrip(".")[0].lower() + what.rstrip(".")[1:]), body))


def exits():
    return (".Sh EXIT STATUS\n.Bl -tag -width Ds\n.It 0\nDone.\n.It 1\nRefused or failed.\n.It 2\nWrong use.\n"
            ".It 70\nOf\n.Cm serve :\nthe store is broken, and nothing more was promised.\n.El\n")


def files():
    rows = "\n".join(".It Pa %s\n%s" % (path, prose(what)) for path, what in FILES)
    return ".Sh FILES\nOf Debian's package:\n.Bl -tag -width Ds\n%s\n.El\n" % rows


def overview(root, commands):
    rows = "\n".join(".It Cm %s\n%s\nSee\n.Xr tocsin-%s 1 ." % (c["commandName"], prose(c["abstract"]), c["commandName"])
                     for c in commands)
    see = " ,\n".join(".Xr tocsin-%s 1" % c["commandName"] for c in sorted(commands, key=lambda c: c["commandName"]))
    return ("".join([
        ".Sh SYNOPSIS\n.Nm tocsin\n.Ar command\n.Op Ar flags\n",
        ".Sh DESCRIPTION\n%s\n.Pp\n%s\n.Pp\nThe commands are:\n" % (prose(root["abstract"]), prose(root["discussion"])),
        ".Bl -tag -width Ds\n%s\n.El\n" % rows,
        ".Sh ENVIRONMENT\n.Bl -tag -width Ds\n",
        ".It Ev TOCSIN_URL\nThe server that the commands speak to.\n",
        ".It Ev TOCSIN_TOKEN\nTheir access token.\n",
        ".It Ev TOCSIN_SETTINGS\nThe settings file.\n",
        ".It Ev TOCSIN_DATA , No and a variable for each other setting\nSee\n.Xr tocsin-settings 5 .\n.El\n",
        files(), exits(),
        ".Sh SEE ALSO\n%s ,\n.Xr tocsin-settings 5\n" % see,
    ]))


def command_page(command):
    words = "tocsin " + command["commandName"]
    below = [c for c in command.get("subcommands", []) if c["commandName"] != "help"]
    lines = [".Sh SYNOPSIS\n"]
    lines.append("\n".join(synopsis("%s %s" % (words, c["commandName"]), c) for c in below) if below else synopsis(words, command))
    lines.append("\n.Sh DESCRIPTION\n%s\n" % prose(command["abstract"]))
    if command.get("discussion"):
        lines.append(".Pp\n%s\n" % prose(command["discussion"]))
    if below:
        for c in below:
            lines.append(".Ss %s %s\n%s\n%s" % (words, c["commandName"], prose(c["abstract"]), options(c)))
    else:
        own = options(command)
        lines.append(own and ".Pp\nThe flags are:\n" + own)
    lines.append(exits().replace(".It 70\nOf\n.Cm serve :\nthe store is broken, and nothing more was promised.\n",
                                 ".It 70\nThe store is broken, and nothing more was promised.\n" if words == "tocsin serve" else ""))
    lines.append(".Sh SEE ALSO\n.Xr tocsin 1 ,\n.Xr tocsin-settings 5\n")
    return "".join(lines)


def settings_page(serve):
    rows = []
    for argument in shown(serve):
        name = argument["preferredName"]["name"]
        if name in ("help", "version", "settings"):
            continue
        value = " Ar " + argument["valueName"] if argument["kind"] == "option" else " No true"
        rows.append(".It Ic %s :%s\n%s" % (name, value, prose(argument["abstract"].replace("; may be repeated", "; may be a list"))))
    return ("".join([
        ".Sh DESCRIPTION\n",
        prose("The settings file of the server is YAML, with a line for each setting: `data: /var/lib/tocsin/data`. "
              "A flag of the same name comes before it, then a variable: TOCSIN_KEEP_CLOSED for `keep-closed`. "
              "A name that is no setting and a value that makes no sense are refused, with line and column."),
        "\n.Pp\nThe settings are:\n.Bl -tag -width Ds\n%s\n.El\n" % "\n".join(rows),
        files(),
        ".Sh SEE ALSO\n.Xr tocsin 1 ,\n.Xr tocsin-serve 1\n",
    ]))


def main():
    folder, date = sys.argv[1:]
    root = json.load(sys.stdin)["command"]
    commands = [c for c in root["subcommands"] if c["shouldDisplay"] and c["commandName"] != "help"]
    os.makedirs(folder, exist_ok=True)
    pages = {"tocsin.1": page("tocsin", 1, root["abstract"], overview(root, commands), date)}
    for command in commands:
        name = "tocsin-" + command["commandName"]
        pages[name + ".1"] = page(name, 1, command["abstract"].split(". ")[0].split("; ")[0].split(": ")[0], command_page(command), date)
    serve = next(c for c in commands if c["commandName"] == "serve")
    pages["tocsin-settings.5"] = page("tocsin-settings", 5, "settings of the Tocsin server", settings_page(serve), date)
    for name, text in pages.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.write(text)


main()
