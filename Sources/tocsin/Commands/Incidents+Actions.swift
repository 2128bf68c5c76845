import ArgumentParser
import Dispatching
import Escalation
import Foundation
import Messages
import Record
import Server
import Text

/// The number of the incident that a command acts on, and the server.
struct IncidentOptions: ParsableArguments {
    @Argument(help: "The incident's number.", transform: IncidentNumber.read)
    var number: String

    @OptionGroup var server: ClientOptions

    /// The zone of the incident's unit.
    func zone() async throws -> String {
        let path = "/v1/incidents/\(number)"
        let answer = try await server.client().ask("GET", path, about: "incident \(number)")
        return answer.json["time_zone"]?.string ?? "UTC"
    }

    /// Posts to one of the incident's routes and says what that did.
    ///
    /// - Throws: ``CommandError`` also where an end came too late: nothing was changed then.
    func post(_ deed: IncidentDeed, _ route: String, _ members: some Encodable) async throws {
        let body = try CompactEncoder.encode(members)
        let answer = try await server.client().ask(
            "POST",
            "/v1/incidents/\(number)/\(route)",
            body: body,
            about: "incident \(number)"
        )
        let text = DeedText(deed, on: number, answer: answer.json)
        if text.isWithoutEffect {
            if server.json { try Console.say(answer.text) }
            throw CommandError(text: text.line)
        }
        try Console.say(server.json ? answer.text : text.line, after: "the server has done it; \(text.line)")
    }
}

extension Incidents {
    struct Answer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ack",
            abstract: "Answer on behalf of somebody: they accept, unless --answer says otherwise."
        )

        @OptionGroup var incident: IncidentOptions

        @Option(name: .long, help: "Who answers.")
        var person: String

        @Option(name: .long, help: "accept, cannot, seen, extend, note, or command (takes command).")
        var answer = "accept"

        @Option(name: .long, help: "What they say.")
        var note: String?

        func validate() throws {
            let words = Escalation.Answer.Word.allCases.map(\.rawValue)
            try WrittenWord.check(answer, of: "--answer", among: words)
        }

        func run() async throws {
            var members = ["person": person, "answer": answer]
            members["note"] = note
            try await incident.post(.answer(person, answer), "answers", members)
        }
    }

    struct StandDown: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End the incident; those reached get the all-clear.")

        @OptionGroup var incident: IncidentOptions

        @Option(name: .long, help: "Why.")
        var reason: String

        func run() async throws { try await incident.post(.end, "stand-down", ["reason": reason]) }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Call it a false alarm, or call a drill off; those reached get a correction."
        )

        @OptionGroup var incident: IncidentOptions

        @Option(name: .long, help: "Why.")
        var reason: String

        func run() async throws { try await incident.post(.end, "cancel", ["reason": reason]) }
    }

    struct Grade: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "severity",
            abstract: "Raise or lower the severity."
        )

        @OptionGroup var incident: IncidentOptions

        @Option(name: .long, help: "I, II, III or IV.")
        var to: String

        @Option(name: .long, help: "Why.")
        var reason: String

        func validate() throws {
            try WrittenWord.check(to, of: "--to", among: WrittenWord.ranks)
        }

        func run() async throws { try await incident.post(.grade, "severity", ["severity": to, "reason": reason]) }
    }

    struct Note: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put down what somebody says; it is no report and no answer (see report, ack)."
        )

        @OptionGroup var incident: IncidentOptions

        @Option(name: .long, help: "Who says it.")
        var person: String

        @Option(name: .long, help: "What they say.")
        var text: String

        func run() async throws {
            let word = Escalation.Answer.Word.note.rawValue
            try await incident.post(
                .answer(person, word),
                "answers",
                ["person": person, "answer": word, "note": text]
            )
        }
    }

    struct FollowUp: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "report",
            abstract: "Add a numbered follow-up report; --final makes it the final one."
        )

        @OptionGroup var incident: IncidentOptions

        @Option(name: .long, help: "What is known now.")
        var text: String

        @Option(name: .customLong("set"), help: "A field of the plan's report, such as people=25; may be repeated.")
        var facts: [String] = []

        @Flag(name: .long, help: "This is the final report.")
        var final = false

        private struct Body: Encodable {
            var kind: String
            var text: String
            var facts: [String: StatedFact]?
        }

        func run() async throws {
            let stated = try StatedFact.read(facts)
            let body = Body(kind: final ? "final" : "follow_up", text: text, facts: stated.isEmpty ? nil : stated)
            try await incident.post(final ? .finalReport : .followUp, "reports", body)
        }
    }

    struct Escalate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Start the next step now.")

        @OptionGroup var incident: IncidentOptions

        @Option(name: .long, help: "Why.")
        var reason: String

        func run() async throws { try await incident.post(.escalate, "escalate", ["reason": reason]) }
    }

    /// What both commands about names send.
    private struct Named: Encodable {
        var names: [String]
        var within: String?
        var reason: String?
    }

    struct Ask: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Call people in beside the plan: groups or people, by the names that a plan would use."
        )

        @OptionGroup var incident: IncidentOptions

        @Argument(help: "Groups or people, such as leaders, /town/order or he-an.")
        var names: [String]

        @Option(name: .long, help: "Their time to answer, such as 10m (default: that of the step that runs).")
        var within: String?

        @Option(name: .long, help: "Why.")
        var reason: String?

        func validate() throws {
            guard let within else { return }
            guard let span = TimeSpan(written: within), span > .zero, span <= Limits.pause else {
                throw ValidationError("--within \(within) is no duration such as 90s, 5m or 1h30m, at most 24h")
            }
        }

        func run() async throws {
            try await incident.post(.ask, "ask", Named(names: names, within: within, reason: reason))
        }
    }

    struct Without: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Go on without seats that are open, by group, role or holder."
        )

        @OptionGroup var incident: IncidentOptions

        @Argument(help: "Groups, roles or holders that are missing.")
        var names: [String]

        @Option(name: .long, help: "Why.")
        var reason: String?

        func run() async throws {
            try await incident.post(.without(names), "without", Named(names: names, reason: reason))
        }
    }

    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Start no step before a time; 24 hours at most.")

        @OptionGroup var incident: IncidentOptions

        @Option(
            name: .long,
            help: ArgumentHelp(
                """
                Until when, by the clock of the incident's unit, such as 23:00 (the next one) or '2026-12-31 23:00', or with a \
                zone of its own (…T23:00:00+08:00).
                """
            )
        )
        var until: String

        @Option(name: .long, help: "Why.")
        var reason = ""

        func run() async throws {
            // Refused before anything is asked of the server.
            var moment = try WrittenTime.read(until, of: "--until", in: "UTC")
            if RFC3339.moment(until) == nil {
                moment = try WrittenTime.read(until, of: "--until", in: try await incident.zone())
            }
            try await incident.post(.pause, "pause", ["until": RFC3339.text(moment), "reason": reason])
        }
    }
}
