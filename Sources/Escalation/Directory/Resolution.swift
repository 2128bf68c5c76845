/// A person whom a reference names, and why.
package struct Candidate: Hashable, Codable, Sendable {
    package var person: PersonID
    /// The reason that goes on record.
    package var reason: Reason
    /// Who stands in for this person, in order.
    package var deputies: [PersonID]

    package init(person: PersonID, reason: Reason, deputies: [PersonID] = []) {
        self.person = person
        self.reason = reason
        self.deputies = deputies
    }
}

extension Directory {
    /// The people whom `reference` names for an incident in `unit`, in order; `nil` when nothing has that name.
    ///
    /// A plain name is looked up in the unit and then upwards; `../name` starts at the parent; `/unit/name` is absolute.
    /// A group of that name comes before a person of that id.
    package func candidates(for reference: Reference, in unit: UnitPath) -> [Candidate]? {
        seats(for: reference, in: unit)?.map { call in
            Candidate(person: call.seat.holder, reason: call.reason, deputies: call.deputies)
        }
    }

    /// The seats to which `reference` leads for an incident in `unit`, in order; `nil` when nothing has that name.
    package func seats(for reference: Reference, in unit: UnitPath) -> [SeatCall]? {
        guard let (start, name) = Self.place(of: reference.name, from: unit) else { return nil }
        let isAbsolute = reference.name.hasPrefix("/")
        let calls = { (unit: Unit) in unit.groups[name].map { Self.calls(of: $0, named: name, in: unit.path) } }
        if let found = isAbsolute ? units[start].flatMap(calls) : nearest(to: start, calls) { return found }
        guard let person = people[name], !isAbsolute || person.unit == start else { return nil }
        return [SeatCall(seat: SeatID(holder: person.id), name: 0, reason: .named)]
    }

    private static func calls(of group: Group, named name: String, in unit: UnitPath) -> [SeatCall] {
        let path = unit + "/" + name
        return group.seats.map { seat in
            SeatCall(
                seat: SeatID(group: path, holder: seat.holder),
                name: 0,
                reason: .seat(group: name, role: seat.role),
                deputies: seat.deputies
            )
        }
    }

    /// Everybody whom the references name, each once, in order.
    package func people(named references: [Reference], in unit: UnitPath) -> [Candidate] {
        var seen: Set<PersonID> = []
        return references.flatMap { candidates(for: $0, in: unit) ?? [] }.filter { seen.insert($0.person).inserted }
    }

    /// Splits a written name into the unit where the look-up starts and the last word.
    private static func place(of written: String, from unit: UnitPath) -> (UnitPath, String)? {
        if written.hasPrefix("/") {
            guard let slash = written.lastIndex(of: "/"), slash != written.startIndex else { return nil }
            return (String(written[..<slash]), String(written[written.index(after: slash)...]))
        }
        var start = unit
        var rest = Substring(written)
        while rest.hasPrefix("../") {
            guard let above = parent(of: start) else { return nil }
            start = above
            rest = rest.dropFirst(3)
        }
        return rest.contains("/") || rest.isEmpty ? nil : (start, String(rest))
    }
}
