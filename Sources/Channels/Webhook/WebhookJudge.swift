import Curl
import Escalation
import Messages

/// Says what became of a webhook request.
struct WebhookJudge: Sendable {
    let preset: WebhookPreset
    /// The URL that was called; a secret.
    let url: String

    private var receiver: ReceiverName { ReceiverName(url: url) }

    func outcome(_ result: TransferResult) -> AttemptOutcome {
        switch result.outcome {
        case .completed(let status): judged(status, result)
        case .failed(let failure): outcome(failure, result)
        }
    }

    private func judged(_ status: Int, _ result: TransferResult) -> AttemptOutcome {
        let wait = result.retryAfter.map(Self.span)
        let outcome = preset.judge(status: status, body: result.body, retryAfter: wait)
        return redirected(status, result) ?? outcome
    }

    /// A redirect is a refusal that says where to look, unless the preset has a meaning for it; its body would show our own URL.
    private func redirected(_ status: Int, _ result: TransferResult) -> AttemptOutcome? {
        guard (300...399).contains(status), case .permanent = preset.judge(status: status, body: [], retryAfter: nil)
        else { return nil }
        guard let location = result.header("location") else { return nil }
        let target = RedirectTarget(location, from: url)
        return .permanent(
            reason: "HTTP \(status): \(receiver) points to \(target), and redirects are not followed: mend the address"
        )
    }

    /// What is no good HTTP behind a status that looks like a success did not arrive whole.
    private func malformed(_ words: String, _ result: TransferResult) -> AttemptOutcome {
        guard (200...299).contains(result.status) else { return judgedWithoutBody("no good HTTP: \(words)", result) }
        return .unreadable(
            reason: "\(receiver) answered HTTP \(result.status) and then no good HTTP, so it may have arrived: \(words)"
        )
    }

    /// The answer came, but its body is of no use: its status may still count.
    ///
    /// Without a status nothing is known.
    private func judgedWithoutBody(_ why: String, _ result: TransferResult) -> AttemptOutcome {
        guard result.status >= 200 else {
            return .unknown(reason: "\(receiver) took the request and gave no answer that can be read: \(why)")
        }
        if let redirect = redirected(result.status, result) { return redirect }
        let wait = result.retryAfter.map(Self.span)
        return preset.judge(status: result.status, body: [], unreadable: why, retryAfter: wait)
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
        case .tooLarge:
            return judgedWithoutBody(words, result)
        case .undecodable:
            let name = result.header("content-encoding").map { " '\(ReplyLine.clean($0))'" } ?? ""
            return judgedWithoutBody(
                "the body is not in its content encoding\(name), has more behind it, or that is not known here",
                result
            )
        case .other where result.wasRequestSent: return malformed(words, result)
        case .loginDenied, .smtpRejected, .authNotOffered, .starttlsMissing, .other:
            return .temporary(reason: "the request to \(receiver) failed: \(words)")
        }
    }

    private static func span(_ duration: Duration) -> TimeSpan {
        .seconds(min(max(duration.components.seconds, 0), 1_000_000_000))
    }
}
