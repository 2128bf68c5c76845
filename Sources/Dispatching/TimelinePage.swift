package import Escalation

/// Some entries of an incident's record, oldest first, and whether there are earlier ones.
package struct TimelinePage: Hashable, Sendable {
    package var entries: [RecordEntry]
    /// Where the page before this one ends: the place in the record of the first entry here; `nil` when there is nothing before it.
    package var before: Int64?

    package init(entries: [RecordEntry], before: Int64?) {
        self.entries = entries
        self.before = before
    }
}
