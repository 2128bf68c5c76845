import Foundation
import Testing

/// An administrator's own templates over those that the package brings.
@Suite(.timeLimit(.minutes(10))) struct OverlayTests {
    private static let alert = "{{>head}} OWN {{title}} {{rank}}\n\n{{>drill}}\n{{link}}\n"

    @Test func `the check says which files are used, and warns where the folder is not there`() async throws {
        let folder = try Folder()
        try Tree.usual().write(to: folder)
        let overlay = folder.path + "/own"
        let arguments = [
            "check", "--contacts", folder.path + "/Contacts", "--templates", Place.templates, "--templates-overlay",
            overlay,
        ]
        let missing = try await EndToEndTests.run(arguments)
        #expect(missing.code == 0 && missing.text.contains("warning: templates-overlay \(overlay)"), "\(missing)")
        try folder.write(Self.alert, to: "own/messages/alert.en.mustache")
        let slack = try String(contentsOfFile: Place.templates + "/webhooks/slack.yaml", encoding: .utf8)
        try folder.write(slack, to: "own/webhooks/ours.yaml")
        let own = overlay + "/messages/alert.en.mustache"
        let found = try await EndToEndTests.run(arguments)
        let line = "\(own) is used instead of \(Place.templates)/messages/alert.en.mustache\n"
        #expect(found.code == 0 && found.text.contains(line), "\(found)")
        #expect(found.text.contains("\(overlay)/webhooks/ours.yaml is used as well\n"), "\(found)")
        #expect(
            !found.text.contains("warning: templates-overlay") && found.text.contains("5 webhook presets"),
            "\(found)"
        )
        let json = try await EndToEndTests.run(arguments + ["--json"])
        #expect(json.json["overlay"].list.map { $0["file"].text }.contains(own), "\(json)")
        try folder.write("{{", to: "own/messages/alert.en.mustache")
        let broken = try await EndToEndTests.run(arguments)
        #expect(broken.code == 1 && broken.text.hasPrefix(own + ":1:1: "), "\(broken)")
    }

    @Test(.enabled(if: geteuid() == 0))
    func `root's check names what the server's user cannot read`() async throws {
        let folder = try Folder()
        try Tree.usual().write(to: folder)
        try FileManager.default.copyItem(atPath: Place.templates, toPath: folder.path + "/Templates")
        try folder.write(Self.alert, to: "own/messages/alert.en.mustache")
        try FileManager.default.createDirectory(atPath: folder.path + "/data", withIntermediateDirectories: true)
        func set(_ path: String, _ key: FileAttributeKey, _ number: Int) throws {
            let attributes = [key: NSNumber(value: number)]
            try FileManager.default.setAttributes(attributes, ofItemAtPath: folder.path + path)
        }
        for name in ["", "/Contacts", "/Contacts/yard", "/Contacts/yard/plans", "/own", "/own/messages"] {
            try set(name, .posixPermissions, 0o755)
        }
        let own = "/own/messages/alert.en.mustache"
        let (unit, plans) = ("/Contacts/yard/unit.yaml", "/Contacts/yard/plans")
        for name in [own, unit, plans + "/storm.yaml"] { try set(name, .posixPermissions, 0o644) }
        let arguments = [
            "check", "--contacts", folder.path + "/Contacts", "--templates", folder.path + "/Templates",
            "--templates-overlay", folder.path + "/own",
        ]
        let data = ["TOCSIN_DATA": folder.path + "/data"]
        try set(own, .posixPermissions, 0o600)
        let mine = try await EndToEndTests.run(arguments, environment: data)
        #expect(mine.code == 0 && !mine.text.contains("cannot read it"), "root's own server may: \(mine)")
        try set("/data", .ownerAccountID, 65_534)
        let found = try await EndToEndTests.run(arguments, environment: data)
        #expect(
            found.code == 0 && found.text.contains("warning: \(folder.path)\(own): the user that the server runs as"),
            "\(found)"
        )
        #expect(found.text.split(separator: "\n").count { $0.contains("cannot read it") } == 1, "\(found)")
        try set(unit, .posixPermissions, 0o600)
        try set(plans, .posixPermissions, 0o700)
        let more = try await EndToEndTests.run(arguments + ["--json"], environment: data)
        let warnings = more.json["warnings"].list.compactMap(\.text)
        for path in [own, unit, plans] {
            #expect(warnings.contains { $0.hasPrefix(folder.path + path + ": ") }, "\(more)")
        }
    }

    @Test func `a server sends them, takes changes with a reload, and keeps them for a start with faults`() async throws
    {
        let overlay = try Folder()
        try overlay.write(Self.alert, to: "messages/alert.en.mustache")
        try await Server.serve(.usual(), flags: ["--templates-overlay", overlay.path]) { server in
            _ = try await server.report("First")
            try await eventually("the own words") {
                server.lines("ann").contains { $0.written.contains("OWN") } ? true : nil
            }
            try overlay.write(Self.alert.replacing("OWN", with: "NEWER"), to: "messages/alert.en.mustache")
            try await server.done("reload")
            _ = try await server.report("Second")
            try await eventually("the newer words") {
                server.lines("ann").contains { $0.written.contains("NEWER") } ? true : nil
            }
            try await server.stop()
            try overlay.write("{{", to: "messages/alert.en.mustache")
            try await server.start()
            try await server.logged("running on the set of")
            _ = try await server.report("Third")
            try await eventually("the kept words") {
                server.lines("ann").contains { $0.written.contains("NEWER Third") } ? true : nil
            }
            let refused = try await server.run("reload")
            #expect(refused.code == 1 && "\(refused)".contains(overlay.path), "\(refused)")
        }
    }
}
