/// What something of ours is signed for; what is signed for one purpose is worth nothing for another.
///
/// Each has a key of its own (RELIABILITY §4 S1), and its word stands before every text that is signed with it.
package struct SigningPurpose: Hashable, Sendable {
    /// What stands before a signed text, such as `ack`.
    package let word: String
    /// Grows when the meaning of a signed text changes: what was signed before is then worth nothing.
    package let version: Int

    /// From which the key is made, such as `ack-v1`.
    package var name: String { "\(word)-v\(version)" }

    /// - Parameters:
    ///   - word: small letters and hyphens.
    ///   - version: 1 or more.
    package init(_ word: String, version: Int = 1) {
        let isPlain = word.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
        precondition(!word.isEmpty && isPlain && version > 0, "a purpose is a word in small letters")
        self.word = word
        self.version = version
    }

    /// To answer by the link in a message.
    package static let answer = SigningPurpose("ack")
    /// To press a button of a page that we showed.
    package static let page = SigningPurpose("page")
}
