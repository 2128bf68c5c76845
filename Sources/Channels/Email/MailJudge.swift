import Curl
import Escalation
import Messages

/// Says what became of a mail from the relay's words.
struct MailJudge: Sendable {
    let relay: String
    /// The recipient's.
    let domain: String
    /// Whether a mail may go without TLS where the relay offers none.
    let isOpportunistic: Bool
    let alarm: SetUpAlarm

    func outcome(_ result: TransferResult) -> AttemptOutcome {
        switch result.outcome {
        case .completed(let code) where (200...299).contains(code):
            alarm.calm()
            if isOpportunistic, Self.isInClear(result) { alarm.isInClear(relay: relay) }
            return .accepted(evidence: reply(.answered, result))
        case .completed: return .temporary(reason: reply(.notReady, result))
        case .failed(let failure): return outcome(failure, result)
        }
    }

    private func outcome(_ failure: TransferFailure, _ result: TransferResult) -> AttemptOutcome {
        func failed(_ kind: Evidence.Failure) -> Evidence {
            Evidence(.failed(kind, .relay, failure.known), at: relay, said: failure.said)
        }
        switch failure.code {
        case .smtpRejected(let code, let stage): return refused(code, stage, result)
        case .loginDenied where (400...499).contains(result.status):
            return .temporary(reason: reply(.cannotCheckUser, result))
        case .loginDenied where (500...504).contains(result.status):
            return setUp(reply(.refusesMechanism, result))
        case .loginDenied: return setUp(reply(.refusesUser, result))
        case .starttlsMissing where (400...499).contains(result.status):
            return .temporary(reason: reply(.cannotBeginTLS, result))
        case .authNotOffered: return setUp(lacking(.noMechanism, failure))
        case .starttlsMissing where (500...599).contains(result.status):
            return setUp(reply(.beginsNoTLS, result))
        case .starttlsMissing: return setUp(lacking(.noTLS, failure))
        case .tls: return setUp(lacking(.untrusted, failure))
        case .couldNotResolve: return .temporary(reason: failed(.unresolved))
        case .couldNotConnect: return .temporary(reason: failed(.unconnected))
        case .timeout(afterRequestSent: false), .connectionLost(afterRequestSent: false):
            return .temporary(reason: failed(.notTaken))
        case .timeout(afterRequestSent: true), .connectionLost(afterRequestSent: true):
            return .unknown(reason: failed(.unanswered))
        case .cancelled, .notStarted: return .unknown(reason: Evidence(.cutOff(failure.cut), said: failure.said))
        case .tooLarge, .undecodable: return .unknown(reason: lacking(.answersWithoutEnd, failure))
        case .badInput(let field) where field == "recipient" || field == "message":
            return .permanent(reason: Evidence(.badField(field, .relay), said: failure.said))
        case .badInput, .badURL, .blockedAddress: return setUp(lacking(.badSettings, failure))
        case .other: return .temporary(reason: failed(.other))
        }
    }

    private func refused(_ code: Int, _ stage: TransferFailure.MailStage, _ result: TransferResult) -> AttemptOutcome {
        // What is no 5yz is no final word, whatever number it is.
        guard (500...599).contains(code) else { return .temporary(reason: reply(.notReady, result)) }
        let refusal = Self.refusal(code, stage, result)
        if let complaint = refusal.complaint {
            guard !refusal.isOfDomain || alarm.isOfSeveral(domain) else {
                return .temporary(reason: reply(.refusesDomain, result))
            }
            return setUp(reply(complaint, result))
        }
        switch stage {
        case .sender: return .permanent(reason: reply(.refusesSize, result))
        case .recipient: return .permanent(reason: reply(.refusesAddress, result))
        case .session, .data, .message: return .permanent(reason: reply(.refused, result))
        }
    }

    /// Whether a failure is of the way, as the relay's words show it too: no address of a person is to blame.
    func isOfTheWay(_ result: TransferResult) -> Bool {
        guard let failure = result.failure else { return false }
        guard case .smtpRejected(let code, let stage) = failure.code else { return failure.isOfTheWay }
        guard (500...599).contains(code) else { return failure.isOfTheWay }
        let refusal = Self.refusal(code, stage, result)
        return refusal.complaint != nil && (!refusal.isOfDomain || alarm.isOfSeveral(domain))
    }

    private static func refusal(
        _ code: Int,
        _ stage: TransferFailure.MailStage,
        _ result: TransferResult
    ) -> MailRefusal {
        let last = lastReply(result)
        return MailRefusal(code: code, stage: stage, reply: "\(last.code ?? code) \(last.text)")
    }

    /// Our own settings or the relay's are wrong: no mail gets through until somebody mends them.
    private func setUp(_ evidence: Evidence) -> AttemptOutcome {
        alarm.ring(evidence)
        return .temporary(reason: evidence)
    }

    // MARK: Evidence

    /// What the relay replied last, and what it means.
    private func reply(_ mail: Evidence.Mail, _ result: TransferResult) -> Evidence {
        let (code, text) = Self.lastReply(result)
        return Evidence(.mail(mail, code: code), at: mail == .answered ? nil : relay, said: text)
    }

    /// What failed without a reply that says so.
    private func lacking(_ mail: Evidence.Mail, _ failure: TransferFailure) -> Evidence {
        Evidence(.mail(mail, code: nil, failure.known), at: relay, said: failure.said)
    }

    /// Whether a mail's new connection has no TLS: beside the greeting, only STARTTLS is answered with 220.
    private static func isInClear(_ result: TransferResult) -> Bool {
        result.usedNewConnection && result.headerLines.count { $0.hasPrefix("220") && !$0.hasPrefix("220-") } < 2
    }

    /// The relay's last reply, its lines joined; without a code where it said nothing.
    private static func lastReply(_ result: TransferResult) -> (code: Int?, text: String) {
        let lines = result.headerLines.filter { !$0.isEmpty && !$0.hasPrefix("221") }
        guard let last = lines.last else { return (nil, "") }
        let mark = last.prefix(3) + "-"
        let reply = lines.dropLast().reversed().prefix { $0.hasPrefix(mark) }.reversed() + [last]
        let text = reply.map { $0.dropFirst(4) }.joined(separator: " / ")
        guard let code = Int(last.prefix(3)) else { return (nil, ReplyLine.clean(reply.joined(separator: " / "))) }
        return (code, ReplyLine.clean(text))
    }
}
