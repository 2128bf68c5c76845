extension Transition {
    /// The auditor found something of this incident undone.
    ///
    /// What was lost is in the ledger's lists again and needs no decision. An open incident without a future action goes on
    /// with its next step, or tells the fallback when every step was tried (RELIABILITY §3.2, I16).
    mutating func audited(_ found: AuditFinding, number: Int?, late: TimeSpan) {
        record(.auditorMended(found: found, number: number, late: late))
        guard found == .noFutureAction, incident.status == .open, incident.timers.isEmpty else { return }
        if incident.isPaused { record(.resumed) }
        settle()
        if incident.timers.isEmpty { goOn(.chain) }
        settle()
    }
}
