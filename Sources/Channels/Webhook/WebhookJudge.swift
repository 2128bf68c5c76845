import Curl
import Escalation
import Messages

/// Says what became of a webhook request.
struct WebhookJudge: Sendable {
    let preset: WebhookPreset
    let receiver: ReceiverName

    func outcome(_ result: TransferResult) -> AttemptOutcome {
        switch result.outcome {
        case .completed(let status): judged(status, result)
        case .failed(let failure): outcome(failure, result)
        }
    }

    private func judged(_ status: Int, _ result: TransferResult) -> AttemptOutcome {
        preset.judge(status: status, body: result.body, retryAfter: result.retryAfter.map(Self.span))
    }

    private func outcome(_ failure: TransferFailure, _ result: TransferResult) -> AttemptOutcome {
        let words = ReplyLine.clean(failure.text)
        switch failure.code {
        case .couldNotResolve: return .temporary(reason: "the name of \(receiver) could not be found: \(words)")
        case .couldNotConnect: return .temporary(reason: "no connection to \(receiver): \(words)")
        case .tls: return .temporary(reason: "no trusted connection to \(receiver): \(words)")
        case .timeout(afterRequestSent: false), .connectionLost(afterRequestSent: false):
            return .temporary(reason: "\(receiver) did not take the request: \(words)")
        case .timeout(afterRequestSent: true), .connectionLost(afterRequestSent: true):
            return .unknown(reason: "\(receiver) took the request and gave no whole answer: \(words)")
        case .cancelled: return .unknown(reason: "cut off: \(words)")
        case .blockedAddress:
            return .permanent(
                reason: "blocked address of \(receiver): \(words); if it is yours, allow it in the settings"
            )
        case .badURL where !result.peer.isEmpty || result.usedNewConnection:
            return .unknown(reason: "\(receiver) gave an answer that is not HTTP: \(words)")
        case .badURL: return .permanent(reason: "the URL of \(receiver) cannot be used: \(words); mend the address")
        case .badInput(let field):
            return .permanent(
                reason: "the request to \(receiver) has a bad \(field): \(words); mend the address or preset"
            )
        case .tooLarge: return tooLarge(result)
        case .loginDenied, .smtpRejected, .authNotOffered, .starttlsMissing, .other:
            return .temporary(reason: "the request to \(receiver) failed: \(words)")
        }
    }

    /// A status that suffices by itself counts; the body of an endless answer cannot.
    private func tooLarge(_ result: TransferResult) -> AttemptOutcome {
        let outcome = judged(result.status, result)
        guard case .temporary = outcome, !(500...599).contains(result.status) else { return outcome }
        return .unknown(reason: "\(receiver) gave an answer that does not end (HTTP \(result.status))")
    }

    private static func span(_ duration: Duration) -> TimeSpan {
        .seconds(min(max(duration.components.seconds, 0), 1_000_000_000))
    }
}
