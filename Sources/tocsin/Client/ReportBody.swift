import ArgumentParser
import Foundation
import Record
import Server

/// The flags that make a report, and the JSON they stand for.
struct ReportBody: ParsableArguments {
    @Option(name: .long, help: "The unit, such as /riverside-town/service-centre.")
    var unit: String?

    @Option(name: .long, help: "The plan, such as fire.")
    var plan: String?

    @Option(name: .long, help: "What happened, in one line.")
    var title: String?

    @Option(name: .long, help: "Where.")
    var place: String?

    @Option(name: .long, help: "When it happened, such as 2026-12-31T23:00:00+08:00.")
    var occurredAt: String?

    @Option(name: .long, help: "A graver severity than the plan's rules give: I, II, III or IV.")
    var severity: String?

    @Option(name: .long, help: "What reports about the same thing share.")
    var dedupKey: String?

    @Option(name: .long, help: "Anything else.")
    var note: String?

    @Option(name: .customLong("set"), help: "A field of the plan's report, such as people=25; may be repeated.")
    var facts: [String] = []

    func validate() throws {
        try WrittenWord.check(severity, of: "--severity", among: WrittenWord.ranks)
    }

    /// The flags that were given, by name.
    var given: [String] {
        let flags: [(name: String, isGiven: Bool)] = [
            ("--unit", unit != nil), ("--plan", plan != nil), ("--title", title != nil), ("--place", place != nil),
            ("--occurred-at", occurredAt != nil), ("--severity", severity != nil), ("--dedup-key", dedupKey != nil),
            ("--note", note != nil), ("--set", !facts.isEmpty),
        ]
        return flags.filter(\.isGiven).map(\.name)
    }

    /// - Throws: ``CommandError`` with exit code 2 when something is missing or cannot be read.
    func bytes(isDrill: Bool) throws -> [UInt8] {
        guard let unit, let plan, let title else {
            throw CommandError.wrongUse("a report needs --unit, --plan and --title")
        }
        var body = Body(unit: unit, plan: plan, title: title, place: place, occurred_at: occurredAt)
        body.severity = severity
        body.dedup_key = dedupKey
        body.note = note
        body.drill = isDrill ? true : nil
        body.facts = try StatedFact.read(facts)
        return try CompactEncoder.encode(body)
    }

    private struct Body: Encodable {
        var unit: String
        var plan: String
        var title: String
        var place: String?
        var occurred_at: String?
        var severity: String?
        var dedup_key: String?
        var note: String?
        var drill: Bool?
        var facts: [String: StatedFact] = [:]
    }
}
