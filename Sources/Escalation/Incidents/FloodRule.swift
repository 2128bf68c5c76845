/// The rule of flood control that put a message into a digest.
package enum FloodRule: String, Hashable, Codable, Sendable, CaseIterable {
    /// At most one message a minute and six in 15 minutes for an address (SEMANTICS §4).
    case perAddress = "per_address"
}
