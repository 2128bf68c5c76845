import Escalation

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
