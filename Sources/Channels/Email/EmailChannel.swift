package import Curl
package import Dispatching
package import Escalation
package import Logging
import Messages
import Text

/// Sends messages as mail through one SMTP relay, one recipient a mail.
package final class EmailChannel: Channel {
    package let name = "email"
    private let outbox: NetworkOutbox

    /// The longest attempt: what RFC 5321 (4.5.3.2) gives a relay for its greeting, the first of what it may be slow with.
    ///
    /// All its answers together have this time. RFC 5321 would allow 27 minutes; by then the message is worth little, and
    /// nothing waits for it: the next address, the next person and the other channels go by timers of their own.
    package static let longestAttempt = TimeSpan.seconds(300)

    /// - Parameters:
    ///   - engine: carries out the transfers; the caller starts it, and stops it after this channel.
    ///   - turns: told by the engine when a group of results is complete.
    ///   - relay: nil when the administrator named none; every mail fails then.
    ///   - timeout: for one whole mail.
    ///   - watch: told how each attempt ended.
    ///   - logger: told when the set-up is wrong.
    ///   - trouble: called with what is wrong with the set-up, again and again, and with `nil` once a mail gets through.
    package init(
        engine: TransferEngine,
        turns: EngineTurns,
        relay: RelaySettings?,
        timeout: TimeSpan = longestAttempt,
        watch: WayWatch? = nil,
        logger: Logger,
        trouble: @escaping @Sendable (String?) -> Void = { _ in }
    ) {
        let alarm = SetUpAlarm(logger: logger, trouble: trouble)
        let limit = Duration.milliseconds(timeout.milliseconds)
        outbox = NetworkOutbox(name: "mails", engine: engine, turns: turns, watch: watch) { address, message in
            Self.envelope(relay, address, message, limit, alarm)
        }
    }

    package func send(_ deliveries: [Delivery], report: @escaping @Sendable ([DeliveryResult]) -> Void) {
        outbox.send(deliveries, report: report)
    }

    package func isHolding(_ parcel: ParcelID) -> Bool {
        outbox.isHolding(parcel)
    }

    package func stop(patience: TimeSpan) {
        outbox.stop(patience: patience)
    }

    private static func envelope(
        _ relay: RelaySettings?,
        _ address: Address,
        _ message: Message,
        _ timeout: Duration,
        _ alarm: SetUpAlarm
    ) -> Envelope {
        guard let relay else {
            return .refused(.permanent(reason: Evidence(.mail(.noRelay, code: nil))), isOfTheWay: true)
        }
        guard let recipient = address.settings["to"].flatMap(EmailAddress.init) else {
            let reason = Evidence(.badAddress(address.name, .noMailAddress))
            return .refused(.permanent(reason: reason), isOfTheWay: false)
        }
        let mail = MailMessage(
            message: message,
            sender: relay.sender,
            senderName: relay.senderName,
            recipient: recipient,
            host: relay.threadHost
        )
        var request = MailRequest(
            url: relay.url,
            sender: relay.sender.description,
            recipient: recipient.description,
            message: mail.bytes
        )
        request.security = relay.security.request
        request.credentials = relay.credentials
        request.identity = relay.identity
        let judge = MailJudge(
            relay: relay.description,
            domain: recipient.domain.lowercased(),
            isOpportunistic: relay.security == .opportunistic,
            alarm: alarm
        )
        return .transfer(
            Envelope.Transfer(
                kind: .smtp(request),
                policy: relay.policy,
                timeout: timeout,
                authorityFile: relay.authorityFile,
                waiting: { alarm.waits(relay: relay.description, words: $0) },
                judge: judge.outcome,
                isOfTheWay: judge.isOfTheWay
            )
        )
    }
}
