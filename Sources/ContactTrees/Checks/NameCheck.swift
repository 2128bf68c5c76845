import ConfigFiles
import Escalation

/// Checks that every name in a plan leads somewhere, in every unit for which the plan is in force.
struct NameCheck {
    let directory: Directory
    let plans: [PlanReader.File]
    let people: [PersonID: Place]
    let groups: [(unit: UnitPath, id: String, place: Place)]
    let log: FaultLog

    /// Reports everything at fault.
    func run() {
        let children = Dictionary(grouping: directory.units.keys.sorted()) { Directory.parent(of: $0) ?? "" }
        var users: [String: [UnitPath]] = [:]
        func units(of plan: PlanName, in unit: UnitPath) -> [UnitPath] {
            let key = unit + " " + plan
            if let known = users[key] { return known }
            let found = inheritors(of: plan, from: unit, children)
            users[key] = found
            return found
        }
        for use in plans.flatMap(\.names) { check(use, in: units(of: use.plan, in: use.unit)) }
        for use in plans.flatMap(\.needs) { check(use, in: units(of: use.plan, in: use.unit)) }
        checkClashes()
    }

    /// The unit and all units below it that have no plan of that name of their own in between.
    private func inheritors(of plan: PlanName, from unit: UnitPath, _ children: [UnitPath: [UnitPath]]) -> [UnitPath] {
        let below = children[unit, default: []].filter { directory.units[$0]?.plans[plan] == nil }
        return [unit] + below.flatMap { inheritors(of: plan, from: $0, children) }
    }

    private func check(_ use: ReferenceReader.NameUse, in units: [UnitPath]) {
        let name = use.reference.name
        let lastWord = String(name.split(separator: "/").last ?? "")
        let missing = units.filter { directory.candidates(for: use.reference, in: $0) == nil }
        if let first = missing.first, !use.reference.isOptional {
            let others = missing.count > 1 ? " and \(missing.count - 1) more below it" : ""
            let question = Suggestion.question(lastWord, among: visibleNames(in: use.unit)).map { $0 + " " } ?? ""
            let remedy =
                missing.count == units.count
                ? "name a group of this unit or above it, or a person"
                : "add it there, or write `\(name)?` if it need not exist for every unit"
            log.add(use.place, "`\(name)` names no group or person for \(first)\(others)", question + remedy)
        }
        if missing.count < units.count, directory.people[lastWord]?.addresses.isEmpty == true {
            log.add(
                use.place,
                "`\(lastWord)` has no address and cannot be reached",
                "add an address to `\(lastWord)`, or name somebody else"
            )
        }
    }

    private func check(_ use: ReferenceReader.NeedUse, in units: [UnitPath]) {
        for unit in units {
            let found = use.names.map { directory.candidates(for: $0, in: unit) }
            let isUnknown = zip(use.names, found).contains { $0.0.isOptional == false && $0.1 == nil }
            let people = Set(found.compactMap { $0 }.joined().flatMap { [$0.person] + $0.deputies })
            guard !isUnknown, people.count < use.need else { continue }
            if use.key == "fallback" {
                log.add(use.place, "the fallback names nobody for \(unit)", "add a name that exists for every unit")
            } else {
                let count = people.count == 1 ? "1 person" : "\(people.count) people"
                log.add(use.place, "\(use.need) must accept, but \(count) can be asked for \(unit)", "lower `need`")
            }
            return
        }
    }

    /// A group hides a person of the same id, so that the person could never be named.
    private func checkClashes() {
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
