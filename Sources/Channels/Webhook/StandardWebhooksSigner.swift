import Crypto
import Escalation
import Foundation

/// Signs a request as Standard Webhooks says: once for every key, so that the receiver can change its key.
struct StandardWebhooksSigner {
    /// One for each key, which has seen nothing else yet.
    let signers: [HMAC<SHA256>]

    /// The three headers; without a key there is no signature.
    func headers(id: String, at moment: Timestamp, body: [UInt8]) -> [(String, String)] {
        let seconds = String(moment.milliseconds / 1000)
        var headers = [("webhook-id", id), ("webhook-timestamp", seconds)]
        guard !signers.isEmpty else { return headers }
        let start = Array("\(id).\(seconds).".utf8)
        let signatures = signers.map { signer in
            var code = signer
            code.update(data: start)
            code.update(data: body)
            return "v1," + Data(code.finalize()).base64EncodedString()
        }
        headers.append(("webhook-signature", signatures.joined(separator: " ")))
        return headers
    }
}
