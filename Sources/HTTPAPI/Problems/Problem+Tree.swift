extension Problem {
    /// A contact tree that was not put in force.
    ///
    /// - Parameter faults: each as `file:line:column: what; what to write instead`.
    init(refusedTree faults: [String]) {
        self.init(
            .contacts,
            "\(faults.count) fault\(faults.count == 1 ? "" : "s"); nothing changed.",
            errors: faults.prefix(1_000).map { fault in
                let place = fault.prefix { $0 != " " }
                let isPlace = place.hasSuffix(":")
                return FieldFault(field: isPlace ? String(place.dropLast()) : "", detail: fault)
            }
        )
    }
}
