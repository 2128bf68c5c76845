import ConfigFiles
import Duty
import Escalation

/// Looks up the names of rosters and groups that files of duty use.
struct DutyNames {
    let directory: Directory
    let rosters: Set<RosterID>
    let log: FaultLog

    /// The roster of a name: in the unit and then upwards, `../name` from the parent on, `/unit/name` as it is.
    ///
    /// - Returns: `nil` after a fault.
    func roster(_ item: Item, from unit: UnitPath) -> RosterID? {
        guard let name = item.scalar("write the name of a roster such as `duty-roster`") else { return nil }
        if let found = roster(named: name, from: unit) { return found }
        let known = Set(rosters.map(Self.lastWord)).sorted()
        let question = Suggestion.question(Self.lastWord(name), among: known).map { $0 + " " } ?? ""
        let elsewhere = rosters.filter { Self.lastWord($0) == Self.lastWord(name) }.min()
        item.misspelt(
            "there is no roster `\(name)` for \(unit)",
            elsewhere.map { "write where it is: `\($0)`" }
                ?? "\(question)name a roster from `rosters.yaml` of the unit or of one above it"
        )
        return nil
    }

    private func roster(named name: String, from unit: UnitPath) -> RosterID? {
        if name.hasPrefix("/") { return rosters.contains(name) ? name : nil }
        var (start, rest): (UnitPath?, Substring) = (unit, name[...])
        while rest.hasPrefix("../") {
            start = start.flatMap(Directory.parent)
            rest = rest.dropFirst(3)
        }
        while let here = start {
            if rosters.contains(here + "/" + rest) { return here + "/" + rest }
            start = Directory.parent(of: here)
        }
        return nil
    }

    /// A special period with everything that its names stand for in its unit and below.
    func period(_ file: PeriodFile) -> SpecialPeriod {
        var period = SpecialPeriod(name: file.name, unit: file.unit, span: file.span)
        for (replaced, by) in file.rosters {
            for id in all(replaced, "roster", among: rosters, of: file.unit) {
                guard let other = roster(by, from: Directory.parent(of: id) ?? file.unit) else { break }
                if other == id {
                    by.fault("the roster `\(id)` would replace itself", "name another roster, or remove it")
                } else {
                    period.rosters[id] = other
                }
            }
        }
        let groups = Set(directory.units.values.flatMap { unit in unit.groups.keys.map { unit.path + "/" + $0 } })
        for (name, hours) in file.hours {
            for id in all(name, "group", among: groups, of: file.unit) { period.hours[id] = hours }
        }
        return period
    }

    /// Every roster or group of that name in a unit and below it; none after a fault.
    private func all(_ item: Item, _ kind: String, among ids: Set<String>, of unit: UnitPath) -> [String] {
        let name = item.name
        let same = ids.filter { Self.lastWord($0) == name }.sorted()
        let found = same.filter { $0.hasPrefix(unit + "/") }
        guard found.isEmpty else { return found }
        let above = same.first { unit.hasPrefix(String($0.dropLast(name.count))) }
        if let above, let owner = Directory.parent(of: above) {
            let what =
                "the \(kind) `\(name)` belongs to \(owner), and a special period holds for its own unit and below"
            item.fault(what, "write the period into `rosters.yaml` of \(owner)")
        } else {
            let question = Suggestion.question(name, among: Set(ids.map(Self.lastWord)).sorted()).map { $0 + " " } ?? ""
            item.misspelt(
                "there is no \(kind) `\(name)` in \(unit) or below it",
                "\(question)name a \(kind) that is defined there"
            )
        }
        return []
    }

    private static func lastWord(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
