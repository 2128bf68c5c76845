import Foundation
import Testing

/// What an operator does and is kept from: backup and restore, signed heads, root, wide modes, retention.
@Suite(.timeLimit(.minutes(10))) struct OperatingTests {
    @Test func `a backup taken under load verifies, and a server goes on from it`() async throws {
        try await Server.serve(.usual(step: "2m"), flags: ["--report-rate", "off"]) { server in
            let first = try await server.report("Before the backup")
            try await server.line("ann", kind: "alert")
            let copy = server.folder.path + "/copy"
            let load = Task {
                var filed = 0
                while !Task.isCancelled {
                    _ = try await server.report("Load \(filed)")
                    filed += 1
                }
            }
            let made = try await server.run("backup", "--data", server.data, "--to", copy, "--json")
            load.cancel()
            _ = await load.result
            try #require(made.code == 0, "\(made)")
            #expect(made.json["entries"].int ?? 0 > 0 && made.json["incidents"].int ?? 0 > 0, "\(made)")
            for (name, mode) in [
                ("", 0o700), ("/log", 0o750), ("/tocsin.db", 0o600), ("/answer.key", 0o600), ("/tokens.json", 0o600),
            ] {
                #expect(try Self.mode(copy + name) == mode, "\(name)")
            }
            let again = try await server.run("backup", "--data", server.data, "--to", copy)
            #expect(again.code == 1 && again.errorLines.count == 1 && again.errors.contains("not an empty folder"))

            // The copy takes the place of the data directory: the signed heads came along, so nothing needs accepting.
            try await server.stop()
            try FileManager.default.moveItem(atPath: server.data, toPath: server.folder.path + "/lost")
            try FileManager.default.moveItem(atPath: copy, toPath: server.data)
            try await server.start()
            #expect(try await server.incident(first)["title"].text == "Before the backup")
            try await server.done("incidents", "ack", "\(first)", "--person", "ann")
            #expect(try await server.incident(first)["status"].text == "acknowledged")
            _ = try await server.report("After the restore")
            try await server.expectSoundRecord()
        }
    }

    @Test func `an older database is refused until somebody accepts it, which goes on record`() async throws {
        try await Server.serve(.usual(step: "2m")) { server in
            _ = try await server.report("Kept")
            let copy = server.folder.path + "/copy"
            try await server.done("backup", "--to", copy)
            _ = try await server.report("Lost")
            try await server.stop()
            try FileManager.default.removeItem(atPath: server.data + "/tocsin.db")
            try FileManager.default.copyItem(atPath: copy + "/tocsin.db", toPath: server.data + "/tocsin.db")

            let verified = try await server.run("audit", "verify")
            #expect(verified.code == 1 && verified.errors.contains("was signed"), "\(verified)")
            #expect(verified.errors.contains("tocsin audit accept-restore"), "\(verified)")
            let refused = try await EndToEndTests.run(["serve"] + server.serveFlags, environment: ["E2E_KEY": "k"])
            #expect(refused.code == 1 && refused.errors.contains("audit accept-restore"), "\(refused)")
            #expect(
                refused.errors.contains("record-heads.jsonl") && refused.errors.contains("older copy"),
                "\(refused)"
            )

            try await server.done("audit", "accept-restore", "--reason", "the disk was changed")
            try await server.start()
            try await eventually("the restore on record") {
                let entries = try await server.done("audit", "export", "0").text
                return entries.contains("restoreAccepted") && entries.contains("the disk was changed") ? true : nil
            }
            try await server.expectSoundRecord()
            let idle = try await server.run("audit", "accept-restore", "--reason", "again")
            #expect(idle.code == 1 && idle.errors.contains("in use by process"), "\(idle)")
        }
    }

    @Test
    func `a head is signed after the first entries and at the end, and a copy kept elsewhere finds what is missing`()
        async throws
    {
        try await Server.serve(.usual(step: "2m")) { server in
            _ = try await server.report("One")
            try await eventually("a signed head") {
                server.folder.read("data/log/record-heads.jsonl").isEmpty ? nil : true
            }
            try await server.stop()
            let heads = server.folder.read("data/log/record-heads.jsonl").split(separator: "\n").map {
                JSON(String($0))
            }
            let entries = try await server.done("audit", "verify", "--json").json["entries"].int
            #expect(heads.last?["position"].int == entries)
            try server.folder.write(server.folder.read("data/log/record-heads.jsonl"), to: "elsewhere.jsonl")
            try server.folder.remove("data/log/record-heads.jsonl")
            try await Self.sqlite(server.data, "DELETE FROM record WHERE position = \(entries ?? 0)")
            #expect(try await server.run("audit", "verify").code == 0)
            let found = try await server.run("audit", "verify", "--heads", server.folder.path + "/elsewhere.jsonl")
            #expect(found.code == 1 && found.errors.contains("was signed"), "\(found)")

            try server.folder.write("{\"forged\":\"\"}\n", to: "data/log/record-heads.jsonl")
            let forged = try await server.run("audit", "verify")
            #expect(forged.code == 1 && forged.errors.contains("holds no signed head"), "\(forged)")
            try server.folder.remove("data/log/record-heads.jsonl")
        }
    }

    @Test func `heads in another form of text are read or refused, and never passed over`() async throws {
        try await Server.serve(.usual(step: "2m")) { server in
            _ = try await server.report("Kept")
            let (copy, file) = (server.folder.path + "/copy", "data/log/record-heads.jsonl")
            try await server.done("backup", "--to", copy)
            _ = try await server.report("Lost")
            try await server.stop()
            let heads = server.folder.read(file)
            try FileManager.default.removeItem(atPath: server.data + "/tocsin.db")
            try FileManager.default.copyItem(atPath: copy + "/tocsin.db", toPath: server.data + "/tocsin.db")
            let windows = "\u{FEFF}" + heads.replacing("\n", with: "\r\n")
            // It may be one line alone.
            let joined = (heads + heads).replacing("\n", with: "")
            let cut = heads.split(separator: "\n").map { $0.prefix(80) + "\r\n" }.joined()
            for (text, words) in [
                (windows, "audit accept-restore"), (joined, "holds no signed head"), (cut, "holds no signed head"),
                ("hello\n", "holds no signed head"),
            ] {
                try server.folder.write(text, to: file)
                let verified = try await server.run("audit", "verify")
                #expect(verified.code == 1 && verified.errors.contains(words), "\(verified)")
                let refused = try await EndToEndTests.run(["serve"] + server.serveFlags, environment: ["E2E_KEY": "k"])
                #expect(refused.code == 1 && refused.errors.contains(words), "\(refused)")
                let restore = try await server.run("audit", "accept-restore", "--reason", "x")
                #expect(restore.code == (text == windows ? 0 : 1), "\(restore)")
                try server.folder.write(text, to: "kept.jsonl")
                try server.folder.write("", to: file)
                let kept = try await server.run("audit", "verify", "--heads", server.folder.path + "/kept.jsonl")
                #expect(kept.code == 1 && kept.errors.contains(words), "\(kept)")
            }
            let folder = try await server.run("audit", "verify", "--heads", server.folder.path)
            #expect(folder.code == 2 && folder.errors.contains("is a folder"), "\(folder)")
        }
    }

    @Test func `the table of figures in the documents has every figure, and no other`() async throws {
        let text = try String(contentsOfFile: Place.repository + "/docs/operating.md", encoding: .utf8)
        let table = text.components(separatedBy: "### Every metric").last?.components(separatedBy: "\n## ").first ?? ""
        let cells = table.split(separator: "\n").filter { $0.hasPrefix("| `") }.map {
            $0.dropFirst().prefix { $0 != "|" }
        }
        let told = Set(cells.flatMap { $0.matches(of: /`(tocsin_[a-z_]+)/).map { String($0.output.1) } })
        let receiver = try Receiver()
        let beat = ["--heartbeat-url", receiver.url("ok/beat"), "--allow-address", "127.0.0.1:\(receiver.port)"]
        try await Server.serve(.usual(), flags: beat) { server in
            let figures = try await HTTP.send("GET", server.url + "/metrics").body
            let printed = Set(figures.matches(of: /# TYPE (\S+)/).map { String($0.output.1) })
            #expect(printed.subtracting(told).sorted() == [], "not in the table")
            #expect(told.subtracting(printed).sorted() == [], "not printed")
            #expect(printed.count > 40)
        }
    }

    @Test func `a backup that cannot be made says where and why, in the words of this program`() async throws {
        try await Server.serve(.usual()) { server in
            try server.folder.write("", to: "file")
            let target = server.folder.path + "/file/copy"
            let output = try await run(["backup", "--data", server.data, "--to", target])
            #expect(output.code == 1 && output.errors.contains("cannot make \(target): "), "\(output)")
            #expect(output.errors.contains("nothing was kept") && !output.errors.contains("The "), "\(output)")
        }
    }

    @Test func `closed incidents go after their time, and who asks is told so`() async throws {
        try await Server.serve(.usual(step: "2m"), flags: ["--keep-closed", "30d"]) { server in
            let old = try await server.report("Canary of long ago")
            let kept = try await server.report("Of today")
            try await server.done("incidents", "stand-down", "\(old)", "--reason", "over")
            let link = try #require(try await server.line("ann", kind: "alert")["link"].text)
            try await server.stop()
            let span = 40 * 86_400_000
            let shift = "UPDATE incidents SET reported_at = reported_at - \(span), closed_at = closed_at - \(span)"
            try await Self.sqlite(server.data, shift + " WHERE id = \(old)")
            try await server.start()
            let reply = try await eventually("the removal") {
                let reply = try await server.get("/v1/incidents/\(old)")
                return reply.status == 410 ? reply : nil
            }
            #expect(reply.json["type"].text == "urn:tocsin:problem:removed", "\(reply)")
            let note = try await server.post(
                "/v1/incidents/\(old)/answers",
                #"{"person":"ann","answer":"note","note":"late"}"#
            )
            #expect(note.status == 410, "\(note)")
            #expect(try await HTTP.send("GET", link).status == 404)
            #expect(try await server.get("/v1/incidents/\(kept)").status == 200)
            let listed = try await server.get("/v1/incidents").json["incidents"].list.compactMap { $0["id"].incident }
            #expect(listed == [kept])
            let verified = try await server.done("audit", "verify", "--json")
            #expect(verified.json["removed"].int ?? 0 > 0, "\(verified)")
            let entries = try await server.done("audit", "export", "\(old)").text
            #expect(!entries.contains("Canary") && entries.contains(#""entry":null"#))
        }
    }

    @Test func `a server refuses root, an open data directory and secrets that others may read`() async throws {
        try await Server.serve(.usual(step: "2m")) { server in
            try await server.stop()
            func refusal(_ environment: [String: String] = [:]) async throws -> String {
                let all = ["E2E_KEY": "k"].merging(environment) { $1 }
                let output = try await EndToEndTests.run(["serve"] + server.serveFlags, environment: all)
                #expect(output.code == 1, "\(output)")
                return output.errors
            }
            if geteuid() == 0 {
                #expect(try await refusal(["TOCSIN_ALLOW_ROOT": "false"]).contains("does not run as root"))
            }
            try Self.setMode(0o755, server.data)
            #expect(try await refusal().contains("chmod 0700"))
            try Self.setMode(0o700, server.data)
            for name in ["answer.key", "tokens.json"] {
                let path = server.data + "/" + name
                try Self.setMode(0o644, path)
                #expect(try await refusal().contains("chmod 0600 \(path)"), "\(name)")
                try Self.setMode(0o600, path)
                try FileManager.default.moveItem(atPath: path, toPath: path + ".real")
                try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path + ".real")
                #expect(try await refusal().contains("is a link"), "\(name)")
                try FileManager.default.removeItem(atPath: path)
                try FileManager.default.moveItem(atPath: path + ".real", toPath: path)
            }
            try server.folder.write("secret\n", to: "relay")
            try Self.setMode(0o644, server.folder.path + "/relay")
            let output = try await EndToEndTests.run(
                ["serve"] + server.serveFlags + [
                    "--smtp-url", "smtp://127.0.0.1:9", "--smtp-from", "a@town.example", "--smtp-password-file",
                    server.folder.path + "/relay",
                ],
                environment: ["E2E_KEY": "k"]
            )
            #expect(output.code == 2 && output.errors.contains("mode 644") && !output.errors.contains("secret\n"))
            try server.folder.write("-----BEGIN CERTIFICATE-----\n", to: "certificate")
            for (key, mode, words) in [
                ("-----BEGIN PRIVATE KEY-----\n", 0o644, "--smtp-client-key \(server.folder.path)/key has mode 644"),
                ("-----BEGIN ENCRYPTED PRIVATE KEY-----\n", 0o600, "passphrase"), ("x\n", 0o600, "no key in PEM"),
            ] {
                try server.folder.write(key, to: "key")
                try Self.setMode(mode, server.folder.path + "/key")
                let output = try await EndToEndTests.run(
                    ["serve"] + server.serveFlags + [
                        "--smtp-url", "smtp://127.0.0.1:9", "--smtp-from", "a@town.example", "--smtp-client-cert",
                        server.folder.path + "/certificate", "--smtp-client-key", server.folder.path + "/key",
                    ],
                    environment: ["E2E_KEY": "k"]
                )
                #expect(output.code == 2 && output.errors.contains(words), "\(output.errors)")
            }
            try await server.start()
        }
    }

    @Test func `a running server leaves no core and opens its files for its owner alone`() async throws {
        try await Server.serve(.usual(step: "2m")) { server in
            _ = try await server.report("Look")
            try await server.line("ann", kind: "alert")
            let process = try #require(Int32(server.folder.read("data/tocsin.lock").prefix { $0.isNumber }))
            let limits = try String(contentsOfFile: "/proc/\(process)/limits", encoding: .utf8)
            let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
            #expect(core?.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"], "\(limits)")
            let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            #expect(status.contains("Umask:\t0077"), "\(status)")
            for name in try FileManager.default.subpathsOfDirectory(atPath: server.data) {
                #expect(try Self.mode(server.data + "/" + name) & 0o027 == 0, "\(name)")
                guard name.hasPrefix("log/"), name.hasSuffix(".jsonl") else { continue }
                #expect(try Self.mode(server.data + "/" + name) == 0o640, "a log collector of the group reads \(name)")
            }
        }
    }

    private static func mode(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    private static func setMode(_ mode: Int, _ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private static func sqlite(_ data: String, _ sql: String) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["sqlite3", data + "/tocsin.db", sql]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}
