/// The contact tree as read: an immutable value, swapped as a whole on reload.
package struct Directory: Sendable {
    package var units: [UnitPath: Unit]
    package var people: [PersonID: Person]
    /// Who is there when.
    package var duty: any DutyBook
    /// A digest of everything read, so that people can tell which set is in force.
    package var version: String
    /// The version of the rules of time zones by which its times are shown; `nil` for one that was not read from files.
    package var zoneRules: String?

    package init(
        units: [UnitPath: Unit] = [:],
        people: [PersonID: Person] = [:],
        duty: any DutyBook = NoDuty(),
        version: String = ""
    ) {
        self.units = units
        self.people = people
        self.duty = duty
        self.version = version
    }

    /// The unit above, or `nil` for one at the top.
    package static func parent(of path: UnitPath) -> UnitPath? {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return nil }
        return String(path[..<slash])
    }

    /// The unit and everything above it, nearest first.
    package func lineage(of path: UnitPath) -> [Unit] {
        var found: [Unit] = []
        var next: UnitPath? = path
        while let current = next {
            if let unit = units[current] { found.append(unit) }
            next = Self.parent(of: current)
        }
        return found
    }

    /// What is found in the unit or else above it, nearest first.
    func nearest<Found>(to path: UnitPath, _ find: (Unit) -> Found?) -> Found? {
        var next: UnitPath? = path
        while let current = next {
            if let unit = units[current], let found = find(unit) { return found }
            next = Self.parent(of: current)
        }
        return nil
    }

    /// The plan of that name that is in force for a unit: its own, or the nearest above it.
    package func plan(_ name: PlanName, in unit: UnitPath) -> Plan? {
        nearest(to: unit) { $0.plans[name] }
    }

    /// All plans in force for a unit, by name; a nearer one hides one of the same name above.
    package func plans(in unit: UnitPath) -> [PlanName: Plan] {
        var found: [PlanName: Plan] = [:]
        for unit in lineage(of: unit) {
            found.merge(unit.plans) { nearer, _ in nearer }
        }
        return found
    }
}

/// An organisation or a part of one; it inherits what the units above it define.
package struct Unit: Hashable, Sendable {
    package var path: UnitPath
    package var name: LocalizedText
    /// An IANA zone such as `Asia/Shanghai`.
    package var timeZone: String
    package var language: String
    package var groups: [String: Group]
    package var plans: [PlanName: Plan]

    package init(
        path: UnitPath,
        name: LocalizedText,
        timeZone: String = "UTC",
        language: String = "en",
        groups: [String: Group] = [:],
        plans: [PlanName: Plan] = [:]
    ) {
        self.path = path
        self.name = name
        self.timeZone = timeZone
        self.language = language
        self.groups = groups
        self.plans = plans
    }
}
