import Foundation
import Testing

/// A backup takes the place of the data directory while receivers know more than it.
@Suite(.timeLimit(.minutes(10))) struct PutBackTests {
    @Test func `after a backup was put back no id is given again, whatever receivers saw in the lost time`()
        async throws
    {
        let receiver = try Receiver()
        let tree = Tree.usual(
            step: "4s",
            ann: "{webhook: \"\(receiver.url("ok/ann"))\"}, {log: ann}",
            rank: "II"
        )
        try await Server.serve(tree, flags: ["--allow-address", "127.0.0.1:\(receiver.port)"]) { server in
            let open = try await server.report("Open when it was copied")
            try await receiver.hits("ann", atLeast: 1)
            let copy = server.folder.path + "/copy"
            try await server.done("backup", "--to", copy)
            let lost = try await server.report("Lost")
            let before = try await receiver.hits("ann", atLeast: 2)
            try await server.line("cy", kind: "alert")
            try await server.stop()
            let told = ["bob", "cy", "dee"].flatMap { server.lines($0) }

            try FileManager.default.moveItem(atPath: server.data, toPath: server.folder.path + "/gone")
            try FileManager.default.moveItem(atPath: copy, toPath: server.data)
            try await server.start()
            let again = try await server.report("After it was put back")
            #expect(lost == open + 1 && again > lost + 900, "\(open), \(lost), \(again)")
            let after = try await receiver.hits("ann", atLeast: before.count + 1).dropFirst(before.count)
            #expect(Set(before.map(\.id)).isDisjoint(with: after.map(\.id)), "\(before) \(after)")
            let threads = (before + after).map { $0.json["data"]["thread"].text ?? "" }
            #expect(Set(threads).count == 3, "\(threads)")

            // The incident that was open goes on in its thread, and nothing that it says has an id of the lost time.
            let line = try await server.line("cy", kind: "alert")
            #expect(line["thread"].text == threads[0])
            let known = told.compactMap { $0["id"].text }
            #expect(!known.isEmpty && !known.contains(line["id"].text ?? ""), "\(known)")

            // The link of the lost incident opens nothing.
            let link = try #require(before.last?.json["data"]["link"].text)
            #expect(try await HTTP.send("GET", link).status == 404)
            #expect(!FileManager.default.fileExists(atPath: server.data + "/tocsin.copy"))
            #expect(try await server.done("audit", "export", "0").text.contains("numbersLeftOut"))
            // The same copy put back once more would give the same numbers: their names are others.
            let ids = try await server.get("/v1/incidents").json["incidents"].list.compactMap { $0["id"].text }
            #expect(Set(ids.compactMap { $0.split(separator: "-").first }).count == 2, "\(ids)")
            try await server.stop()
            try await server.start()
            #expect(try await server.report("After a plain restart") == again + 1)
            try await server.expectSoundRecord()
        }
    }
}
