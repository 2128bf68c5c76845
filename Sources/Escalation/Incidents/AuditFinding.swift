/// What the auditor found undone in the store and had taken up again.
package enum AuditFinding: String, Hashable, Codable, Sendable, CaseIterable {
    /// A deadline was over, and nothing waited for it.
    case lostDeadline = "lost_deadline"
    /// A message was due, and waited nowhere.
    case lostMessage = "lost_message"
    /// A message was handed to its channel, which does not have it any more and never told an outcome.
    case lostOutcome = "lost_outcome"
    /// A message that has its outcome was still kept as unsent.
    case strayMessage = "stray_message"
    /// The incident was open, and nothing more would have happened by itself.
    case noFutureAction = "no_future_action"
}
