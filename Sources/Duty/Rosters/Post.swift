package import Escalation

/// Somebody whom a roster names at a moment, and who is there.
package struct Post: Hashable, Sendable {
    /// Whom the roster names.
    package var person: PersonID
    package var source: Shift.Source
    /// The special period whose roster names them.
    package var period: String?
    package var isAbsent: Bool
    /// Who stands in for an absent one: the first of the absence's deputies who is neither absent nor there anyway.
    package var standIn: PersonID?

    /// Who is there: `nil` when whoever is named is absent and nobody stands in.
    package var present: PersonID? { isAbsent ? standIn : person }
}

/// A time through which the same people are there.
package struct PostSpan: Hashable, Sendable {
    package var span: Span
    package var posts: [Post]
}
