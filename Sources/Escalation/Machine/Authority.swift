/// By what right somebody decides for an incident: calls people in, goes on without open seats (SEMANTICS §2, §5).
package enum Authority: String, Hashable, Codable, Sendable, CaseIterable {
    /// As whoever leads it; refused to anybody else.
    case commander
    /// As an operator or an administrator, whoever leads.
    case `operator`
}
