/// The key of a roster's calendar feed; the key itself is never stored.
///
/// It travels in an address, so it is a secret of its own that opens one feed and is no access token.
package struct FeedKey: Hashable, Codable, Sendable {
    package var name: String
    /// The roster with the path of its unit.
    package var roster: String
    /// SHA-256 of the key, lower-case hex.
    package var digest: String
    /// Seconds since 1970.
    package var created: Int64
}
