import Crypto
import Escalation
import Foundation

/// Signs a DingTalk robot's URL (加签).
struct DingTalkSigner {
    let secret: String

    /// The URL with `timestamp` and `sign`, each percent-encoded once.
    func signed(_ url: String, at moment: Timestamp) -> String {
        let separator = url.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
        let sign = signature(milliseconds: moment.milliseconds)
            .replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
        return "\(url)\(separator)timestamp=\(moment.milliseconds)&sign=\(sign)"
    }

    /// The signature in plain base64.
    func signature(milliseconds: Int64) -> String {
        let key = SymmetricKey(data: Data(secret.utf8))
        let text = Data("\(milliseconds)\n\(secret)".utf8)
        return Data(HMAC<SHA256>.authenticationCode(for: text, using: key)).base64EncodedString()
    }
}
