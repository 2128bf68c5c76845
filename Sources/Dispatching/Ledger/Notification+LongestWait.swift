import Escalation

extension Notification {
    /// The longest that its next attempt can have been put off when it was stored; after a restart no more than this
    /// remains, whatever the wall clock says.
    var longestWait: TimeSpan {
        if attempts > 0 { return Limits.throttle }
        return kind == .reminder ? Limits.quietAfterMessage : .zero
    }
}
