extension Directory {
    /// The group of that path, such as `/riverside-town/leaders`.
    package func group(at path: String) -> Group? {
        guard let slash = path.lastIndex(of: "/") else { return nil }
        return units[String(path[..<slash])]?.groups[String(path[path.index(after: slash)...])]
    }

    /// The seat as the group has it now; `nil` for a person whom the plan names, and once the group has it no more.
    package func seat(_ id: SeatID) -> Seat? {
        id.group.flatMap(group)?.seats.first { $0.holder == id.holder }
    }
}
