import Escalation
import Text

/// What the ledger does while its store cannot be asked, and when it must not send.
extension Ledger {
    /// What could not be read is tried again after this long.
    var rereadAfter: TimeSpan { away == nil ? .minutes(1) : Self.soon }

    /// Nothing is decided: callers are told, and what nobody would repeat is kept for the next cycle.
    ///
    /// - Throws: ``StoreError/fenced(_:)``, after everybody was told.
    func putOff(
        _ requests: [LedgerRequest],
        _ again: [Kept],
        _ results: [DeliveryResult],
        _ due: [DeadlineQueue.Entry],
        because fault: StoreError,
        at now: Moment
    ) throws(StoreError) -> [Outgoing] {
        for request in requests { request.refuse(.unavailable("\(fault); nothing was stored")) }
        guard fault.isPassing else { throw fault }
        kept = again + results.map { .result($0, dispatcher.finish($0.parcel)) } + due.map { .deadline($0) }
        noteRefused(because: LocalizedText("\(fault)"), at: now)
        isRefused = true
        noteCycle(at: now)
        return []
    }

    /// Puts what was never begun back to be sent a little later, as it is: the attempt does not count.
    ///
    /// - Returns: the others.
    func begun(_ results: [DeliveryResult], at now: Moment) -> [DeliveryResult] {
        if results.allSatisfy({ $0.outcome != nil }) { return results }
        for result in results where result.outcome == nil {
            let members = dispatcher.members(of: result.parcel)
            let merge = dispatcher.putBack(members, of: result.parcel, until: now.boot + Self.soon)
            precondition(merge == nil, "a parcel was parted that was put back whole")
        }
        return results.filter { $0.outcome != nil }
    }
}

extension StoreError {
    /// Whether the same may succeed later.
    var isPassing: Bool {
        if case .unavailable = self { true } else { false }
    }

    /// Whether the store could not be asked at all; nothing is wrong with what it holds.
    var isAway: Bool {
        switch self {
        case .unavailable, .fenced: true
        case .full, .inUse, .unreadable, .broken: false
        }
    }

    /// What callers are told after an error with which the ledger ends.
    static func refusal(after error: any Error) -> String {
        if case StoreError.fenced = error { return "\(error)" }
        return "the store is broken: \(FailureWords.of(error))"
    }
}
