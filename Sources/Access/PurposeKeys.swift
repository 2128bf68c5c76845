import Crypto
import Foundation
import Text

/// The keys of one purpose, one for each master secret that is accepted; new texts are signed with the first.
struct PurposeKeys: Sendable {
    private struct Key: Sendable {
        var id: String
        var key: SymmetricKey
        /// Has the key and the purpose's word and nothing else yet: making one anew for every link costs as much as the
        /// signature.
        var signer: HMAC<SHA256>
    }

    private let keys: [Key]
    private let prefix: String

    /// Which key new texts are signed with; it says nothing of the key.
    let currentID: String

    /// - Parameters:
    ///   - purpose: what texts are signed for.
    ///   - masters: the current master secret and earlier ones that are still accepted; 32 bytes or more each.
    init(_ purpose: SigningPurpose, masters: [[UInt8]]) {
        precondition(masters.allSatisfy { $0.count >= 32 } && !masters.isEmpty, "a master secret has 32 bytes or more")
        let prefix = purpose.word + "\0"
        keys = masters.map { master in
            let key = HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: master),
                info: Data(purpose.name.utf8),
                outputByteCount: 32
            )
            var signer = HMAC<SHA256>(key: key)
            signer.update(data: Data(prefix.utf8))
            return Key(id: Hex.text(Array(SHA256.hash(data: master).prefix(4))), key: key, signer: signer)
        }
        self.prefix = prefix
        currentID = keys[0].id
    }

    /// The whole HMAC-SHA256 of a text, with the current key.
    func signature(of text: String) -> [UInt8] {
        var signer = keys[0].signer
        signer.update(data: Array(text.utf8))
        return Array(signer.finalize())
    }

    /// Whether a text was signed with the key that `id` names, or with any of them; compared in constant time.
    func isSignature(_ signature: [UInt8], of text: String, by id: String? = nil) -> Bool {
        let signed = Data((prefix + text).utf8)
        return keys.contains { key in
            (id == nil || key.id == id)
                && HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: signed, using: key.key)
        }
    }
}
