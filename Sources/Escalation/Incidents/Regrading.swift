/// The last change of an incident's rank.
package struct Regrading: Hashable, Sendable {
    package var from: Severity
    /// What somebody wrote, or one of the marks below.
    package var reason: String

    package init(from: Severity, reason: String) {
        self.from = from
        self.reason = reason
    }

    /// Stands as the reason where another report named a graver rank.
    package static let asReported = "plan:reported"
    /// Stands as the reason where the plan's rules made a graver rank of the reported facts.
    package static let byRules = "plan:rules"
}
