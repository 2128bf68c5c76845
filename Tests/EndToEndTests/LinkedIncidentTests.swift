import Foundation
import Testing

/// A plan opens an incident of another, seen from outside.
@Suite(.timeLimit(.minutes(10))) struct LinkedIncidentTests {
    private static func tree(_ folder: Folder) throws -> Tree {
        var usual = Tree.usual(step: "5m")
        usual.plan = """
            severity: {default: IV}
            report:
              water: {type: flag}
            opens: [{plan: flood, when: {water: true}}]
            """
        try usual.write(to: folder)
        let flood = """
            name: {en: Flood, zh-Hans: 水灾, zh-Hant: 水災}
            report:
              water: {type: flag}
            responses:
              IV:
                steps: [{ask: [duty, leaders], need: each, within: 5m}]
            fallback: [office]
            """
        try folder.write(flood, to: "Contacts/yard/plans/flood.yaml")
        return Tree(people: [:], groups: "", responses: "", folder: folder.path + "/Contacts")
    }

    @Test func `both are linked in the API, the messages and the page, and a yes counts in both`() async throws {
        let folder = try Folder()
        defer { withExtendedLifetime(folder) {} }
        try await Server.serve(try Self.tree(folder)) { server in
            #expect(try await server.report("The roof is off") == 1)
            try await server.line("ann", kind: "alert")
            let news = try await server.post(
                "/v1/incidents/1/reports",
                #"{"kind": "follow_up", "text": "It rains in", "facts": {"water": true}}"#
            )
            #expect(news.status == 200, "\(news)")
            let first = try await server.incident(1)
            let second = try await server.incident(2)
            #expect(first["opened"].list.first?["id"].text == second["id"].text, "\(first)")
            #expect(second["opened_by"]["id"].text == first["id"].text && second["opened_by"]["plan"].text == "storm")
            #expect(second["facts"]["water"].isTrue && second["title"].text == "The roof is off")
            let alert = try await server.line("cy", kind: "alert")
            #expect(alert["text"].text?.contains("Belongs together with: Storm #1") == true, "\(alert)")
            let page = try await HTTP.send("GET", try #require(alert["link"].text))
            #expect(page.body.contains("Storm #1"), "\(page)")

            let mine = try await server.line("ann", kind: "alert")
            _ = try await server.press("accept", at: try #require(mine["link"].text))
            let answered = try await server.incident(2)
            #expect(answered["responders"].list.compactMap { $0["person"].text } == ["ann"], "\(answered)")
            #expect(answered["status"].text == "acknowledged" && answered["progress"].text == "running")
            let opened = try await server.timeline(1, has: "opened")
            #expect(opened.text == "Opened with it: Flood #2", "\(opened)")
            try await server.expectSoundRecord()
        }
    }
}
