import ArgumentParser
import Dispatching
import Foundation
import Messages

/// Lists incidents, shows one with its timeline, and acts on one.
struct Incidents: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List, show and act on incidents.",
        subcommands: [
            List.self, Show.self, Answer.self, StandDown.self, Cancel.self, Grade.self, Note.self, FollowUp.self,
            Escalate.self,
            Ask.self, Without.self, Pause.self,
        ],
        defaultSubcommand: List.self
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List incidents, newest first.")

        @Option(name: .long, help: "open, acknowledged, stood_down, cancelled, closed (both of these) or unclosed.")
        var status: String?

        @Option(name: .long, help: "Only this unit and those below it.")
        var unit: String?

        @Option(name: .long, help: "Only this severity.")
        var severity: String?

        @Option(name: .long, help: "Only incidents after this cursor, from the end of the last list.")
        var after: String?

        @OptionGroup var server: ClientOptions

        func validate() throws {
            try WrittenWord.check(
                status,
                of: "--status",
                among: IncidentQuery.StatusFilter.all.map(\.rawValue)
            )
            try WrittenWord.check(severity, of: "--severity", among: WrittenWord.ranks)
        }

        func run() async throws {
            var parts = URLComponents()
            parts.queryItems = [("status", status), ("unit", unit), ("severity", severity), ("after", after)].compactMap
            {
                name,
                value in value.map { URLQueryItem(name: name, value: $0) }
            }
            let query = parts.percentEncodedQuery.map { $0.isEmpty ? "" : "?" + $0 } ?? ""
            let answer = try await server.client().ask("GET", "/v1/incidents\(query)")
            if server.json { return try Console.say(answer.text) }
            let incidents = answer.json["incidents"]?.elements ?? []
            if incidents.isEmpty { return try Console.say("no incidents") }
            let rows = incidents.map { one in
                let drill = one["drill"]?.bool == true ? "DRILL " : ""
                let clock = UnitClock(of: one, language: .english)
                let reported = one["reported_at"]?.string
                return [
                    one["id"]?.string ?? "?", one["severity"]?.string ?? "", one["status"]?.string ?? "",
                    "\(clock.day(reported)) \(clock.time(reported)) \(clock.offset)", one["unit"]?.string ?? "",
                    drill + (one["title"]?.string ?? ""),
                ]
            }
            try Console.say(Console.table([["NUMBER", "SEVERITY", "STATUS", "REPORTED", "UNIT", "TITLE"]] + rows))
            if let next = answer.json["next"]?.string { try Console.say("more: --after \(next)") }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show an incident with its timeline.")

        @Argument(help: "The incident's number.", transform: IncidentNumber.read)
        var number: String

        @Option(name: .long, help: "Only what was before this; a long timeline says with what to go on.")
        var before: Int?

        @Option(name: .long, help: "The language of the words around the facts: en, zh-Hans or zh-Hant.")
        var lang: String = "en"

        @OptionGroup var server: ClientOptions

        func validate() throws {
            try WrittenWord.check(lang, of: "--lang", among: Language.allCases.map(\.rawValue))
        }

        func run() async throws {
            let answer = try await server.client().ask(
                "GET",
                "/v1/incidents/\(number)?lang=\(lang)" + (before.map { "&before=\($0)" } ?? ""),
                about: "incident \(number)"
            )
            if server.json { return try Console.say(answer.text) }
            try Console.say(IncidentText(of: answer.json, language: Language(rawValue: lang) ?? .english).text)
        }
    }
}
