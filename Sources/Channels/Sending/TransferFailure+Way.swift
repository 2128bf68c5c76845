import Curl

extension TransferFailure {
    /// Whether nobody could be spoken to, or nobody is let in: that no address is to blame for.
    var isOfTheWay: Bool {
        switch code {
        case .couldNotResolve, .couldNotConnect, .tls, .timeout, .connectionLost, .loginDenied, .authNotOffered,
            .starttlsMissing:
            true
        case .smtpRejected(_, let stage): stage == .session || stage == .sender
        case .blockedAddress, .badURL, .badInput, .tooLarge, .undecodable, .cancelled, .other: false
        }
    }
}
