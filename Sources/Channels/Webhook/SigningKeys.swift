import Crypto
import Dispatching
import Escalation
import Foundation
import Synchronization

/// Reads signing secrets as Standard Webhooks writes them, and remembers a signer for each key.
final class SigningKeys: Sendable {
    private static let minimumLength = 24
    private static let limit = 1024

    private let known = Mutex(RecentlyUsed<String, [HMAC<SHA256>]>(capacity: limit))

    /// A signer for each of the ``keys(_:)`` of a setting, which has seen nothing else yet.
    func signers(_ setting: String) throws(SigningKeyError) -> [HMAC<SHA256>] {
        if let signers = known.withLock({ $0[setting] }) { return signers }
        let signers = try Self.keys(setting).map { HMAC<SHA256>(key: $0) }
        known.withLock { $0.put(signers, for: setting) }
        return signers
    }

    /// The keys of a setting that holds one secret, or several separated by spaces or commas while they are rotated.
    static func keys(_ setting: String) throws(SigningKeyError) -> [SymmetricKey] {
        var keys: [SymmetricKey] = []
        for part in setting.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            keys.append(try key(part))
        }
        guard !keys.isEmpty else { throw SigningKeyError(fault: .secretEmpty) }
        return keys
    }

    private static func key(_ text: Substring) throws(SigningKeyError) -> SymmetricKey {
        let bare = text.hasPrefix("whsec_") ? text.dropFirst(6) : text
        let digits = bare.prefix { $0 != "=" }
        guard bare.count - digits.count <= 2, bare.dropFirst(digits.count).allSatisfy({ $0 == "=" }) else {
            throw SigningKeyError(fault: .secretNotBase64)
        }
        let padded = digits + String(repeating: "=", count: (4 - digits.count % 4) % 4)
        guard let bytes = Data(base64Encoded: String(padded)) else {
            throw SigningKeyError(fault: .secretNotBase64)
        }
        guard bytes.count >= minimumLength else {
            throw SigningKeyError(fault: .secretTooShort)
        }
        return SymmetricKey(data: bytes)
    }
}

/// Why a signing secret cannot be used; says nothing of the secret itself.
struct SigningKeyError: Error, Hashable {
    let fault: Evidence.AddressFault

    /// The fault as a sentence about the secret, for whoever checks the files.
    var reason: String {
        switch fault {
        case .secretEmpty: "is empty: write `whsec_` and base64"
        case .secretTooShort: "is too short: make one of 32 random bytes"
        case .secretNotBase64, .noLogName, .noURL, .noMailAddress, .lacksSecret:
            "is not base64: write `whsec_` and base64"
        }
    }
}
