package import Escalation
import Text

/// Makes and reads what the buttons of a page carry, so that nobody else's page can press them (RELIABILITY §4 S3, S7).
///
/// A token is `<time>.<HMAC-SHA256>`, bound to what the page was shown for: the link in its address, or a session.
package struct CSRFTokens: Sendable {
    /// How long a page may be open before its buttons ask again.
    package static let life = TimeSpan.minutes(15)
    /// How far a token may be ahead of the clock, which may have been put back since.
    private static let tolerance = TimeSpan.minutes(1)

    private let keys: PurposeKeys

    /// What a token is worth.
    package enum Verdict: Hashable, Sendable {
        case good
        /// Ours and for this page, but made longer ago than ``life``.
        case tooOld
        /// Missing, forged, another page's, or made at a time that has not come yet.
        case notOurs
    }

    /// - Parameter masters: the current master secret and earlier ones that are still accepted; 32 bytes or more each.
    package init(masters: [[UInt8]]) {
        keys = PurposeKeys(.page, masters: masters)
    }

    /// A token for the buttons of a page, good for ``life`` and for this subject alone.
    package func token(for subject: String, at now: Timestamp) -> String {
        let time = String(now.milliseconds / 1_000, radix: 36)
        return time + "." + Base64URL.encode(keys.signature(of: "\(time)\0\(subject)"))
    }

    /// Looks at the token that came with a pressed button.
    package func verdict(on token: String, for subject: String, at now: Timestamp) -> Verdict {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let signature = Base64URL.decode(parts[1]) else { return .notOurs }
        guard keys.isSignature(signature, of: "\(parts[0])\0\(subject)") else { return .notOurs }
        // Only now: a number that we did not write could be too large to count with.
        guard let seconds = Int64(parts[0], radix: 36) else { return .notOurs }
        let age = now.milliseconds / 1_000 - seconds
        guard age >= -Self.tolerance.milliseconds / 1_000 else { return .notOurs }
        return age <= Self.life.milliseconds / 1_000 ? .good : .tooOld
    }
}
