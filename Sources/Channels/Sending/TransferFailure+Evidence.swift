import Curl
import Escalation

extension TransferFailure {
    /// libcurl's words as they go on record.
    var said: String? { words.isEmpty ? nil : ReplyLine.clean(words) }

    /// Why a transfer was given up.
    var cut: Evidence.Cut {
        switch detail {
        case .noMemory: .noMemory
        case .noThreads: .noThreads
        default: .stopped
        }
    }

    /// What is known beside the code, as it goes on record.
    var known: Evidence.Detail? {
        switch detail {
        case nil, .stopped, .noThreads: nil
        case .noMemory: .noMemory
        case .notWithin(let seconds): .notWithin(seconds: seconds)
        case .overdue: .overdue
        case .endedInHeader: .endedInHeader
        case .endedBefore(let silence): .endedBefore(silence.known)
        case .silent(let silence, let seconds, let mayWantTLS):
            .silent(silence.known, seconds: seconds, mayWantTLS: mayWantTLS)
        case .beginsPlain: .beginsPlain
        case .speaksPlain: .speaksPlain
        case .otherName: .otherName
        case .unknownAuthority(let isOurs): .unknownAuthority(ofOurs: isOurs)
        case .oddOffer: .oddOffer
        case .wantsCertificate(let gotOurs): .wantsCertificate(gotOurs: gotOurs)
        case .offersNoLogin: .offersNoLogin
        case .offersLogins(let names): .offersLogins(ReplyLine.clean(names.joined(separator: ", ")))
        case .refused(let refusal): refusal.known
        case .noHost: .noHost
        case .tooLong: .answer(.tooLong)
        case .tooLongLine: .answer(.tooLongLine)
        case .noText: .answer(.noText)
        }
    }
}

extension TransferFailure.Silence {
    fileprivate var known: Evidence.Silence {
        switch self {
        case .greeting: .greeting
        case .mailAnswer: .mailAnswer
        case .ehlo: .ehlo
        case .helo: .helo
        case .starttls: .starttls
        case .auth: .auth
        case .mail: .mail
        case .rcpt: .rcpt
        case .data: .data
        case .quit: .quit
        }
    }
}

extension AddressPolicy.Refusal {
    fileprivate var known: Evidence.Detail {
        switch self {
        case .port(let port): .portNotAllowed(port)
        case .noReceivers(let address, let entry): .noReceiversAddress(address, entry: entry)
        case .privateNetwork(let address, let entry): .privateNetwork(address, entry: entry)
        case .otherFamily: .otherFamily
        case .otherPort: .otherPort
        }
    }
}
