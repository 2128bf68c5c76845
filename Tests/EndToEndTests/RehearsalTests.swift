import Foundation
import Testing

/// `tocsin rehearse` shows what the running server does.
@Suite(.timeLimit(.minutes(10))) struct RehearsalTests {
    /// What happens to an incident, without what only a real channel says.
    private struct Turn: Equatable, CustomStringConvertible {
        var seconds: Double
        var words: String

        var description: String { "\(seconds)s \(words)" }

        /// Deliveries that ended are left out: they depend on the receiver.
        static func of(_ what: String, _ text: String, after seconds: Double) -> Turn? {
            let isDelivery = what.hasPrefix("message_") && what != "message_planned"
            // The times of day in them are the one thing that differs.
            let words = what + ": " + text.replacing(/[0-9]{2}:[0-9]{2}/, with: "hh:mm")
            return isDelivery || what == "reported" ? nil : Turn(seconds: seconds, words: words)
        }
    }

    @Test(arguments: ["times: 2, every: 2s", "until: acknowledged, at_most: 8s, every: 1s"])
    func `the running server does what the rehearsal says`(repetition: String) async throws {
        let tree = Tree(
            people: [
                "ann": "{log: ann}", "bob zh-Hans": "{log: bob}", "cy": "{log: cy}", "eve": "{log: eve}",
                "dee": "{log: dee}",
            ],
            groups: """
                duty: {seats: [{role: duty officer, holder: ann, deputies: [bob]}]}
                leaders: {seats: [{role: head, holder: cy, deputies: [eve]}]}
                office: {members: [dee]}
                """,
            responses: """
                IV:
                  steps:
                    - {ask: [duty], within: 2s, deputies: after_timeout, cc: [office]}
                    - {ask: [leaders, duty], within: 3s, deputies: after_timeout}
                  repeat: {\(repetition)}
                """,
            plan: "severity: {default: IV}"
        )
        try await Server.serve(tree) { server in
            let rehearsed = try await server.done(
                "rehearse",
                "--unit",
                "/yard",
                "--plan",
                "storm",
                "--json",
                "--contacts",
                server.folder.path + "/Contacts",
                "--templates",
                Place.templates
            )
            let expected = rehearsed.json.list.compactMap {
                Turn.of($0["what"].text ?? "", $0["text"].text ?? "", after: $0["seconds"].number ?? -1)
            }
            try #require(expected.count > 10, "\(rehearsed)")

            let number = try await server.report("Storm")
            let actual = try await eventually("\(expected.count) turns") {
                let timeline = try await server.timeline(number)
                let turns = timeline.compactMap { item in
                    Turn.of(item.what, item.text, after: item.at.timeIntervalSince(timeline[0].at))
                }
                return turns.count >= expected.count ? Array(turns.prefix(expected.count)) : nil
            }
            for (real, said) in zip(actual, expected) {
                #expect(real.words == said.words)
                // Never early; how late depends on the machine.
                #expect((-0.1...60).contains(real.seconds - said.seconds), "\(real) was to be \(said)")
            }
        }
    }

    @Test func `a rehearsal with an answer stops asking where the answer comes`() async throws {
        let output = try await run([
            "rehearse", "--unit", "/riverside-town/service-centre", "--plan", "public-gathering", "--answers",
            "he-an=accept@7m",
            "--contacts", Place.contacts, "--templates", Place.templates,
        ])
        #expect(output.code == 0, "\(output)")
        #expect(output.text.contains("He An took it"))
        #expect(output.text.contains("nothing more happens by itself"))
        #expect(!output.text.contains("nobody takes it"))
    }
}
