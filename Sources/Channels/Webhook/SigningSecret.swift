package import Messages

/// Whether a secret can sign, asked before there is anything to sign.
package enum SigningSecret {
    /// - Parameters:
    ///   - secret: what the address has under `secret`; `nil` when it is not on this machine.
    ///   - signing: how its preset signs.
    /// - Returns: what is wrong, as a sentence about the secret that does not show it; `nil` when nothing is.
    package static func fault(of secret: String?, for signing: WebhookPreset.Signing) -> String? {
        guard let secret else { return nil }
        if let first = secret.first, secret.count > 1, first == secret.last, "\"'`".contains(first) {
            return "stands in quotes: write it without them"
        }
        switch signing {
        case .none: return nil
        case .standardWebhooks:
            do throws(SigningKeyError) {
                _ = try SigningKeys.keys(secret)
                return nil
            } catch {
                return error.reason
            }
        // DingTalk makes them of letters and digits that begin with `SEC`.
        case .dingtalk:
            if secret.contains("://") { return "is a URL: write what DingTalk shows under 加签" }
            if secret.hasPrefix("whsec_") { return "begins with `whsec_`, and DingTalk's begin with `SEC`" }
            let isPlain = secret.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"'`".utf8.contains($0) }
            return isPlain ? nil : "holds blanks, quotes or other signs that DingTalk's secrets have not"
        }
    }
}
