package import Escalation

/// What somebody wants to be written into `changes/`, or taken out of it.
package struct DutyChange: Hashable, Sendable {
    package enum Deed: Hashable, Sendable {
        /// Somebody is absent; the file goes into their unit.
        case absence(PersonID, deputies: [PersonID], Time)
        /// A roster changes for some time; the file goes into its unit.
        case override(RosterID, added: [PersonID], removed: [PersonID], replaced: [PersonID: PersonID], Time)
        /// The file of this way below the contact tree goes.
        case withdrawal(String)
    }

    /// A day or a wall time each, as files write them: `2026-12-01` or `2026-12-01T08:30`.
    package struct Time: Hashable, Sendable {
        package var from: String
        package var to: String
    }

    package var deed: Deed
    package var by: Actor
    package var reason: String
}

/// What became of a change.
package enum DutyChangeResult: Hashable, Sendable {
    /// In force from now on: the way of the file below the contact tree, and the tree's version.
    case accepted(file: String, version: String)
    /// Nothing changed; every fault as `file:line:column: what; what to write instead`.
    case refused([String])
    /// There is no such file.
    case noSuchFile
    /// Nothing changed, for a reason that the change has no part in; one sentence that says what to do.
    case impossible(String)
    /// Nothing was stored; to be tried again.
    case unavailable(String)
}
