import Curl
import Escalation
import Messages

/// Says what became of a webhook request.
struct WebhookJudge: Sendable {
    let preset: WebhookPreset
    /// The URL that was called; a secret.
    let url: String

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
        return .permanent(reason: evidence(.redirected(status: status, target.redirect)))
    }

    /// The answer came, but its body is of no use: its status may still count.
    ///
    /// Without a status nothing is known.
    private func judgedWithoutBody(
        _ fault: Evidence.BodyFault,
        _ result: TransferResult,
        said: String? = nil
    ) -> AttemptOutcome {
        guard result.status >= 200 else {
            return .unknown(reason: evidence(.failed(.unreadable, .receiver, .answer(fault)), said: said))
        }
        if let redirect = redirected(result.status, result) { return redirect }
        let wait = result.retryAfter.map(Self.span)
        return preset.judge(status: result.status, body: [], unreadable: fault, said: said, retryAfter: wait)
    }

    /// What is no good HTTP behind a status that looks like a success did not arrive whole.
    private func malformed(_ result: TransferResult, said: String?) -> AttemptOutcome {
        guard (200...299).contains(result.status) else {
            return judgedWithoutBody(.malformed, result, said: said)
        }
        return .unreadable(
            reason: evidence(.http(status: result.status, .unread(.malformed, decides: true)), said: said)
        )
    }

    private func outcome(_ failure: TransferFailure, _ result: TransferResult) -> AttemptOutcome {
        let said = failure.said
        func failed(_ kind: Evidence.Failure) -> Evidence {
            evidence(.failed(kind, .receiver, failure.known), said: said)
        }
        switch failure.code {
        case .couldNotResolve: return .temporary(reason: failed(.unresolved))
        case .couldNotConnect: return .temporary(reason: failed(.unconnected))
        case .tls: return .temporary(reason: failed(.untrusted))
        case .timeout(afterRequestSent: false), .connectionLost(afterRequestSent: false):
            return .temporary(reason: failed(.notTaken))
        case .timeout(afterRequestSent: true), .connectionLost(afterRequestSent: true):
            return .unknown(reason: failed(.unanswered))
        case .cancelled, .notStarted: return .unknown(reason: Evidence(.cutOff(failure.cut), said: said))
        case .blockedAddress: return .permanent(reason: failed(.blocked))
        case .badURL where !result.peer.isEmpty || result.usedNewConnection: return .unknown(reason: failed(.notHTTP))
        case .badURL: return .permanent(reason: failed(.badURL))
        case .badInput(let field): return .permanent(reason: evidence(.badField(field, .receiver), said: said))
        case .tooLarge: return judgedWithoutBody(failure.detail == .tooLongLine ? .tooLongLine : .tooLong, result)
        case .undecodable where failure.detail == .noText: return judgedWithoutBody(.noText, result)
        case .undecodable:
            let name = result.header("content-encoding").map(ReplyLine.clean)
            return judgedWithoutBody(.coding, result, said: name)
        case .other where result.wasRequestSent: return malformed(result, said: said)
        case .loginDenied, .smtpRejected, .authNotOffered, .starttlsMissing, .other:
            return .temporary(reason: failed(.other))
        }
    }

    private func evidence(_ finding: Evidence.Finding, said: String? = nil) -> Evidence {
        Evidence(finding, at: ReceiverName(url: url).text, said: said)
    }

    private static func span(_ duration: Duration) -> TimeSpan {
        .seconds(min(max(duration.components.seconds, 0), 1_000_000_000))
    }
}
