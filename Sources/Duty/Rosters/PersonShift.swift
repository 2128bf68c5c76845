package import Escalation

/// A time through which one person is there in one roster.
package struct PersonShift: Hashable, Sendable {
    package var roster: RosterID
    /// Their own, or that of the absent one for whom they stand in.
    package var post: Post
    package var span: Span
}

/// How much duty somebody has.
package struct DutyLoad: Hashable, Sendable {
    package var seconds: Int64
    /// How many times they come on after not being there.
    package var shifts: Int
}
