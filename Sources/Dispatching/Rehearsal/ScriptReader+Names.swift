import Escalation

extension ScriptReader {
    /// Names in a fault beyond which only their number is told.
    private static let namesShown = 40

    /// - Returns: the id of a person of the tree.
    func person(_ written: String, _ name: String) throws(ScriptFault) -> PersonID {
        if directory.people[written] != nil { return written }
        throw ScriptFault("\(name): \(trouble(withPerson: written))")
    }

    private func trouble(withPerson written: String) -> String {
        let meant = directory.people(meantBy: written)
        if !meant.isEmpty {
            return "there is no person `\(written)`; that is \(meant.joined(separator: " or ")): write the id"
        }
        if let people = directory.candidates(for: Reference(written), in: unit), !people.isEmpty {
            return "`\(written)` is a group; somebody answers: \(list(people.map(\.person)))"
        }
        return "there is no person `\(written)`; there are \(list(directory.people.keys.sorted()))"
    }

    /// A name that leads to people: a group or a person, as a plan may write it.
    func reference(_ written: String, _ name: String) throws(ScriptFault) -> String {
        if directory.candidates(for: Reference(written), in: unit)?.isEmpty == false { return written }
        let meant = directory.people(meantBy: written)
        if !meant.isEmpty {
            let ids = meant.joined(separator: " or ")
            throw ScriptFault("\(name): nothing in \(unit) is called `\(written)`; that is \(ids): write the id")
        }
        let groups = directory.lineage(of: unit).flatMap(\.groups.keys)
        let known = Set(groups).sorted() + directory.people.keys.sorted()
        throw ScriptFault("\(name): nothing in \(unit) is called `\(written)`; there are \(list(known))")
    }

    /// What seats can be called by: a group, its path, a role, or who holds one.
    func seats(_ written: String, _ name: String) throws(ScriptFault) -> String {
        var groups: Set<String> = []
        var others: Set<String> = []
        for unit in directory.units.values {
            for (group, seats) in unit.groups {
                groups.insert(group)
                others.insert("\(unit.path)/\(group)")
                others.formUnion(seats.seats.flatMap { [$0.holder] + ($0.role.map { Array($0.texts.values) } ?? []) })
            }
        }
        if groups.contains(written) || others.contains(written) || directory.people[written] != nil { return written }
        let asked = plan.responses.values.flatMap(\.steps).flatMap(\.ask).map { $0.name }
        throw ScriptFault(
            "\(name): no seat is called `\(written)`; the plan asks \(list(Set(asked).sorted())); a role or a holder may "
                + "stand there too"
        )
    }

    private func list(_ names: [String]) -> String {
        guard names.count > Self.namesShown else { return names.joined(separator: ", ") }
        return names.prefix(Self.namesShown).joined(separator: ", ") + " and \(names.count - Self.namesShown) more"
    }
}
