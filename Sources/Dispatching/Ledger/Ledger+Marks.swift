package import Escalation

/// What the ledger remembers of itself by marks.
extension Ledger {
    /// Of the contact tree that is on record last.
    static let treeMark = "tree"
    /// Of the moment until which shifts were looked at for reminders, in milliseconds of the wall clock.
    package static let reminderMark = "duty/reminders"

    /// Takes on what a stored commit remembers.
    func remember(_ marks: [Mark]) {
        if marks.isEmpty { return }
        names = IncidentNames(
            ledger: name,
            number: lastIncident.ledger,
            later: names.later + IncidentNames.later(marks)
        )
        for mark in marks where mark.name == Self.treeMark { notedTree = mark.body }
    }

    /// Puts the contact tree in force on record, with the version of its zone rules, if it is another than the last one there.
    ///
    /// One that was not read from files is on no record.
    func noteTree(into work: inout CommitWork) throws(LedgerError) {
        guard let rules = directory.zoneRules else { return }
        let content = Array("\(directory.version) \(rules)".utf8)
        let last = work.marks.last { $0.name == Self.treeMark }?.body ?? notedTree
        guard content != last else { return }
        try note(.treeInstalled(version: directory.version, zoneRules: rules), by: .dispatcher, into: &work)
        work.marks.append(Mark(name: Self.treeMark, value: 0, body: content))
    }

    /// Does something to the ledger itself before anything else happens in it: whoever is made after it knows what came of it.
    ///
    /// - Throws: ``LedgerError/unavailable(_:)`` when nothing was stored; ``StoreError`` as ``run(_:results:at:deadlinesBy:)``.
    package func begin(with maintenance: [Maintenance], at now: Moment) throws {
        var work = commitWork(at: now)
        for one in maintenance { _ = try maintain(one, into: &work) }
        try commit(&work)
        if let storeRefusal, work.head != head { throw LedgerError.unavailable(storeRefusal) }
    }
}

extension IncidentNames {
    /// Begins the names of the marks that say how a ledger was called later; the value of each is the last number before.
    private static let mark = "name/"

    /// - Parameters:
    ///   - ledger: the name that it was made with.
    ///   - number: which ledger it is.
    ///   - marks: those of the store, by name.
    package init(ledger: String, number: UInt8 = 0, marks: [Mark]) {
        self.init(ledger: ledger, number: number, later: Self.later(marks))
    }

    static func mark(_ name: String, after last: IncidentID) -> Mark {
        Mark(name: mark + name, value: last)
    }

    fileprivate static func later(_ marks: [Mark]) -> [Later] {
        marks.filter { $0.name.hasPrefix(mark) }
            .map { Later(name: String($0.name.dropFirst(mark.count)), after: $0.value) }
            .sorted { $0.after < $1.after }
    }
}
