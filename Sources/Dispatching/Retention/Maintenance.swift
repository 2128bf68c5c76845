package import Escalation
import Logging
import Record
import Text

/// Work on the ledger itself, which is done in commits like everything else.
package enum Maintenance: Sendable {
    /// Takes away what retention no longer keeps.
    case remove(Removal)
    /// An older copy of the ledger was put in place: leaves out the numbers that may have been given after it was made, and puts
    /// that on record.
    case putBack(Acceptance?)
    /// Puts the contact tree in force on record, if it is another than the last one there.
    case noteTree
    /// Remembers something small.
    case remember(Mark)

    /// An operator accepted that the record ends at `position`, while `signed` was known.
    package struct Acceptance: Hashable, Sendable {
        package var position: Int64
        package var signed: Int64
        package var reason: String

        package init(position: Int64, signed: Int64, reason: String) {
            self.position = position
            self.signed = signed
            self.reason = reason
        }
    }
}

/// What retention wants gone; the ledger looks at each incident again before it agrees.
package struct Removal: Sendable {
    /// The most entries whose content goes in one commit.
    package static let entryLimit = 1_000

    package var incidents: [IncidentID] = []
    /// Only what was closed at this time or before goes.
    package var closedBefore = Timestamp(milliseconds: 0)
    package var filings: [SourceKey] = []
    /// Versions that neither the contact tree nor any incident names.
    package var plans: [String] = []

    package init() {}
}

/// What became of maintenance; durable by the time anybody sees this.
package struct Maintained: Hashable, Sendable {
    /// How many of the incidents were looked at, from the first one on; the others are asked for again.
    package var looked = 0
    package var incidents = 0
    package var entries = 0

    package init(looked: Int = 0, incidents: Int = 0, entries: Int = 0) {
        self.looked = looked
        self.incidents = incidents
        self.entries = entries
    }
}

extension Ledger {
    func maintain(_ maintenance: Maintenance, into work: inout CommitWork) throws(LedgerError) -> Maintained {
        switch maintenance {
        case .remove(let removal): return try remove(removal, into: &work)
        case .putBack(let acceptance): return try leaveOutNumbers(acceptance, into: &work)
        case .noteTree:
            try noteTree(into: &work)
            return Maintained()
        case .remember(let mark):
            work.marks.append(mark)
            return Maintained()
        }
    }

    /// Where the numbers go on after an older copy was put in place, so that what people know by number does not meet them as
    /// something else.
    ///
    /// Nobody can say how many were given after the copy was made: at least as many are left out as the power of ten below the
    /// newest number, and at least 1,000.
    static func lastLeftOut(after last: IncidentID) -> IncidentID {
        var step: Int64 = 1_000
        while step <= last.count / 10 { step *= 10 }
        return IncidentID(ledger: last.ledger, count: min((last.count / step + 2) * step, IncidentID.mostCount))
    }

    private func leaveOutNumbers(
        _ acceptance: Maintenance.Acceptance?,
        into work: inout CommitWork
    ) throws(LedgerError) -> Maintained {
        if let one = acceptance {
            let change = Change.restoreAccepted(position: one.position, signed: one.signed, reason: one.reason)
            try note(change, by: .operator, into: &work)
        }
        let last = work.lastIncident
        let next = Self.lastLeftOut(after: last)
        let name = IncidentNames.newName(using: &random)
        try note(.numbersLeftOut(after: last, to: next, name: name), by: .restore, into: &work)
        work.marks.append(IncidentNames.mark(name, after: next))
        work.lastIncident = next
        work.numbersLeftOutTo = next
        return Maintained()
    }

    /// Takes closed incidents off the record: one entry of the ledger itself says which, and a digest over the position and
    /// hash of every entry that loses its content keeps the chain verifiable.
    private func remove(_ removal: Removal, into work: inout CommitWork) throws(LedgerError) -> Maintained {
        var done = Maintained()
        var gone: [(incident: IncidentID, seals: [RecordHead])] = []
        // The newest number stays, so that it is never given twice.
        let mayGo = removal.incidents.filter {
            $0 > 0 && $0 < lastIncident && work.working[$0] == nil && !work.isRemoved($0)
        }
        let known = lookUp(Wanted(leaving: mayGo)).leaving
        for id in removal.incidents {
            done.looked += 1
            guard let seals = seals(of: known[id], id, closedBefore: removal.closedBefore) else { continue }
            gone.append((id, seals))
            done.entries += seals.count
            if done.entries >= Removal.entryLimit { break }
        }
        done.incidents = gone.count
        if !gone.isEmpty {
            let digest = RecordChain.digest(removing: gone)
            let change = Change.incidentsRemoved(
                incidents: gone.map(\.incident),
                entries: done.entries,
                digest: Hex.text(digest),
                closedBefore: removal.closedBefore
            )
            try note(change, by: .retention, into: &work)
        }
        for (id, seals) in gone {
            work.removed.append(RemovedIncident(id: id, entries: seals.count))
            cache.forget(id)
        }
        work.tally.add(.removed, by: gone.count)
        work.outdatedFilings += removal.filings
        // A version that was in force or looked up since the start may be wanted again.
        work.unusedPlans += removal.plans.filter { plans[$0] == nil }
        return done
    }

    /// The seals of an incident that may go; `nil` for one that something still happens to.
    private func seals(
        of found: Result<LeavingIncident, StoreError>?,
        _ id: IncidentID,
        closedBefore: Timestamp
    ) -> [RecordHead]? {
        do {
            guard let one = try found?.get(), let closedAt = one.row.closedAt, closedAt <= closedBefore,
                one.row.timers.isEmpty
            else { return nil }
            return one.seals.isEmpty ? nil : one.seals
        } catch {
            // One that cannot be read stays as it is, and holds up nothing else.
            log.error("an incident cannot be removed", metadata: ["incident": "\(id)", "why": "\(error)"])
            return nil
        }
    }

    /// An entry of the ledger itself.
    func note(_ change: Change, by actor: Actor, into work: inout CommitWork) throws(LedgerError) {
        let entry = RecordEntry(incident: RecordEntry.ledgerItself, at: work.now.wall, by: actor, changes: [change])
        do {
            work.entries.append(try RecordChain.seal(entry, after: &work.head))
        } catch {
            throw .unavailable("the entry could not be encoded: \(FailureWords.of(error))")
        }
    }
}
