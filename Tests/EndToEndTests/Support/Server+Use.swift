import Foundation
import Testing

/// What users do with a server.
extension Server {
    /// The command beside this server.
    func run(_ arguments: String..., input: String = "") async throws -> Output {
        try await EndToEndTests.run(arguments, environment: environment, input: input)
    }

    /// The command, which must succeed.
    @discardableResult func done(_ arguments: String...) async throws -> Output {
        let output = try await EndToEndTests.run(arguments, environment: environment)
        try #require(output.code == 0, "tocsin \(arguments.joined(separator: " ")): \(output)")
        return output
    }

    func post(
        _ path: String,
        _ body: String,
        headers: [String: String] = [:],
        token: String? = nil
    ) async throws -> Reply {
        var all = ["Content-Type": "application/json", "Authorization": "Bearer \(token ?? self.token)"]
        all.merge(headers) { $1 }
        return try await HTTP.send("POST", url + path, headers: all.filter { !$0.value.isEmpty }, body: Data(body.utf8))
    }

    func get(_ path: String) async throws -> Reply {
        try await HTTP.send("GET", url + path, headers: ["Authorization": "Bearer \(token)"])
    }

    /// Files a report, which must be taken; returns the incident's number.
    func report(_ title: String, _ more: JSON = [:]) async throws -> Int {
        var members: [String: JSON] = ["unit": "/yard", "plan": "storm", "title": .text(title)]
        if case .object(let others) = more { members.merge(others) { $1 } }
        let reply = try await post("/v1/incidents", JSON.object(members).written)
        try #require([200, 201].contains(reply.status), "\(reply)")
        return try #require(reply.json["id"].incident)
    }

    func incident(_ number: Int) async throws -> JSON {
        try await get("/v1/incidents/\(number)").json
    }

    func timeline(_ number: Int) async throws -> [Happening] {
        try await incident(number)["timeline"].list.map(Happening.init)
    }

    /// Waits until something is on the incident's timeline.
    @discardableResult func timeline(
        _ number: Int,
        has what: String,
        where fits: (Happening) -> Bool = { _ in true }
    ) async throws -> Happening {
        try await eventually("\(what) on the timeline of \(number)") {
            try await timeline(number).first { $0.what == what && fits($0) }
        }
    }

    /// The lines of a log that messages go to.
    func lines(_ name: String) -> [JSON] {
        folder.read("data/log/\(name).jsonl").split(separator: "\n").map { JSON(String($0)) }
    }

    /// Waits for words in the server's own log, which is written after what it tells of.
    func logged(_ words: String) async throws {
        try await eventually("\(words) in the server's log") { log.contains(words) ? true : nil }
    }

    /// Waits for a message of this kind in a log.
    @discardableResult func line(_ name: String, kind: String) async throws -> JSON {
        try await eventually("\(kind) in the log \(name)") {
            lines(name).first { $0["kind"].text == kind }
        }
    }

    /// Opens an answer link and presses one of its buttons, as a browser without JavaScript does.
    func press(_ word: String, at link: String, note: String = "") async throws -> Reply {
        let page = try await HTTP.send("GET", link)
        try #require(page.status == 200, "\(page)")
        let mark = try #require(page.body.firstMatch(of: /name="mark" value="([^"]+)"/), "no mark in \(page)").1
        let form = "answer=\(word)&note=\(note)&mark=\(mark)"
        let headers = ["Content-Type": "application/x-www-form-urlencoded", "Origin": url]
        return try await HTTP.send("POST", link, headers: headers, body: Data(form.utf8))
    }

    /// The record holds, as far as it goes.
    func expectSoundRecord() async throws {
        let output = try await run("audit", "verify", "--data", data)
        #expect(output.code == 0 && output.text.contains("the record holds"), "\(output)")
    }
}

/// One item of a timeline.
struct Happening {
    var at: Date
    var what: String
    var details: JSON
    var text: String

    init(_ json: JSON) {
        at = Self.moment(json["at"].text) ?? .distantPast
        what = json["what"].text ?? ""
        details = json["details"]
        text = json["text"].text ?? ""
    }

    /// Reads RFC 3339 with parts of seconds.
    static func moment(_ written: String?) -> Date? {
        try? Date(written ?? "", strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
