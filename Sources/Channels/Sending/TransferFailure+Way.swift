import Curl

extension TransferFailure {
    /// Whether nobody could be spoken to, nobody is let in, or our own settings let nothing out: that no person's address is to blame
    /// for.
    var isOfTheWay: Bool {
        switch code {
        case .couldNotResolve, .couldNotConnect, .tls, .timeout, .connectionLost, .loginDenied, .authNotOffered,
            .starttlsMissing, .blockedAddress, .badURL:
            true
        case .smtpRejected(_, let stage): stage == .session || stage == .sender
        case .badInput, .tooLarge, .undecodable, .cancelled, .notStarted, .other: false
        }
    }
}
