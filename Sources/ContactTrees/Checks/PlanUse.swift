import Escalation

/// A plan with the units for which it is in force.
struct PlanUse {
    let file: PlanReader.File
    /// The unit of the file first, then those below it that have no plan of that name of their own in between.
    let units: [UnitPath]

    static func all(_ files: [PlanReader.File], in directory: Directory) -> [PlanUse] {
        let children = Dictionary(grouping: directory.units.keys.sorted()) { Directory.parent(of: $0) ?? "" }
        func inheritors(of plan: PlanName, from unit: UnitPath) -> [UnitPath] {
            let below = children[unit, default: []].filter { directory.units[$0]?.plans[plan] == nil }
            return [unit] + below.flatMap { inheritors(of: plan, from: $0) }
        }
        return files.map { PlanUse(file: $0, units: inheritors(of: $0.plan.name, from: $0.unit)) }
    }
}
