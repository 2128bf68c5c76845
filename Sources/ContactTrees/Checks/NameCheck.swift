import ConfigFiles
import Escalation

/// Checks that every name in a plan leads somewhere, in every unit for which the plan is in force.
struct NameCheck {
    let directory: Directory
    let plans: [PlanUse]
    let meanings: Meanings
    let log: FaultLog

    /// Reports texts that are spelt as no name, with what they mean if that is known.
    func checkSpelling() {
        for use in plans.flatMap(\.file.names) where !use.isName {
            if let meaning = meanings.name(use.reference.name, in: use.unit) {
                use.item.fault(meaning.what, meaning.remedy)
            } else {
                ReferenceReader.refuse(use.item, use.reference.description)
            }
        }
    }

    /// Reports every name that leads nowhere.
    func run() {
        for plan in plans {
            for use in plan.file.names where use.isName { check(use, in: plan.units) }
        }
    }

    private func check(_ use: ReferenceReader.NameUse, in units: [UnitPath]) {
        let name = use.reference.name
        let lastWord = String(name.split(separator: "/").last ?? "")
        let missing = units.filter { directory.candidates(for: use.reference, in: $0) == nil }
        if let first = missing.first, !use.reference.isOptional {
            report(use, isMissingEverywhere: missing.count == units.count, first: first, others: missing.count - 1)
        }
        if missing.count < units.count, directory.people[lastWord]?.addresses.isEmpty == true {
            log.add(
                use.place,
                "`\(lastWord)` has no address and cannot be reached",
                "add an address to `\(lastWord)`, or name somebody else"
            )
        }
    }

    private func report(_ use: ReferenceReader.NameUse, isMissingEverywhere: Bool, first: UnitPath, others: Int) {
        let name = use.reference.name
        let lastWord = String(name.split(separator: "/").last ?? "")
        let units = others > 0 ? "\(first) and \(others) more below it" : first
        let what = "`\(name)` names no group or person for \(units)"
        if isMissingEverywhere, let meaning = meanings.name(name, in: use.unit) {
            return log.add(use.place, "\(what): \(meaning.what)", meaning.remedy)
        }
        let question = Suggestion.question(lastWord, among: visibleNames(in: use.unit)).map { $0 + " " } ?? ""
        let remedy =
            isMissingEverywhere
            ? "name a group of this unit or above it, or a person"
            : "add it there, or write `\(name)?` if it need not exist for every unit"
        log.add(use.place, what, question + remedy)
    }

    /// A group hides a person of the same id, so that the person could never be named.
    ///
    /// - Parameters:
    ///   - people: where each person is defined.
    ///   - groups: where each group is defined.
    func checkClashes(people: [PersonID: Place], groups: [(unit: UnitPath, id: String, place: Place)]) {
        for (unit, id, place) in groups {
            guard let person = people[id] else { continue }
            log.add(
                place,
                "the group `\(id)` of \(unit) has the id of a person (\(person.fileAndLine))",
                "rename one of them"
            )
        }
    }

    private func visibleNames(in unit: UnitPath) -> [String] {
        (directory.lineage(of: unit).flatMap(\.groups.keys) + directory.people.keys).sorted()
    }
}
