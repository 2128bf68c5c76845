import Crypto
import Foundation
import Text

/// Signs and checks heads of the record with keys made from the master secrets, which are never in the database
/// (RELIABILITY §4 S19).
package struct HeadKeys: Sendable {
    private struct Key: Sendable {
        var id: String
        var key: SymmetricKey
    }

    private let keys: [Key]

    /// - Parameter masters: the current master secret and earlier ones whose signatures still count; 32 bytes or more each.
    package init(masters: [[UInt8]]) {
        precondition(masters.allSatisfy { $0.count >= 32 } && !masters.isEmpty, "a master secret has 32 bytes or more")
        keys = masters.map { master in
            Key(
                id: Hex.text(Array(SHA256.hash(data: master).prefix(4))),
                key: HKDF<SHA256>.deriveKey(
                    inputKeyMaterial: SymmetricKey(data: master),
                    info: Data("head-v1".utf8),
                    outputByteCount: 32
                )
            )
        }
    }

    /// The name of the key that signs now.
    var current: String { keys[0].id }

    func isKnown(_ id: String) -> Bool {
        keys.contains { $0.id == id }
    }

    /// `HMAC-SHA256(key, 0x01 ‖ text)` with the current key.
    func sign(_ text: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: [0x01] + text, using: keys[0].key))
    }

    func isValid(_ code: [UInt8], for text: [UInt8], by id: String) -> Bool {
        guard let key = keys.first(where: { $0.id == id })?.key else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: [0x01] + text, using: key)
    }
}
