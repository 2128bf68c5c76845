import Foundation
import Testing

/// A start with faults in the files: the server goes on with what was last in force.
@Suite(.timeLimit(.minutes(10))) struct KeptSetTests {
    /// Breaks the files of a server that is down.
    struct Break: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var make: @Sendable (Folder) throws -> Void

        init(_ name: String, isOfTemplates: Bool = false, make: @escaping @Sendable (Folder) throws -> Void) {
            testDescription = name
            self.isOfTemplates = isOfTemplates
            self.make = make
        }

        var isOfTemplates = false
    }

    private static let breaks: [Break] = [
        Break("a person nobody knows") { folder in
            let unit = folder.read("Contacts/yard/unit.yaml")
            try folder.write(unit.replacing("holder: ann", with: "holder: nobody"), to: "Contacts/yard/unit.yaml")
        },
        Break("no YAML") { try $0.write("name: [", to: "Contacts/yard/plans/storm.yaml") },
        Break("no folder") { try $0.remove("Contacts") },
        Break("an empty folder") { try $0.remove("Contacts/yard") },
        Break("a plan that is a folder") { folder in
            try folder.remove("Contacts/yard/plans/storm.yaml")
            try folder.write("", to: "Contacts/yard/plans/storm.yaml/x")
        },
        Break("no templates", isOfTemplates: true) { try $0.remove("Templates") },
        Break("a broken template", isOfTemplates: true) {
            try $0.write("{{nothing}}\n\n{{", to: "Templates/messages/alert.en.mustache")
        },
        Break("a broken preset", isOfTemplates: true) { try $0.write("x: [", to: "Templates/webhooks/generic.yaml") },
    ]

    private static func places(_ folder: Folder) throws -> String {
        try FileManager.default.copyItem(atPath: Place.templates, toPath: folder.path + "/Templates")
        return folder.path + "/Templates"
    }

    @Test(arguments: breaks) func `deadlines are kept, operators are told, and a good reload ends it`(how: Break)
        async throws
    {
        let templates = try Folder()
        try await Server.serve(
            .usual(step: "3s"),
            flags: ["--operators", "/yard/office"],
            templates: try Self.places(templates)
        ) { server in
            let number = try await server.report("Broken meanwhile")
            try await server.line("ann", kind: "alert")
            try await server.stop()
            let whole = server.folder.path + "/whole"
            try FileManager.default.copyItem(atPath: server.folder.path + "/Contacts", toPath: whole)
            try how.make(how.isOfTemplates ? templates : server.folder)

            try await server.start()
            let ready = try await HTTP.send("GET", server.url + "/health/ready")
            #expect(ready.status == 200 && ready.json["status"] == "ready", "\(ready)")
            #expect(ready.body.contains("running on the set of 20"), "\(ready)")
            try await server.logged(#""level":"critical","message":"running on the set of 20"#)
            let told = try await server.line("dee", kind: "self-alert")
            #expect(told["text"].text?.contains("running on the set of 20") == true, "\(told)")
            try await server.line("cy", kind: "alert")
            _ = try await server.report("Taken all the same")
            #expect(try await server.incident(number)["status"] == "open")

            try? server.folder.remove("Contacts")
            try FileManager.default.moveItem(atPath: whole, toPath: server.folder.path + "/Contacts")
            try? templates.remove("Templates")
            _ = try Self.places(templates)
            try await server.done("reload")
            let after = try await HTTP.send("GET", server.url + "/health/ready")
            #expect(after.json["reasons"].list.isEmpty, "\(after)")
            try await eventually("the end of it") {
                server.lines("dee").contains { $0["title"].text?.contains("is well again") == true } ? true : nil
            }
        }
    }

    @Test func `what a reload put in force is what is kept, and one copy alone`() async throws {
        try await Server.serve(.usual(step: "5m")) { server in
            let unit = server.folder.read("Contacts/yard/unit.yaml")
            for name in ["eve", "fay", "gus"] {
                let changed = unit.replacing(
                    "people:",
                    with: "people:\n  \(name): {name: New, addresses: [{log: \(name)}]}"
                )
                try server.folder.write(
                    changed.replacing("holder: ann", with: "holder: \(name)"),
                    to: "Contacts/yard/unit.yaml"
                )
                try await server.done("reload")
            }
            try server.folder.write("name: [", to: "Contacts/yard/unit.yaml")
            #expect(try await server.run("reload").code == 1)
            server.kill()
            _ = try await server.end()
            let kept = server.data + "/kept"
            #expect(try FileManager.default.contentsOfDirectory(atPath: kept).count == 1)
            try await server.start()
            _ = try await server.report("On the last of them")
            try await server.line("gus", kind: "alert")
        }
    }

    @Test func `no secret is kept, and an address without its secret passes its turn to the next`() async throws {
        let secret = "http://127.0.0.1:9/canary-of-ann"
        let secrets = try Folder()
        try secrets.write("whsec_canarycanarycanarycanarycanaryca", to: "key")
        let path = secrets.path + "/key"
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let hook = "{webhook: {env: ANN_HOOK}, secret: {file: \(path)}}"
        let tree = Tree.usual(step: "5m", ann: hook + ", {log: ann}")
        try await Server.serve(tree, variables: ["ANN_HOOK": secret]) { server in
            let kept = server.data + "/kept"
            for name in try FileManager.default.subpathsOfDirectory(atPath: kept) {
                let content = FileManager.default.contents(atPath: kept + "/" + name) ?? Data()
                #expect(!String(decoding: content, as: UTF8.self).contains("canary"), "\(name)")
                let mode = try FileManager.default.attributesOfItem(atPath: kept + "/" + name)[.posixPermissions]
                #expect((mode as? Int ?? 0o777) & 0o077 == 0, "\(name)")
            }
            try await server.stop()
            try secrets.remove("key")
            try await server.start()
            try await server.logged("an address cannot be used")
            try await server.logged("no secret file")
            let number = try await server.report("Without its key")
            try await server.line("ann", kind: "alert")
            let failed = try await server.timeline(number, has: "message_failed")
            #expect(failed.details["reason"]["fault"].text == "lacks_secret", "\(failed)")
        }
    }

    @Test func `a first start refuses, and so does one on a set that is damaged, with the way out`() async throws {
        try await Server.serve(.usual(step: "5m")) { server in
            try await server.stop()
            let sets = try FileManager.default.contentsOfDirectory(atPath: server.data + "/kept")
            let set = server.data + "/kept/" + (sets.first ?? "")
            let plan = set + "/Contacts/yard/plans/storm.yaml"
            let content = try Data(contentsOf: URL(fileURLWithPath: plan))
            let copy = server.folder.path + "/copy"
            #expect(try await run(["backup", "--data", server.data, "--to", copy]).code == 0)
            try (content + Data("# changed\n".utf8)).write(to: URL(fileURLWithPath: plan))
            let whole = server.folder.read("Contacts/yard/unit.yaml")
            try server.folder.write("name: [", to: "Contacts/yard/unit.yaml")

            let damaged = try await run(["serve"] + server.serveFlags)
            #expect(damaged.code == 1 && damaged.text.contains("unit.yaml:"), "\(damaged)")
            #expect(damaged.errors.contains("is damaged") && damaged.errors.contains("of a backup into"), "\(damaged)")

            // The way out that was named.
            try FileManager.default.removeItem(atPath: server.data + "/kept")
            try FileManager.default.copyItem(atPath: copy + "/kept", toPath: server.data + "/kept")
            try await server.start()
            try await server.stop()

            // One that is not whole is no reason to refuse while another is intact.
            let half = server.data + "/kept/999"
            try FileManager.default.createDirectory(atPath: half, withIntermediateDirectories: true)
            try await server.start()
            try await server.stop()
            #expect(server.log.contains("an older set is used") && server.log.contains("kept/999"))
            try server.folder.write(whole, to: "Contacts/yard/unit.yaml")
            try await server.start()
            try await server.stop()
            #expect(!FileManager.default.fileExists(atPath: half), "a good start keeps its own set instead")
            try server.folder.write("name: [", to: "Contacts/yard/unit.yaml")

            try FileManager.default.removeItem(atPath: server.data + "/kept")
            let first = try await run(["serve"] + server.serveFlags)
            #expect(first.code == 1 && !first.errors.contains("damaged"), "\(first)")
            try server.folder.write(whole, to: "Contacts/yard/unit.yaml")
            try await server.start()
        }
    }
}
