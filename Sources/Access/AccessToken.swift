/// A token that is known; the token itself is never stored.
package struct AccessToken: Hashable, Codable, Sendable {
    package var name: String
    package var role: Role
    /// SHA-256 of the token, lower-case hex.
    package var digest: String
    /// Seconds since 1970.
    package var created: Int64
    /// The person in the contact tree who holds it, if one does.
    package var person: String?
}
