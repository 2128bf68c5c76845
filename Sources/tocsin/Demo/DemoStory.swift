import Dispatching
import Foundation
import Record
import Server
import ServiceLifecycle

/// The demonstration as it is told in the terminal: every step goes through the running server.
struct DemoStory: Service {
    let receiver: WebhookReceiver
    let url: String
    let token: String
    let data: String
    let staysUp: Bool

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await tell() }
        } catch is CancellationError {}
    }

    private func tell() async throws {
        let client = try APIClient(url: url, token: token)
        try await waitUntilReady(client)
        try say(
            "A guard at the service centre files a report. In this demonstration a minute of the plan lasts a second."
        )
        let answer = try await client.ask("POST", "/v1/incidents", body: try report())
        let number = (answer.json["incident"] ?? answer.json)["id"]?.string ?? "1"
        var told = Told(names: try await names(client))
        try say("Nobody answers: watch the deputies and then the leaders being asked.\n")
        let asked = try await follow(number, client, &told) { arrivals in
            arrivals.last { $0.kind == "alert" && Self.leaders.contains($0.person) }
        }
        guard let asked, let link = asked.link else { throw CommandError(text: "nobody of the leaders was asked") }
        try await Task.sleep(for: .seconds(3))
        _ = try await follow(number, client, &told) { $0.first }
        try say(
            "\n\(told.name(of: asked.person)) opens the link in the message and presses \u{201C}I take it\u{201D}:\n  \(link)"
        )
        try await press(link)
        try say(
            "\nThe plan asks the office at the first yes, whoever says it; the counter and the guards are still wanted.\n"
        )
        _ = try await follow(number, client, &told) { arrivals in
            arrivals.last { $0.kind == "alert" && Self.office.contains($0.person) }
        }
        let shown = try await client.ask("GET", "/v1/incidents/\(number)")
        try say("\nThe whole record of incident \(number):\n\n" + IncidentText(of: shown.json).text)
        if staysUp {
            try farewell(link)
            try await gracefulShutdown()
        }
    }

    /// People of the example's group `leaders`, who are asked in the second step.
    private static let leaders = ["lin-yue"]
    /// Of its group `office`, who is asked once somebody answers.
    private static let office = ["grace-okoro"]

    private func report() throws -> [UInt8] {
        try CompactEncoder.encode(
            DemoReport(
                unit: "/riverside-town/service-centre",
                plan: "public-gathering",
                title: "About 25 people at counter 3 ask for the manager",
                place: "Service centre, ground floor",
                facts: ["people": 25]
            )
        )
    }

    private struct DemoReport: Encodable {
        var unit: String
        var plan: String
        var title: String
        var place: String
        var facts: [String: Int]
    }

    /// What has been printed already.
    private struct Told {
        /// How people are called, by id.
        var names: [String: String]
        var entries = 0
        var arrivals = 0

        func name(of person: String) -> String { names[person] ?? person }
    }

    private func names(_ client: APIClient) async throws -> [String: String] {
        let people = try await client.ask("GET", "/v1/people").json["people"]?.elements ?? []
        let pairs = people.compactMap { person in
            // The empty tag holds a name for every language.
            let name = person["name"]?["en"]?.string ?? person["name"]?[""]?.string ?? person["name"]?.string
            return person["id"]?.string.map { id in (id, name ?? id) }
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// Prints what happens until `wanted` finds something in what arrived; `nil` after 60 seconds.
    private func follow(
        _ number: String,
        _ client: APIClient,
        _ told: inout Told,
        until wanted: ([WebhookReceiver.Arrival]) -> WebhookReceiver.Arrival?
    ) async throws -> WebhookReceiver.Arrival? {
        for _ in 0..<300 {
            let shown = try await client.ask("GET", "/v1/incidents/\(number)")
            let lines = IncidentText(of: shown.json).timeline(leavingOut: ["message_accepted"])
            for line in lines.dropFirst(told.entries) { try say("  " + line) }
            told.entries = max(told.entries, lines.count)
            let arrivals = receiver.all
            for one in arrivals.dropFirst(told.arrivals) {
                try say("            webhook for \(told.name(of: one.person)): \(one.title)")
            }
            told.arrivals = arrivals.count
            if let found = wanted(arrivals) { return found }
            try await Task.sleep(for: .milliseconds(200))
        }
        return nil
    }

    /// Opens the answer page and presses its first button, as a browser without JavaScript does.
    private func press(_ link: String) async throws {
        let path = link.replacing(url, with: "")
        let visitor = try APIClient(url: url, token: "")
        let page = try await visitor.ask("GET", path)
        guard let mark = page.text.firstMatch(of: /name="mark" value="([^"]+)"/) else {
            throw CommandError(text: "the answer page has no buttons")
        }
        let form = "answer=accept&note=On+my+way&mark=" + String(mark.1)
        let headers = [("Content-Type", "application/x-www-form-urlencoded"), ("Origin", url)]
        _ = try await visitor.ask("POST", path, body: Array(form.utf8), headers: headers)
    }

    private func waitUntilReady(_ client: APIClient) async throws {
        for _ in 0..<100 {
            if let answer = try? await client.send("GET", "/health/ready"), answer.status == 200 { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw CommandError(text: "the server did not become ready")
    }

    private func farewell(_ link: String) throws {
        try say(
            """

            The server stays up; try it by hand (Ctrl-C ends it, and what it kept in \(data) is removed):
              the answer page of a leader:  \(link)
              readiness and figures:        \(url)/health/ready  \(url)/metrics
              the API's description:        \(url)/openapi.json
              from another terminal:        export TOCSIN_URL=\(url) TOCSIN_TOKEN=\(token)
                                            .build/debug/tocsin report --unit /riverside-town --plan fire --title 'Smoke in the archive'
                                            .build/debug/tocsin incidents
            """
        )
    }

    private func say(_ text: String) throws {
        try Console.say(text)
    }
}
