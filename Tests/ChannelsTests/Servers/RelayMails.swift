@testable import Channels
import Curl
import Dispatching
import Escalation
import Foundation
import Logging
import Messages

/// Mails sent to a relay, and what became of them.
enum RelayMails {
    static let address = Example.address("email", ["to": "lin.yue@town.example"])
    static let accepted = AttemptOutcome.accepted(evidence: .reply(250, "2.0.0 Ok: queued as 4F2K9"))

    /// Sends mails one after the other; the outcome of the last.
    static func outcome(
        _ settings: RelaySettings,
        mails: Int = 1,
        timeout: TimeSpan = .seconds(120),
        pause: Duration = .zero,
        logger: Logger? = nil
    ) async throws -> AttemptOutcome {
        let running = try Running(settings, timeout: timeout, logger: logger)
        var last = AttemptOutcome.accepted(evidence: .reply(250, ""))
        for number in 1...mails {
            if number > 1 { try await Task.sleep(for: pause) }
            last = try await running.channel.outcome(Example.delivery(number, address))
        }
        return last
    }
}
