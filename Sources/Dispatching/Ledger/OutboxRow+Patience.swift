import Escalation

extension OutboxRow {
    /// A notification of an incident as it stands after the commit in which it was planned, or taken up again.
    init(_ notification: Notification, of incident: Incident, at now: Timestamp) {
        self.init(notification: notification, severity: incident.severity)
        guard notification.kind.asksForSeat, incident.severity.rawValue > 2, notification.attempts == 0,
            let rest = incident.answerTimers(of: notification.person).map({ min(max($0.due - now, .zero), $0.span) })
                .min()
        else { return }
        let half = rest.milliseconds / 2
        patience = max(now + TimeSpan(milliseconds: half) - notification.due, .zero)
    }
}
