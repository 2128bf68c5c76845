package import Escalation

/// A fault made on purpose, so that a test can see the auditor find it; never used in production.
package enum Failpoint: Hashable, Sendable {
    /// The ledger forgets the first deadlines of an incident.
    case dropDeadline(IncidentID)
    /// The auditor makes no more looks after this long.
    case stopAuditor(after: TimeSpan)

    /// Reads `drop-deadline:N` (an incident's number) or `stop-auditor:N` (seconds).
    package init?(written text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let number = Int64(parts[1]), number >= 0 else { return nil }
        switch parts[0] {
        case "drop-deadline": self = .dropDeadline(number)
        case "stop-auditor": self = .stopAuditor(after: .seconds(number))
        default: return nil
        }
    }
}

extension Ledger {
    /// Whether the deadline that is to be armed is dropped by a failpoint; only once.
    func drops(deadlineOf incident: IncidentID) -> Bool {
        guard failpoint == .dropDeadline(incident) else { return false }
        failpoint = nil
        return true
    }

    /// Forgets every deadline of an incident, as no part of the server may.
    package func forgetDeadlines(of incident: IncidentID) {
        deadlines.forget(incident)
    }

    /// Forgets a message, as no part of the server may.
    package func forgetMessage(_ id: NotificationID) {
        dispatcher.lose(id)
    }
}
