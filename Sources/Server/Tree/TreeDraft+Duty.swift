import Escalation
import HTTPAPI

extension TreeDraft {
    /// The file of `changes/` that says what somebody wants.
    ///
    /// - Parameters:
    ///   - change: what; its names are ids, and its times hold nothing but what times are made of.
    ///   - directory: the tree in force, which says where people belong.
    init(_ change: DutyChange, in directory: Directory) {
        by = change.by
        reason = change.reason
        switch change.deed {
        case .withdrawal(let file): deed = .remove(file)
        case .absence(let person, let deputies, let time):
            var lines = ["absence:", "  person: \(person)"] + Self.lines(time)
            if !deputies.isEmpty { lines.append("  deputies: \(Self.list(deputies))") }
            deed = .add(
                folder: Self.folder(of: directory.people[person]?.unit ?? ""),
                name: Self.name(time, person),
                content: Self.text(lines)
            )
        case .override(let roster, let added, let removed, let replaced, let time):
            var lines = ["override:", "  roster: \(roster)"] + Self.lines(time)
            if !added.isEmpty { lines.append("  add: \(Self.list(added))") }
            if !removed.isEmpty { lines.append("  remove: \(Self.list(removed))") }
            if !replaced.isEmpty {
                lines.append("  replace:")
                lines += replaced.sorted { $0.key < $1.key }.map { "    \($0.key): \($0.value)" }
            }
            let unit = Directory.parent(of: roster) ?? ""
            deed = .add(
                folder: Self.folder(of: unit),
                name: Self.name(time, String(roster.dropFirst(unit.count + 1))),
                content: Self.text(lines)
            )
        }
    }

    private static func folder(of unit: UnitPath) -> String { "\(unit.dropFirst())/changes" }

    /// The day on which it begins, and whom or what it is about.
    private static func name(_ time: DutyChange.Time, _ about: String) -> String { "\(time.from.prefix(10))-\(about)" }

    private static func lines(_ time: DutyChange.Time) -> [String] { ["  from: \(time.from)", "  to: \(time.to)"] }

    private static func list(_ people: [PersonID]) -> String { "[\(people.joined(separator: ", "))]" }

    /// Who had it written and why stands on record.
    private static func text(_ lines: [String]) -> String {
        (["# Written by the server; who asked for it and why is on record."] + lines).joined(separator: "\n") + "\n"
    }
}
