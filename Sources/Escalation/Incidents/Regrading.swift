/// The last change of an incident's rank.
package struct Regrading: Hashable, Codable, Sendable {
    package var from: Severity
    package var reason: RegradingReason

    package init(from: Severity, reason: RegradingReason) {
        self.from = from
        self.reason = reason
    }
}
