/// A report that somebody owes by a time.
package struct Obligation: Hashable, Codable, Sendable {
    package enum Kind: String, Hashable, Codable, Sendable, CaseIterable {
        /// Required fields that the first report left open.
        case details
        case followUp = "follow_up"
        case finalReport = "final_report"
    }

    package var kind: Kind
    package var due: Timestamp
    /// Whether those who owe it were reminded; the next time it is due, the commander is told.
    package var isReminded: Bool

    package init(kind: Kind, due: Timestamp, isReminded: Bool = false) {
        self.kind = kind
        self.due = due
        self.isReminded = isReminded
    }
}
