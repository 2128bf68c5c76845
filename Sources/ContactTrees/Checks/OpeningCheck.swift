import ConfigFiles
import Escalation

/// Checks which plans a plan opens, in every unit for which it is in force (SEMANTICS §3).
struct OpeningCheck {
    let use: PlanUse
    let directory: Directory
    let log: FaultLog

    /// Reports every plan that is not in force where it is to be opened, and every circle.
    func run() {
        for (name, place) in use.file.opens {
            if checkPlan(name, place) { checkCircle(name, place) }
        }
    }

    private func checkPlan(_ name: PlanName, _ place: Place) -> Bool {
        guard let lost = use.units.first(where: { directory.plan(name, in: $0) == nil }) else { return true }
        let known = Set(directory.units.values.flatMap(\.plans.keys)).sorted()
        let question = Suggestion.question(name, among: known).map { $0 + " " } ?? ""
        let remedy =
            known.contains(name)
            ? "put `plans/\(name).yaml` into a unit above both, or move this plan down to where it is"
            : question + "write `plans/\(name).yaml` in \(use.file.unit) or above"
        log.add(place, "there is no plan `\(name)` for \(lost), where this plan is in force", remedy)
        return false
    }

    /// The plans lead back to this one; said at the opening of each of them.
    private func checkCircle(_ name: PlanName, _ place: Place) {
        for unit in use.units {
            guard let way = way(back: use.file.plan.name, from: name, in: unit) else { continue }
            let names = ([use.file.plan.name] + way).map { "`\($0)`" }
            let rest = names.dropFirst(2).map { ", which opens \($0)" }.joined()
            log.add(
                place,
                "plans open one another in a circle: \(names[0]) opens \(names[1])\(rest)",
                "remove one of these openings"
            )
            return
        }
    }

    private func way(back target: PlanName, from name: PlanName, in unit: UnitPath) -> [PlanName]? {
        var ways: [[PlanName]] = [[name]]
        var seen: Set<PlanName> = [name]
        while let way = ways.first {
            ways.removeFirst()
            for opening in way.last.flatMap({ directory.plan($0, in: unit) })?.opens ?? [] {
                if opening.plan == target { return way + [target] }
                if seen.insert(opening.plan).inserted { ways.append(way + [opening.plan]) }
            }
        }
        return nil
    }
}
