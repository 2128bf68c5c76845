import Dispatching
import Escalation

/// The contact tree of the stories: one unit, a few people, one plan in two versions.
enum StoryPlace {
    static let unit: UnitPath = "/town"

    /// - Parameter version: the first asks a, then b; the second asks c, then a.
    /// - Returns: the tree.
    static func directory(version: Int) -> Directory {
        let steps = version == 1 ? ["a", "b"] : ["c", "a"]
        let response = Response(steps: steps.map { Step(ask: [Reference($0)], within: .minutes(5)) })
        let plan = Plan(
            name: "fire",
            version: "fire-\(version)",
            title: LocalizedText("Fire"),
            responses: Dictionary(uniqueKeysWithValues: Severity.allCases.map { ($0, response) }),
            commander: Reference("boss"),
            fallback: [Reference("office")]
        )
        let people = ["a", "b", "c", "office", "boss"].map { name in
            let address = Address(name: "mail", channel: "log", destination: name, settings: [:])
            return Person(id: name, unit: unit, name: LocalizedText(name), addresses: [address])
        }
        let home = Unit(path: unit, name: LocalizedText("Town"), groups: [:], plans: ["fire": plan])
        let byID = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) })
        return Directory(units: [unit: home], people: byID, version: "\(version)")
    }

    /// The report under a key of a story.
    static func filing(_ key: String, otherBody: Bool = false) -> Filing {
        let parts = key.split(separator: "@")
        let report = ReportDraft(
            unit: unit,
            plan: "fire",
            title: title(key),
            facts: [:],
            severity: nil,
            source: "gate",
            reporter: nil,
            dedupKey: parts.count > 1 ? String(parts[1]) : nil
        )
        var digest = Array(key.utf8.prefix(31))
        digest += [UInt8](repeating: otherBody ? 1 : 0, count: 32 - digest.count)
        return Filing(report: report, idempotency: .init(key: key, bodyDigest: digest))
    }

    static func title(_ key: String) -> String { "Report \(key)" }
}
