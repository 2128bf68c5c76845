package import Escalation

/// A change of a roster for some time: it adds people, removes them, or puts others in their place.
package struct Override: Hashable, Sendable {
    /// The name of its file.
    package var name: String
    /// The unit of its file; empty where it is of no file.
    package var unit: UnitPath
    package var roster: RosterID
    package var span: Span
    package var added: [PersonID]
    package var removed: [PersonID]
    /// Who comes in the place of whom.
    package var replaced: [PersonID: PersonID]

    /// - Parameters:
    ///   - name: the name of its file.
    ///   - unit: the unit of its file.
    ///   - roster: the roster that it changes.
    ///   - span: for how long.
    ///   - added: who comes beside those on duty.
    ///   - removed: who is not on duty.
    ///   - replaced: who comes in the place of whom.
    package init(
        name: String,
        unit: UnitPath = "",
        roster: RosterID,
        span: Span,
        added: [PersonID] = [],
        removed: [PersonID] = [],
        replaced: [PersonID: PersonID] = [:]
    ) {
        self.name = name
        self.unit = unit
        self.roster = roster
        self.span = span
        self.added = added
        self.removed = removed
        self.replaced = replaced
    }

    /// Whoever comes on by it.
    package var comingOn: Set<PersonID> { Set(added).union(replaced.values) }
    /// Whoever goes off by it, if they are on.
    package var goingOff: Set<PersonID> { Set(removed).union(replaced.keys) }

    /// Whether both change the same roster at the same time, and in which order they were applied would matter.
    ///
    /// - Parameter other: another override.
    /// - Returns: the person about whom they contradict, the first by id; `nil` when they do not.
    package func contradiction(to other: Override) -> PersonID? {
        guard roster == other.roster, span.overlaps(other.span) else { return nil }
        let broughtAndTaken = comingOn.intersection(other.goingOff).union(goingOff.intersection(other.comingOn))
        let changedTwice = goingOff.intersection(other.goingOff).filter { replaced[$0] != other.replaced[$0] }
        return broughtAndTaken.union(changedTwice).min()
    }
}
