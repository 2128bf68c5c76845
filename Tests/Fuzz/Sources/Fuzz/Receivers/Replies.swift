import Escalation
import Text

@testable import Channels
@testable import Curl
@testable import Messages

extension Fuzzer {
    /// Answers of webhook receivers: two bytes of status, one of what went wrong, one of `Retry-After`, then the body.
    static let replies = Fuzzer("replies") { bytes in
        var draw = Draw(bytes)
        let status = Int(draw.byte()) << 8 | Int(draw.byte())
        let (fault, wait) = (draw.byte(), draw.number())
        let body = Array(bytes.dropFirst(5))
        var result = TransferResult(outcome(fault, status, String(decoding: body, as: UTF8.self)))
        result.status = status
        result.body = body
        result.retryAfter = wait == 0 ? nil : .seconds(wait)
        for preset in Town.templates.presets.values {
            let judge = WebhookJudge(preset: preset, url: "https://example.org/hook")
            let outcome = judge.outcome(result)
            check(outcome)
            if case .accepted = outcome {
                demand((200...299).contains(status), "\(preset.name) takes \(status) for a success")
            }
        }
        let read = Reply.json(body)
        if let strict = try? JSONReader.read(body) {
            demand(read == strict, "another value than the strict reader's")
        }
        _ = read?.value(at: ["errcode", "0", ""])
    }

    /// What a failed transfer of any kind is, or a completed one.
    static func outcome(_ fault: UInt8, _ status: Int, _ words: String) -> TransferResult.Outcome {
        let codes: [TransferFailure.Code] = [
            .couldNotResolve, .couldNotConnect, .timeout(afterRequestSent: false), .timeout(afterRequestSent: true),
            .blockedAddress, .tls, .undecodable, .badURL, .badInput(field: "recipient"), .badInput(field: "header"),
            .tooLarge,
            .loginDenied, .authNotOffered, .starttlsMissing, .connectionLost(afterRequestSent: true),
            .connectionLost(afterRequestSent: false), .cancelled, .other(status),
            .smtpRejected(code: status, stage: .session), .smtpRejected(code: status, stage: .sender),
            .smtpRejected(code: status, stage: .recipient), .smtpRejected(code: status, stage: .data),
            .smtpRejected(code: status, stage: .message),
        ]
        let number = Int(fault) - 1
        guard codes.indices.contains(number) else { return .completed(status: status) }
        return .failed(TransferFailure(codes[number], words: words))
    }

    /// Reasons and evidence go on record and to people: one line, of bounded length.
    static func check(_ outcome: AttemptOutcome) {
        let evidence = outcome.evidence
        demand(Evidence(rawValue: evidence.rawValue) == evidence, "not as it was written: \(evidence.rawValue)")
        if case .throttled(let span, _) = outcome {
            demand(span >= .seconds(1) && span <= WebhookPreset.longestWait, "a wait of \(span)")
        }
        for language in Language.allCases {
            let words = Phrases(language: language).evidence(evidence)
            demand(Checks.isHarmless(words), "a reason that is not one line: \(words.debugDescription)")
            demand(words.utf8.count <= 900, "a reason of \(words.utf8.count) bytes")
        }
    }
}
