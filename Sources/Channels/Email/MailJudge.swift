import Curl
import Escalation
import Logging

/// Says what became of a mail from the relay's words.
struct MailJudge: Sendable {
    let relay: String
    let alarm: SetUpAlarm

    func outcome(_ result: TransferResult) -> AttemptOutcome {
        switch result.outcome {
        case .completed(let code) where (200...299).contains(code):
            alarm.calm()
            return .accepted(evidence: Self.lastReply(result))
        case .completed: return .temporary(reason: "the relay answered: \(Self.lastReply(result))")
        case .failed(let failure): return outcome(failure, result)
        }
    }

    private func outcome(_ failure: TransferFailure, _ result: TransferResult) -> AttemptOutcome {
        let words = ReplyLine.clean(failure.text)
        switch failure.code {
        case .smtpRejected(let code, let stage): return refused(code, stage, Self.lastReply(result))
        case .loginDenied where (400...499).contains(result.status):
            return .temporary(reason: "the relay could not check our user: \(Self.lastReply(result))")
        case .loginDenied where (500...504).contains(result.status):
            return setUp(
                "the relay does not take the way in which our user and password are shown",
                Self.lastReply(result)
            )
        case .loginDenied: return setUp("the relay refuses our user or password", Self.lastReply(result))
        case .starttlsMissing where (400...499).contains(result.status):
            return .temporary(reason: "the relay cannot begin TLS now: \(Self.lastReply(result))")
        case .authNotOffered: return setUp("the relay does not take user and password as we have them", words)
        case .starttlsMissing:
            return setUp("the relay offers no TLS (for a relay on this machine only: smtp-tls: none)", words)
        case .tls: return setUp("there is no trusted connection to the relay", words)
        case .couldNotResolve: return .temporary(reason: "the name of the relay \(relay) could not be found: \(words)")
        case .couldNotConnect: return .temporary(reason: "no connection to the relay \(relay): \(words)")
        case .timeout(afterRequestSent: false), .connectionLost(afterRequestSent: false):
            return .temporary(reason: "the relay did not take the whole mail: \(words)")
        case .timeout(afterRequestSent: true), .connectionLost(afterRequestSent: true):
            return .unknown(reason: "the relay had the whole mail and did not say whether it takes it: \(words)")
        case .cancelled: return .unknown(reason: "cut off: \(words)")
        case .tooLarge, .undecodable: return .unknown(reason: "the relay answers without end")
        case .badInput(let field) where field == "recipient" || field == "message":
            return .permanent(reason: "the mail has a bad \(field): \(words)")
        case .badInput, .badURL, .blockedAddress: return setUp("the relay's settings cannot be used", words)
        case .other: return .temporary(reason: "the mail failed: \(words)")
        }
    }

    private func refused(_ code: Int, _ stage: TransferFailure.MailStage, _ reply: String) -> AttemptOutcome {
        // What is no 5yz is no final word, whatever number it is.
        guard (500...599).contains(code) else { return .temporary(reason: "the relay is not ready: \(reply)") }
        if let complaint = MailRefusal(code: code, stage: stage, reply: reply).complaint {
            return setUp(complaint, reply)
        }
        switch stage {
        case .sender: return .permanent(reason: "the relay refuses the mail's size: \(reply)")
        case .recipient: return .permanent(reason: "the relay refuses the address: \(reply)")
        case .session, .data, .message: return .permanent(reason: "refused: \(reply)")
        }
    }

    /// Whether a failure is of the way, as the relay's words show it too: no address of a person is to blame.
    static func isOfTheWay(_ result: TransferResult) -> Bool {
        guard let failure = result.failure else { return false }
        guard case .smtpRejected(let code, let stage) = failure.code else { return failure.isOfTheWay }
        guard (500...599).contains(code) else { return failure.isOfTheWay }
        return MailRefusal(code: code, stage: stage, reply: lastReply(result)).complaint != nil
    }

    /// Our own settings or the relay's are wrong: no mail gets through until somebody mends them.
    private func setUp(_ what: String, _ words: String) -> AttemptOutcome {
        alarm.ring("no e-mail gets out: \(what)", relay: relay, words: words)
        return .temporary(reason: "\(what) (\(relay)): \(words)")
    }

    /// The relay's last reply, its lines joined.
    private static func lastReply(_ result: TransferResult) -> String {
        let lines = result.headerLines.filter { !$0.isEmpty && !$0.hasPrefix("221") }
        guard let last = lines.last else { return "no answer" }
        let mark = last.prefix(3) + "-"
        let reply = lines.dropLast().reversed().prefix { $0.hasPrefix(mark) }.reversed() + [last]
        return ReplyLine.clean("\(last.prefix(3)) " + reply.map { $0.dropFirst(4) }.joined(separator: " / "))
    }
}
