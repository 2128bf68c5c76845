import Foundation
import Testing

/// Two golden timelines once against a running server, with seconds in the place of minutes: the same people get the same messages.
///
/// Nobody acts by the clock: whoever answers does so when what comes before in the timeline is there.
@Suite(.timeLimit(.minutes(10))) struct GoldenServerTests {
    /// A message of a timeline: its kind, and whose it is.
    private struct Told: Hashable, CustomStringConvertible {
        var kind: String
        var person: String

        var description: String { "\(kind) \(person)" }
    }

    /// A tree of the timelines in which a minute of `within` lasts two seconds.
    private static func quick(_ name: String) throws -> (tree: Tree, folder: Folder) {
        let folder = try Folder()
        let copy = folder.path + "/Contacts"
        try FileManager.default.copyItem(
            atPath: Place.repository + "/Tests/Golden/Trees/\(name)/Contacts",
            toPath: copy
        )
        for file in try FileManager.default.subpathsOfDirectory(atPath: copy) where file.contains("plans/") {
            let written = try String(contentsOfFile: "\(copy)/\(file)", encoding: .utf8)
            let quick = written.replacing(#/within: (\d+)m/#) { "within: \((Int($0.1) ?? 1) * 2)s" }
            try quick.write(toFile: "\(copy)/\(file)", atomically: true, encoding: .utf8)
        }
        return (Tree(people: [:], groups: "", responses: "", folder: copy), folder)
    }

    /// The messages that a timeline lists, each as often as it does.
    private static func golden(_ name: String) throws -> [String] {
        let written = try String(contentsOfFile: Place.repository + "/Tests/Golden/\(name).jsonl", encoding: .utf8)
        return written.split(separator: "\n").map { JSON(String($0)) }.compactMap { line in
            guard let kind = line["message"].text, let person = line["person"].text else { return nil }
            return "\(Told(kind: kind, person: person))"
        }.sorted()
    }

    private static func lines(_ server: Server) -> [JSON] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: server.data + "/log")) ?? []
        return files.flatMap { file in
            file.hasSuffix(".jsonl") ? server.lines(String(file.dropLast(6))) : []
        }
    }

    private static func told(_ server: Server) -> [String] {
        lines(server).compactMap { line in
            guard let kind = line["kind"].text, let person = line["person"].text else { return nil }
            return "\(Told(kind: kind, person: person))"
        }.sorted()
    }

    /// Waits for a message of that kind for a person.
    @discardableResult
    private static func wait(_ server: Server, _ kind: String, _ person: String) async throws -> JSON {
        try await eventually("\(kind) for \(person)") {
            lines(server).first { $0["kind"].text == kind && $0["person"].text == person }
        }
    }

    /// Somebody gets their alert and takes it by its link.
    private static func takes(_ person: String, _ server: Server) async throws {
        let alert = try await wait(server, "alert", person)
        let page = try await server.press("accept", at: try #require(alert["link"].text))
        #expect(page.status == 200, "\(page)")
    }

    private static func isSatisfied(_ server: Server) async throws {
        try await eventually("the end of the asking") {
            try await server.incident(1)["progress"].text == "satisfied" ? true : nil
        }
    }

    private static func file(_ body: String, _ server: Server) async throws {
        let reply = try await server.post("/v1/incidents", body)
        try #require(reply.status == 201, "\(reply)")
    }

    @Test func `G4, the post office: two at once, the section at the first yes, deputies for who is silent`()
        async throws
    {
        let (tree, folder) = try Self.quick("post")
        defer { withExtendedLifetime(folder) {} }
        try await Server.serve(tree) { server in
            try await Self.file(
                #"{"unit": "/post-office", "plan": "front-gate", "title": "前门聚集", "facts": {"people": 6, "section": "mail"}}"#,
                server
            )
            try await Self.takes("lei-ming", server)
            try await Self.wait(server, "alert", "yu-qing")
            try await Self.takes("he-miao", server)
            try await Self.takes("wan-jun", server)
            try await Self.isSatisfied(server)
            try await Self.wait(server, "taken-over", "yu-qing")
            #expect(try Self.told(server) == Self.golden("G4"))
            let skipped = try await server.timeline(1, has: "step_skipped")
            #expect(skipped.text.contains("4"), "\(skipped)")
        }
    }

    @Test func `G7, the site: it grows while people are at work, and only newcomers are asked`() async throws {
        let (tree, folder) = try Self.quick("site")
        defer { withExtendedLifetime(folder) {} }
        try await Server.serve(tree) { server in
            try await Self.file(
                #"{"unit": "/company/site/crew-1", "plan": "incident", "title": "争执", "facts": {"people": 3, "facts": "争执"}}"#,
                server
            )
            try await Self.takes("wei-dong", server)
            try await Self.takes("ruan-hai", server)
            try await Self.isSatisfied(server)
            let report = try await server.post(
                "/v1/incidents/1/reports",
                #"{"kind": "follow_up", "text": "more", "facts": {"serious": true}}"#
            )
            #expect(report.status == 200, "\(report)")
            try await Self.takes("qin-shu", server)
            try await Self.isSatisfied(server)
            try await Self.wait(server, "taken-over", "luo-jie")
            try await Self.wait(server, "taken-over", "pan-yu")
            #expect(try Self.told(server) == Self.golden("G7"))
            let incident = try await server.incident(1)
            #expect(
                incident["severity"].text == "II" && incident["commander"]["person"].text == "wei-dong",
                "\(incident)"
            )
        }
    }
}
