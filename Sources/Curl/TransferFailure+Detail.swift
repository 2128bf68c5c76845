extension TransferFailure {
    /// What is known of a failure beside its code.
    package enum Detail: Hashable, Sendable {
        case stopped
        case noMemory
        case noThreads
        /// There was no connection within so many seconds.
        case notWithin(seconds: Int64)
        /// The time limit passed.
        case overdue
        /// The connection ended within the header.
        case endedInHeader
        /// The connection ended before the relay said that.
        case endedBefore(Silence)
        /// The relay did not say that within the seconds of an attempt; `mayWantTLS` at the port that begins with TLS as a rule.
        case silent(Silence, seconds: Int64, mayWantTLS: Bool)
        /// Behind `smtps:` is a relay that does not begin with TLS.
        case beginsPlain
        /// The relay took STARTTLS and then spoke no TLS.
        case speaksPlain
        /// The certificate is for another name.
        case otherName
        /// Nothing vouches for the certificate; `ofOurs` where a file of authorities is set.
        case unknownAuthority(ofOurs: Bool)
        /// STARTTLS is offered in a way that libcurl does not read.
        case oddOffer
        /// The relay ended the connection after it asked for a certificate of ours.
        case wantsCertificate(gotOurs: Bool)
        case offersNoLogin
        case offersLogins([String])
        case refused(AddressPolicy.Refusal)
        case noHost
        /// The answer is longer than so many KiB.
        case tooLong(kibibytes: Int)
        /// Behind the last chunk is a line that is too long.
        case tooLongLine
        case noText

        /// The detail in English, for the log and the command line.
        var text: String {
            switch self {
            case .stopped: "the engine was stopped"
            case .noMemory: "no memory"
            case .noThreads: "the system allows no more threads"
            case .notWithin(let seconds): "not within \(seconds) s"
            case .overdue: "the time limit passed"
            case .endedInHeader: "the connection ended within the header"
            case .endedBefore(let silence): "the connection ended, \(silence.text)"
            case .silent(let silence, let seconds, let mayWantTLS):
                "\(silence.text) within the \(seconds) s of an attempt"
                    + (mayWantTLS ? " (port 465 begins with TLS as a rule: smtps:// instead of smtp://?)" : "")
            case .beginsPlain: "it does not begin with TLS: smtp:// instead of smtps://?"
            case .speaksPlain: "it took STARTTLS and then spoke no TLS: the relay is to be mended"
            case .otherName:
                "its certificate is checked, and is for another name: smtp-url must name the relay as it does"
            case .unknownAuthority(ofOurs: false):
                "its certificate is checked; one of your own authority is named in smtp-ca-file"
            case .unknownAuthority(ofOurs: true):
                "its certificate is checked, and what smtp-ca-file holds does not vouch for it"
            case .oddOffer: "the relay offers STARTTLS in a way that libcurl does not read"
            case .wantsCertificate(gotOurs: false):
                "the relay asks for a certificate of ours, none is set (--smtp-client-cert), and it ended the connection"
            case .wantsCertificate(gotOurs: true):
                "the relay asks for a certificate, and ended the connection after it got ours (--smtp-client-cert)"
            case .offersNoLogin: "the relay offers no AUTH; nothing was sent"
            case .offersLogins(let names):
                "it offers \(names.joined(separator: ", ")); we have PLAIN, LOGIN, CRAM-MD5 and DIGEST-MD5"
            case .refused(let refusal): refusal.text
            case .noHost: "the URL has no scheme, host or port"
            case .tooLong(let kibibytes): "the answer is longer than \(kibibytes) KiB, and was not read to its end"
            case .tooLongLine: "the answer has a line of more than 4 KiB behind its last chunk"
            case .noText: "its body is no text"
            }
        }
    }

    /// What a relay has not said: its greeting, an answer to a command, or the one to the whole mail.
    package enum Silence: String, Hashable, Sendable, CaseIterable {
        case greeting
        case mailAnswer = "answer"
        case ehlo = "EHLO"
        case helo = "HELO"
        case starttls = "STARTTLS"
        case auth = "AUTH"
        case mail = "MAIL"
        case rcpt = "RCPT"
        case data = "DATA"
        case quit = "QUIT"

        var text: String {
            switch self {
            case .greeting: "no greeting"
            case .mailAnswer: "no answer to the mail"
            default: "no answer to \(rawValue)"
            }
        }
    }
}
