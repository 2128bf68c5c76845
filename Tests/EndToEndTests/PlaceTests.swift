import Foundation
import Testing

/// Folders that lie where they would be read as a part of another.
@Suite(.timeLimit(.minutes(10))) struct PlaceTests {
    /// Ways to write a place within `Contacts`; the last leads there by a link.
    private static let ways = [
        "Contacts/data", "Contacts/yard/data/", "Contacts/../Contacts/data", "Contacts", "way/data",
    ]

    private static func site() throws -> Folder {
        let folder = try Folder()
        try Tree.usual().write(to: folder)
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/way", withDestinationPath: "Contacts")
        return folder
    }

    /// What lies in the tree.
    private static func files(_ folder: Folder) -> [String] {
        ((try? FileManager.default.subpathsOfDirectory(atPath: folder.path + "/Contacts")) ?? []).sorted()
    }

    @Test(arguments: ways) func `within the contact tree are refused before anything is made there`(way: String)
        async throws
    {
        let folder = try Self.site()
        let before = Self.files(folder)
        let tree = ["--contacts", folder.path + "/Contacts", "--templates", Place.templates]
        let place = folder.path + "/" + way
        let data = ["--data", folder.path + "/data"]
        let made = try await run(["token", "create", "--role", "admin", "--name", "n"] + data)
        #expect(made.code == 0)
        let own = ["TOCSIN_CONTACTS": folder.path + "/Contacts"]
        let commands = [
            ["serve", "--data", place] + tree, ["serve", "--templates-overlay", place] + tree + data,
            ["check", "--templates-overlay", place] + tree, ["init", "--unit", "U", "--data", place] + tree,
            ["token", "create", "--role", "admin", "--name", "x", "--data", place],
            ["backup", "--to", place] + data,
        ]
        for command in commands {
            let output = try await run(command, environment: own)
            #expect(output.code == 2 && output.errorLines.count == 1, "\(command): \(output)")
            #expect(output.errors.contains("lies within the contact tree"), "\(command): \(output)")
            #expect(output.errors.contains("name a folder outside of it"), "\(command): \(output)")
        }
        #expect(Self.files(folder) == before)
    }

    @Test func `within the templates are refused too, and beside or below hidden names they are not`() async throws {
        let folder = try Self.site()
        try FileManager.default.copyItem(atPath: Place.templates, toPath: folder.path + "/Templates")
        let tree = ["--contacts", folder.path + "/Contacts", "--templates", folder.path + "/Templates"]
        let within = try await run(["serve", "--data", folder.path + "/Templates/data"] + tree)
        #expect(within.code == 2 && within.errors.contains("lies within the templates"), "\(within)")
        for place in ["Contacts-data", "Contacts/.data"] {
            let create = ["token", "create", "--role", "admin", "--name", "n", "--data", folder.path + "/" + place]
            let made = try await run(create, environment: ["TOCSIN_CONTACTS": folder.path + "/Contacts"])
            #expect(made.code == 0, "\(made)")
        }
        #expect(try await run(["check"] + tree).code == 0)
    }

    @Test func `that came into the tree while a server runs are named by its reload`() async throws {
        try await Server.serve(.usual(step: "5m")) { server in
            let within = server.folder.path + "/Contacts/copy"
            let refused = try await server.run("backup", "--to", within)
            #expect(refused.code == 2 && refused.errors.contains("lies within the contact tree"), "\(refused)")
            let aside = server.folder.path + "/copy"
            try await server.done("backup", "--to", aside)
            try FileManager.default.moveItem(atPath: aside, toPath: within)
            let reload = try await server.run("reload")
            #expect(reload.code == 1 && reload.text.contains("do not delete it"), "\(reload)")
            #expect(!reload.text.contains("remove"), "\(reload)")
        }
    }
}
