package import Escalation
import Text

/// Makes and reads the tokens of links that are signed for one purpose (RELIABILITY §4 S1, S2).
///
/// A token is `<mark>.<key id>.<payload>.<expiry>.<HMAC-SHA256>`: the payload in base64url, the expiry in seconds since 1970 to
/// the base 36. Whoever changes a character of it, or takes it for another purpose, has none.
package struct SignedLinks: Sendable {
    /// The most bytes that a payload may have.
    package static let bytesInPayload = 90
    /// The longest token that is looked at, in bytes.
    private static let longest = 200

    /// What every token begins with, such as `a1`: tells people and programs apart what they hold, and protects nothing.
    private let mark: String
    private let keys: PurposeKeys

    /// - Parameters:
    ///   - purpose: what the tokens are for.
    ///   - mark: what they begin with; two or three letters and figures.
    ///   - masters: the current master secret and earlier ones that are still accepted; 32 bytes or more each.
    package init(purpose: SigningPurpose, mark: String, masters: [[UInt8]]) {
        precondition((1...3).contains(mark.utf8.count) && !mark.contains("."), "a token begins with a short word")
        self.mark = mark
        keys = PurposeKeys(purpose, masters: masters)
    }

    /// A token that is good until a moment, to the second.
    package func token(carrying payload: [UInt8], until end: Timestamp) -> String {
        precondition(payload.count <= Self.bytesInPayload, "a token carries \(Self.bytesInPayload) bytes at most")
        let expiry = String(end.milliseconds / 1_000, radix: 36)
        let signed = "\(mark).\(keys.currentID).\(Base64URL.encode(payload)).\(expiry)"
        return signed + "." + Base64URL.encode(keys.signature(of: signed))
    }

    /// What a token carries, if it was signed for this purpose by one of our keys and has not expired.
    package func payload(of token: String, at now: Timestamp) -> [UInt8]? {
        guard token.utf8.count <= Self.longest else { return nil }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[0] == mark, let payload = Base64URL.decode(parts[2]),
            let signature = Base64URL.decode(parts[4])
        else { return nil }
        let signed = parts[0...3].joined(separator: ".")
        guard keys.isSignature(signature, of: signed, by: parts[1]) else { return nil }
        guard let expiry = Int64(parts[3], radix: 36), String(expiry, radix: 36) == parts[3],
            now.milliseconds / 1_000 < expiry
        else { return nil }
        return payload
    }
}
