/// What the holder of an access token may do.
package enum Role: String, Hashable, Codable, Sendable, CaseIterable {
    /// Files reports and sees their own.
    case reporter
    /// Sees incidents, answers and notes.
    case responder
    /// Also closes, pauses, escalates and grades.
    case operator_ = "operator"
    /// Sees everything, changes nothing.
    case auditor
    /// May do everything, and reloads.
    case admin
}
