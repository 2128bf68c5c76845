import Foundation
import Testing

/// Commands beside a running server, and the settings file.
@Suite(.timeLimit(.minutes(10))) struct `Commands beside a server` {
    @Test func `test, check and report use what the running server was started with, and say so`() async throws {
        try await Server.serve(
            .usual(step: "2m", ann: "{email: ann@town.example}"),
            flags: ["--smtp-url", "smtp://127.0.0.1:9", "--smtp-tls", "none", "--smtp-from", "a@town.example"]
        ) { server in
            let own = ["TOCSIN_DATA": server.data, "TOCSIN_TOKEN": server.token, "E2E_KEY": "k"]
            let sent = try await run(["test", "--person", "ann"], environment: own)
            #expect(sent.text.contains("127.0.0.1:9"), "it must have tried the server's relay: \(sent)")
            #expect(sent.errors.contains(" of the server that runs on \(server.data) (flags override)"), "\(sent)")
            #expect(sent.errors.contains("smtp-url"), "\(sent)")
            let flags = ["--smtp-url", "smtp://127.0.0.1:7", "--smtp-from", "b@town.example"]
            let other = try await run(["test", "--person", "ann"] + flags, environment: own)
            #expect(other.text.contains("127.0.0.1:7") && !other.text.contains("127.0.0.1:9"), "flags win: \(other)")

            let check = try await run(["check"], environment: own)
            #expect(check.code == 0 && check.text.contains("no fault: 1 unit"), "\(check)")
            let report = ["report", "--unit", "/yard", "--plan", "storm", "--title", "T"]
            #expect(try await run(report, environment: own).code == 0, "the address is the server's")

            server.kill()
            _ = try await server.end()
            let alone = try await run(["test", "--person", "ann"], environment: own)
            #expect(!alone.errors.contains("of the server that runs"), "a server that is gone says nothing: \(alone)")
            try await server.start()
        }
    }

    @Test func `what a server writes down is its owner's alone and holds no secret`() async throws {
        let secrets = ["TOCSIN_SMTP_PASSWORD": "canary-1", "TOCSIN_HEARTBEAT_URL": "https://127.0.0.1:9/canary-2"]
        let flags = [
            "--smtp-url", "smtp://127.0.0.1:9", "--smtp-tls", "none", "--smtp-from", "a@b.example", "--smtp-user", "u",
        ]
        try await Server.serve(.usual(step: "2m"), flags: flags, variables: secrets) { server in
            let path = server.data + "/running-settings.yaml"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.contains("smtp-user: 'u'") && !text.contains("canary"), "\(text)")
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)
            let own = ["TOCSIN_DATA": server.data, "E2E_KEY": "k"]
            let test = try await run(["test", "--person", "ann"], environment: own)
            #expect(test.code == 2 && test.errors.contains("set TOCSIN_SMTP_PASSWORD here too"), "\(test)")
        }
    }

    @Test func `a report from a file is read over its mark, and named when there is nothing in it`() async throws {
        try await Server.serve(.usual(step: "2m")) { server in
            let report = #"{"unit":"/yard","plan":"storm","title":"T"}"#
            try server.folder.write("\u{FEFF}" + report, to: "report.json")
            let file = server.folder.path + "/report.json"
            let filed = try await server.run("report", "--json-file", file)
            #expect(filed.code == 0 && filed.text.hasPrefix("incident "), "\(filed)")
            let both = try await server.run("report", "--json-file", file, "--title", "Other")
            #expect(both.code == 2 && both.errors.contains("put into it what --title says"), "\(both)")
            try server.folder.write(" \n", to: "report.json")
            let empty = try await server.run("report", "--json-file", file)
            #expect(empty.code == 1 && empty.errors.contains("is empty"), "\(empty)")
            try server.folder.write("{\n  \"unit\": /yard\n}", to: "report.json")
            let broken = try await server.run("report", "--json-file", file)
            #expect(broken.code == 1 && broken.errors.contains("\(file):2:11: "), "\(broken)")
            try server.folder.write("[]", to: "report.json")
            let none = try await server.run("report", "--json-file", file)
            #expect(none.code == 1 && none.errors.contains("the body is an empty array: send"), "\(none)")
        }
    }

    @Test func `a settings file is refused with its line, and one of comments alone is not`() async throws {
        let folder = try Folder()
        try folder.write("# data: /x\nlisten: 127.0.0.1:70000\n", to: "s.yaml")
        let file = folder.path + "/s.yaml"
        let wrong = try await run(["serve", "--settings", file])
        #expect(
            wrong.code == 2 && wrong.errors.contains("\(file):2:9: `listen` 127.0.0.1:70000 has a port above 65535"),
            "\(wrong)"
        )
        let variable = try await run(["serve"], environment: ["TOCSIN_LISTEN": "127.0.0.1:70000"])
        #expect(
            variable.code == 2 && variable.errors.contains("TOCSIN_LISTEN 127.0.0.1:70000 has a port"),
            "\(variable)"
        )
        try folder.write("# nothing yet\n", to: "s.yaml")
        let check = ["check", "--contacts", Place.contacts, "--templates", Place.templates, "--settings", file]
        #expect(try await run(check).code == 0)
    }

    @Test(arguments: [
        ("keep-closed: 5", ["--keep-closed", "30d"], "`keep-closed` 5 is a time without a unit"),
        ("log-level: loud", ["--log-level", "info"], "`log-level` loud is not a level"),
        ("listen: here", ["--listen", "127.0.0.1:1"], "`listen` here is not HOST:PORT"),
        ("insecure-bind: perhaps", ["--insecure-bind"], "`insecure-bind` perhaps is neither yes nor no"),
        (
            "smtp-tls: often",
            ["--smtp-url", "smtp://127.0.0.1:1", "--smtp-tls", "none", "--smtp-from", "a@b.example"],
            "is not a way to use TLS"
        ),
        ("operators: [desk]", ["--operators", "/a/b"], "does not begin with its unit"),
        ("allow-address: [\"a b\"]", ["--allow-address", "127.0.0.1:1"], "is not a receiver's address"),
        ("public-url: ftp://x", ["--public-url", "http://x.example"], "is not an address of the web"),
        ("report-rate: many", ["--report-rate", "off"], "is not a whole number"),
    ])
    func `a value that a flag overrides is refused with its line all the same`(
        _ line: String,
        _ flags: [String],
        _ what: String
    ) async throws {
        let folder = try Folder()
        try folder.write("data: \(folder.path)/data\n\(line)\n", to: "s.yaml")
        let file = folder.path + "/s.yaml"
        let wrong = try await run(["serve", "--settings", file] + flags)
        #expect(wrong.code == 2 && wrong.errors.contains("\(file):2:") && wrong.errors.contains(what), "\(wrong)")
    }
}
