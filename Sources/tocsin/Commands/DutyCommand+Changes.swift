import ArgumentParser
import Record
import Server
import Text

/// What every change of duty says, and the server that writes it.
struct DutyChangeOptions: ParsableArguments {
    @Option(name: .long, help: "Why; goes on record.")
    var reason: String

    @OptionGroup var server: ClientOptions

    /// Posts to one of the routes of changes and says what came of it.
    ///
    /// - Throws: ``CommandError`` with each fault on a line of its own where the contact tree would have had some.
    func post(_ route: String, _ members: some Encodable, done: (String) -> String) async throws {
        let body = try CompactEncoder.encode(members)
        let answer = try await server.client().send("POST", "/v1/changes/\(route)", body: body)
        guard (200..<300).contains(answer.status) else {
            throw CommandError(text: APIClient.complaint(in: answer.json, status: answer.status, about: "the change"))
        }
        let line = done(answer.json["file"]?.string ?? "")
        try Console.say(server.json ? answer.text : line, after: "the server has done it; \(line)")
    }
}

/// From when to when.
struct DutyTimeOptions: ParsableArguments {
    @Option(name: .long, help: "The first day, or a time: 2026-12-01, 2026-12-01T08:30 by the unit's clocks.")
    var from: String

    @Option(name: .long, help: "The last day, which belongs to it; or the time at which it ends.")
    var to: String
}

extension DutyCommand {
    struct Absence: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Somebody is absent: the server writes it into the contact tree, in force at once.",
            discussion: "Needs a token with the role admin. `tocsin duty withdraw` takes it back."
        )

        @Option(name: .long, help: "Who, by id.")
        var person: String

        @OptionGroup var time: DutyTimeOptions

        @Option(name: .long, help: "Who stands in, by id; may be given again, in order.")
        var deputy: [String] = []

        @OptionGroup var change: DutyChangeOptions

        private struct Body: Encodable {
            var person: String
            var from: String
            var to: String
            var deputies: [String]?
            var reason: String
        }

        func run() async throws {
            let deputies = deputy.isEmpty ? nil : deputy
            let body = Body(
                person: person,
                from: time.from,
                to: time.to,
                deputies: deputies,
                reason: change.reason
            )
            try await change.post("absence", body) { "\(person) is absent from \(time.from) to \(time.to), in \($0)" }
        }
    }

    struct Override: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A roster changes for some time: the server writes it into the contact tree, in force at once.",
            discussion: """
                A swap is two changes: --replace lin-yue=he-an for one time, --replace he-an=lin-yue for the other.
                Needs a token with the role admin. `tocsin duty withdraw` takes it back.
                """
        )

        @Option(name: .long, help: "The roster with its unit's path: /riverside-town/duty-roster.")
        var roster: String

        @OptionGroup var time: DutyTimeOptions

        @Option(name: .long, help: "Who comes beside those on duty; may be given again.")
        var add: [String] = []

        @Option(name: .long, help: "Who is not on duty; may be given again.")
        var remove: [String] = []

        @Option(name: .long, help: "Who goes, and who comes: lin-yue=he-an; may be given again.")
        var replace: [String] = []

        @OptionGroup var change: DutyChangeOptions

        private struct Body: Encodable {
            var roster: String
            var from: String
            var to: String
            var add: [String]?
            var remove: [String]?
            var replace: [String: String]?
            var reason: String
        }

        func validate() throws {
            guard add.isEmpty, remove.isEmpty, replace.isEmpty else { return }
            throw ValidationError("say whom it changes: --add, --remove or --replace lin-yue=he-an")
        }

        func run() async throws {
            var replaced: [String: String] = [:]
            for pair in replace {
                let parts = pair.split(separator: "=", omittingEmptySubsequences: false)
                guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                    throw CommandError.wrongUse(
                        "--replace \(pair): write who goes and who comes, such as lin-yue=he-an"
                    )
                }
                guard replaced.updateValue(String(parts[1]), forKey: String(parts[0])) == nil else {
                    throw CommandError.wrongUse("--replace names \(parts[0]) twice; name them once")
                }
            }
            let body = Body(
                roster: roster,
                from: time.from,
                to: time.to,
                add: add.isEmpty ? nil : add,
                remove: remove.isEmpty ? nil : remove,
                replace: replaced.isEmpty ? nil : replaced,
                reason: change.reason
            )
            try await change.post("override", body) { "\(roster) changes from \(time.from) to \(time.to), in \($0)" }
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take an absence or override back: its file goes, in force at once."
        )

        @Argument(help: "The file below the contact tree: riverside-town/changes/2026-12-01-he-an.yaml.")
        var file: String

        @OptionGroup var change: DutyChangeOptions

        private struct Body: Encodable {
            var file: String
            var reason: String
        }

        func run() async throws {
            try await change.post("withdraw", Body(file: file, reason: change.reason)) { "\($0) is gone" }
        }
    }
}
