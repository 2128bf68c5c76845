import Foundation
import Testing

/// The command by itself: bad use, help, checking, machine-readable output.
@Suite(.timeLimit(.minutes(10))) struct CommandTests {
    private static let unit = ["--unit", "/riverside-town", "--plan", "fire"]
    private static let folders = ["--contacts", Place.contacts, "--templates", Place.templates]

    /// Uses that make no sense; no server is needed to say so.
    private static let badUses: [[String]] = [
        ["nonsense"], ["--nonsense"],
        ["serve", "--listen", "8080"], ["serve", "--listen", "0.0.0.0:8080"], ["serve", "--listen", "127.0.0.1:99999"],
        ["serve", "--public-url", "tocsin.town.example"], ["serve", "--allow-address", "not/an/address"],
        ["serve", "--report-rate", "fast"], ["serve", "--log-level", "loud"], ["serve", "--data"],
        ["serve", "--smtp-url", "mail.town.example"], ["serve", "--smtp-url", "smtp://mail.town.example"],
        ["serve", "--smtp-url", "smtp://mail.town.example", "--smtp-tls", "implicit", "--smtp-from", "a@town.example"],
        ["serve", "--smtp-url", "smtp://mail.town.example:70000", "--smtp-from", "a@town.example"],
        ["serve", "--smtp-url", "smtp://mail.town.example:0", "--smtp-from", "a@town.example"],
        ["serve", "--smtp-url", "smtp://::1:25", "--smtp-from", "a@town.example"],
        [
            "serve", "--smtp-url", "smtp://mail.town.example", "--smtp-from", "a@town.example", "--smtp-client-key",
            "/x",
        ],
        [
            "serve", "--smtp-url", "smtp://mail.town.example", "--smtp-from", "a@town.example", "--smtp-client-cert",
            "/x",
        ],
        ["serve", "--smtp-url", "smtp://mail.town.example", "--smtp-from", "a@town.example", "--smtp-ca-file", "/x"],
        ["serve", "extra"],
        ["check", "--nonsense"], ["check", "extra"],
        ["who"], ["who", "--unit", "/riverside-town"], ["who"] + unit + folders + ["--severity", "V"],
        ["who"] + unit + folders + ["--at", "tomorrow"], ["who"] + unit + folders + ["--lang", "fr"],
        ["who"] + unit + folders + ["--at", "2026-02-30 10:00"],
        ["who"] + unit + folders + ["--at", "1900-01-01 00:00"], ["serve", "--public-url", "https://*.example"],
        ["rehearse", "--plan", "fire"], ["rehearse"] + unit + folders + ["--answers", "lin-yue"],
        ["rehearse"] + unit + folders + ["--answers", "lin-yue=perhaps@7m"],
        ["rehearse"] + unit + folders + ["--answers", "lin-yue=accept@soon"],
        ["rehearse"] + unit + folders + ["--set", "people"], ["rehearse"] + unit + folders + ["--set", "trapped=many"],
        ["rehearse"] + unit + folders + ["--for", "ever"], ["rehearse"] + unit + folders + ["--lang", "fr"],
        ["report"], ["report"] + unit, ["report"] + unit + ["--title", "T", "--set", "people"],
        ["report", "stray"], ["report", "--json-file"], ["report", "--json-file", "a.json", "--title", "T"],
        ["report", "-", "--set", "people=1"], ["report", "--json-file", "a.json", "-"],
        ["drill", "--report", "1", "--unit", "/a"],
        ["report"] + unit + ["--title", "T", "--set", "people=1", "--set", "people=2"],
        ["audit", "verify", "--heads", "a", "--without-heads"], ["serve", "--data", "a", "--data", "b"],
        ["serve", "--data", ""],
        ["serve", "--smtp-from", "a@b.example"], ["serve", "--heartbeat-every", "30s"],
        ["serve", "--listen", "0.0.0.0:8080", "--insecure-bind"], ["serve", "--listen", "[::1]"],
        ["serve", "--listen", "127.0.0.1:0"],
        ["serve", "--public-url", "https://tocsin.town.example?x=1"], ["serve", "--allow-address", "[::1]:0"],
        ["serve", "--trusted-proxy", "10.1.0.7:80"], ["serve", "--settings", "/nowhere/settings.yaml"],
        ["incidents", "nonsense"], ["incidents", "show"], ["incidents", "show", "one"],
        ["incidents", "ack", "1"], ["incidents", "severity", "1", "--to", "I"], ["incidents", "note", "1"],
        ["incidents", "stand-down"], ["incidents", "cancel", "x"], ["incidents", "escalate"],
        ["incidents", "pause", "1"], ["incidents", "report", "1", "--text", "x", "--set", "people"],
        ["incidents", "list", "--url", "ftp://127.0.0.1"], ["incidents", "list", "--url", "http://127.0.0.1:9?x"],
        ["rehearse"] + unit + folders + ["--expect", "/tmp"],
        ["drill"], ["drill", "--report", "one"],
        ["test"], ["test", "--person"],
        ["token", "create"], ["token", "create", "--role", "king", "--name", "a"],
        ["token", "create", "--role", "admin", "--name", "a b"], ["token", "list", "extra"], ["token", "revoke"],
        ["audit", "export"], ["audit", "export", "one"], ["audit", "verify", "extra"],
        ["audit", "verify", "--heads", "/nowhere/heads.jsonl"], ["audit", "accept-restore"],
        ["audit", "accept-restore", "--reason", " "],
        ["backup"], ["backup", "--to"], ["backup", "--to", "  "], ["serve", "--keep-closed", "7d"],
        ["serve", "--keep-closed", "long"],
        ["reload", "extra"], ["demo", "--twice"],
    ]

    @Test(arguments: badUses) func `bad use is one line on standard error and exit 2`(arguments: [String]) async throws
    {
        let folder = try Folder()
        let environment = ["TOCSIN_TOKEN": "tcs_none", "TOCSIN_DATA": folder.path, "TOCSIN_URL": "http://127.0.0.1:9"]
        await Gate.shared.enter()
        let output = try await run(arguments, environment: environment)
        await Gate.shared.leave()
        #expect(output.code == 2, "\(arguments): \(output)")
        #expect(output.errorLines.count == 1 && output.errors.hasPrefix("tocsin: "), "\(arguments): \(output)")
        #expect(output.text.isEmpty, "\(arguments): \(output)")
    }

    @Test func `an unknown command is told with the known ones, and with the one that was meant`() async throws {
        let close = try await run(["incidents", "close", "12"])
        #expect(close.code == 2 && close.errors.contains("there is no command `incidents close`"), "\(close)")
        #expect(close.errors.contains("stand-down, cancel"), "\(close)")
        let slip = try await run(["incidents", "cancle", "12"])
        #expect(slip.errors.contains("did you mean `cancel`?"), "\(slip)")
        #expect(try await run(["srve"]).errors.contains("did you mean `serve`?"))
        #expect(try await run(["audit", "verfy"]).errors.contains("did you mean `verify`?"))
    }

    @Test func `of a server's address capitals are read, and a password in it is never shown`() async throws {
        let port = try Receivers.freePort()
        for (url, words) in [
            ("HTTP://127.0.0.1:\(port)", "no answer from http://127.0.0.1:\(port)"),
            ("http://u:p4ss@127.0.0.1:\(port)", "has a user in it"), ("u:p4ss@127.0.0.1", "is not the address"),
            ("http://127.0.0.1:\(port)?x", "has a query (?)"),
        ] {
            let output = try await run(["incidents"], environment: ["TOCSIN_TOKEN": " tcs_none", "TOCSIN_URL": url])
            #expect(output.errors.contains(words) && !output.errors.contains("p4ss"), "\(url): \(output)")
        }
    }

    @Test func `a client command without a token says how to get one`() async throws {
        for command in [
            ["incidents"], ["report"] + Self.unit + ["--title", "T"], ["reload"], ["drill", "--report", "1"],
        ] {
            let output = try await run(command)
            #expect(output.code == 2 && output.errors.contains("tocsin token create"), "\(command): \(output)")
            #expect(output.errorLines.count == 1)
        }
    }

    @Test func `without a server a client command fails with one line`() async throws {
        let port = try Receivers.freePort()
        let environment = ["TOCSIN_TOKEN": "tcs_none", "TOCSIN_URL": "http://127.0.0.1:\(port)"]
        for command in [["incidents"], ["report"] + Self.unit + ["--title", "T"], ["reload"]] {
            let output = try await run(command, environment: environment)
            #expect(output.code == 1 && output.errorLines.count == 1, "\(command): \(output)")
            #expect(output.errors.contains("127.0.0.1:\(port)"), "\(command): \(output)")
        }
    }

    @Test func `help is complete and ends with exit 0`() async throws {
        let top = try await run(["--help"])
        #expect(top.code == 0 && top.errors.isEmpty)
        let commands = [
            "serve", "check", "who", "rehearse", "report", "incidents", "drill", "test", "token", "audit", "backup",
            "reload", "demo",
        ]
        for command in commands {
            #expect(top.text.contains("  \(command) "), "\(command) is not in --help")
            let help = try await run([command, "--help"])
            #expect(help.code == 0 && help.errors.isEmpty && help.text.contains("USAGE: tocsin \(command)"), "\(help)")
            for line in help.text.split(separator: "\n") where line.hasPrefix("  -") {
                #expect(Self.isExplained(line, in: help.text), "\(command): \(line) is not explained")
            }
        }
        for pair in [
            ["token", "create"], ["token", "revoke"], ["audit", "verify"], ["audit", "export"], ["incidents", "pause"],
        ] {
            #expect(try await run(pair + ["--help"]).code == 0)
        }
        #expect(try await run(["--version"]).text.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }

    /// Whether words follow a flag and its value, on its line or the next.
    private static func isExplained(_ line: Substring, in text: String) -> Bool {
        if line.contains(/^ +-[-\w, ]+(<[^>]+>)?( \.\.\.)? +\w/) { return true }
        return text[line.endIndex...].dropFirst().prefix { $0 == " " }.count > 20
    }

    @Test(arguments: [
        ("address-bad-email", "he.an@town"), ("group-deputy-twice", "deput"), ("plan-rule-unknown-field", "rule"),
        ("several-at-once", "default"), ("step-unknown-name", "dutty"),
    ])
    func `check names file, line and column of every fault`(tree: String, word: String) async throws {
        let contacts = Place.brokenTrees + "/" + tree + "/Contacts"
        let output = try await run(["check", "--contacts", contacts, "--templates", Place.templates])
        #expect(output.code == 1 && output.errorLines.count == 1, "\(output)")
        let faults = output.text.split(separator: "\n")
        #expect(!faults.isEmpty && (tree != "several-at-once" || faults.count > 1), "\(output)")
        for fault in faults { #expect(fault.contains(/\.yaml:\d+:\d+: .+; .+/), "\(fault)") }
        #expect(output.text.contains(word))
        let machine = try await run(["check", "--json", "--contacts", contacts, "--templates", Place.templates])
        #expect(machine.code == 1 && machine.json["faults"].list.count == faults.count, "\(machine)")
    }

    @Test func `check finds a broken template, a folder that is not there, and no fault in the example`() async throws {
        let clean = try await run(["check"] + Self.folders)
        #expect(clean.code == 0 && clean.text.hasPrefix("no fault"), "\(clean)")
        let missing = try await run(["check", "--contacts", "/nowhere", "--templates", Place.templates])
        #expect(missing.code == 1 && missing.text.contains("/nowhere"), "\(missing)")

        let folder = try Folder()
        try FileManager.default.copyItem(atPath: Place.templates, toPath: folder.path + "/Templates")
        try folder.write("{{#title}}\nnever closed\n", to: "Templates/messages/alert.en.mustache")
        let broken = try await run(["check", "--contacts", Place.contacts, "--templates", folder.path + "/Templates"])
        #expect(broken.code == 1 && broken.text.contains(/alert\.en\.mustache:\d+/), "\(broken)")
    }

    @Test func `who says who would be told, for people and for machines`() async throws {
        let arguments = [
            "who", "--unit", "/riverside-town/service-centre", "--plan", "public-gathering", "--severity", "III",
            "--at", "2026-12-31 23:00",
        ]
        let output = try await run(arguments + Self.folders)
        for part in ["Chen Wei", "Sun Hao", "Huang Mei-ling", "Lin Yue", "Grace Okoro", "step 1", "step 2"] {
            #expect(output.text.contains(part), "\(part): \(output)")
        }
        let machine = try await run(arguments + Self.folders + ["--json"])
        #expect(machine.code == 0 && machine.json["steps"].list.count == 3, "\(machine)")
        #expect(machine.json["steps"][0]["at"].text?.hasPrefix("2026-12-31T") == true, "\(machine)")

        let chinese = try await run(arguments + Self.folders + ["--lang", "zh-Hans"])
        for part in ["第1步，立即（23:00）：5分钟内答复", "每个名称各须1个岗位（共2个）", "代陈伟", "直至人员到齐，最长1天", "仍无人处置，1天20分钟后"] {
            #expect(chinese.text.contains(part), "\(part): \(chinese)")
        }
        let traditional = try await run(arguments + Self.folders + ["--lang", "zh-Hant"])
        #expect(traditional.text.contains("第1步，立即（23:00）：5分鐘內答覆"), "\(traditional)")

        let unit = try await run(["who", "--unit", "/nowhere", "--plan", "fire"] + Self.folders)
        #expect(unit.code == 1 && unit.errors.contains("/riverside-town/water-plant") && unit.errorLines.count == 1)
        let plan = try await run(["who", "--unit", "/riverside-town", "--plan", "flood"] + Self.folders)
        #expect(plan.code == 1 && plan.errors.contains("power-loss") && plan.errorLines.count == 1)
    }
}
