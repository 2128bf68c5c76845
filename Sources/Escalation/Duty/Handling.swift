/// That a special period has a rank handled as a graver one.
package struct Handling: Hashable, Codable, Sendable {
    /// The rank whose response, order and exemptions hold.
    package var severity: Severity
    /// The name of the special period.
    package var period: String

    package init(severity: Severity, period: String) {
        self.severity = severity
        self.period = period
    }
}
