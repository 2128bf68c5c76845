import Foundation
import Testing

/// A data directory whose database is gone is not begun anew, and no advice leads there.
@Suite(.timeLimit(.minutes(10))) struct LostDatabaseTests {
    @Test func `a database that was moved away or emptied is missed, and nothing is made in its place`() async throws {
        try await Server.serve(.example) { server in
            let report = #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "Open"}"#
            #expect(try await server.post("/v1/incidents", report).status == 201)
            try await server.stop()
            let disk = FileManager.default
            let database = server.data + "/tocsin.db"
            let away = server.data + "/bk1"
            try disk.createDirectory(atPath: away, withIntermediateDirectories: true)
            try disk.moveItem(atPath: database, toPath: away + "/tocsin.db")

            let arguments = [
                "serve", "--allow-root", "--data", server.data, "--listen", "127.0.0.1:1", "--contacts", Place.contacts,
                "--templates", Place.templates,
            ]
            let missing = try await EndToEndTests.run(arguments)
            #expect(missing.code == 1 && missing.errors.contains("is missing"), "\(missing)")
            #expect(missing.errors.contains("bk1") && !missing.errors.contains("accept-restore"), "\(missing)")
            #expect(!disk.fileExists(atPath: database))

            #expect(disk.createFile(atPath: database, contents: nil, attributes: [.posixPermissions: 0o600]))
            let empty = try await EndToEndTests.run(arguments)
            #expect(empty.code == 1 && empty.errors.contains("is empty"), "\(empty)")
            let accepted = try await server.run("audit", "accept-restore", "--reason", "trying")
            #expect(accepted.code != 0, "\(accepted)")

            try disk.removeItem(atPath: database)
            try disk.moveItem(atPath: away + "/tocsin.db", toPath: database)
            try await server.start()
            #expect(try await server.get("/v1/incidents").json["incidents"].list.count == 1)
        }
    }

    @Test func `a new, empty ledger is not accepted in place of one that was signed`() async throws {
        try await Server.serve(.example) { server in
            let report = #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "Open"}"#
            #expect(try await server.post("/v1/incidents", report).status == 201)
            try await server.stop()
            let disk = FileManager.default
            let aside = server.folder.path + "/aside"
            try disk.createDirectory(atPath: aside, withIntermediateDirectories: true)
            let files = ["tocsin.db", "tocsin.db-wal", "tocsin.db-shm", "log", "kept"]
            for name in files where disk.fileExists(atPath: server.data + "/" + name) {
                try disk.moveItem(atPath: server.data + "/" + name, toPath: aside + "/" + name)
            }
            try await server.start()
            try await server.stop()
            try? disk.removeItem(atPath: server.data + "/log")
            try disk.moveItem(atPath: aside + "/log", toPath: server.data + "/log")
            let output = try await server.run("audit", "accept-restore", "--reason", "trying")
            #expect(output.code == 1 && output.errors.contains("empty"), "\(output)")
            for name in files where name != "log" {
                try? disk.removeItem(atPath: server.data + "/" + name)
                try? disk.moveItem(atPath: aside + "/" + name, toPath: server.data + "/" + name)
            }
            try await server.start()
            #expect(try await server.get("/v1/incidents").json["incidents"].list.count == 1)
        }
    }
}
