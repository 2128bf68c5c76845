import Escalation

extension Notification {
    /// The longest that its next attempt can have been put off when it was stored.
    ///
    /// After a restart no more than this remains, whatever the wall clock says. A digest was due when it was decided on.
    var longestWait: TimeSpan {
        if attempts > 0 { return Limits.throttle }
        return kind == .reminder && digest == nil ? Limits.quietAfterMessage : .zero
    }
}
