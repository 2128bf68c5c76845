import Escalation
import Logging

@testable import Channels
@testable import Curl

extension Fuzzer {
    /// What an SMTP relay says: two bytes of code, one of what went wrong, then its lines.
    static let relays = Fuzzer("relays") { bytes in
        var draw = Draw(bytes)
        let code = Int(draw.byte()) << 8 | Int(draw.byte())
        let fault = draw.byte()
        let lines = Array(bytes.dropFirst(3))
        var result = TransferResult(outcome(fault, code, String(decoding: lines, as: UTF8.self)))
        result.status = code
        result.headerBytes = lines
        let outcome = judge.outcome(result)
        check(outcome)
        switch (outcome, result.outcome) {
        case (.accepted, .completed(let status)):
            demand((200...299).contains(status), "\(status) is taken for a success")
        case (.accepted, .failed): demand(false, "a failure is taken for a success")
        case (.permanent, .completed): demand(false, "given up although the relay may take it later")
        case (.permanent, .failed(let failure)):
            switch failure.code {
            case .smtpRejected(let code, _): demand(code >= 500, "given up at \(code)")
            case .badInput: break
            default: demand(false, "given up after \(failure.code)")
            }
        default: break
        }
    }

    private static let judge = MailJudge(
        relay: "relay.example:25",
        domain: "town.example",
        isOpportunistic: true,
        alarm: SetUpAlarm(logger: Logger(label: "relay") { _ in SwiftLogNoOpLogHandler() })
    )
}
