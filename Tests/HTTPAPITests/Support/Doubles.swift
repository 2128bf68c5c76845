import Dispatching
import Escalation
import Logging
import Synchronization

/// A clock that stands still until it is told otherwise.
final class StandingClock: Dispatching.Clock {
    private let moment: Mutex<Moment>

    init(
        wall: Timestamp = Timestamp(milliseconds: 1_763_666_520_000),
        boot: Timestamp = Timestamp(milliseconds: 5_000_000)
    ) {
        moment = Mutex(Moment(wall: wall, boot: boot))
    }

    func now() -> Moment {
        moment.withLock { $0 }
    }

    func advance(_ span: TimeSpan) {
        moment.withLock { $0 = Moment(wall: $0.wall + span, boot: $0.boot + span) }
    }
}

/// A channel whose receivers take everything at once.
struct WillingChannel: Channel {
    let name = "log"

    func send(_ deliveries: [Delivery], report: @escaping @Sendable ([DeliveryResult]) -> Void) {
        report(deliveries.map { DeliveryResult(parcel: $0.parcel, outcome: .accepted(evidence: .reply(250, "taken"))) })
    }

    func stop(patience: TimeSpan) {}
}

/// Keeps every log line with all its metadata.
final class KeptLog: Sendable {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }

    func logger() -> Logger {
        var logger = Logger(label: "test") { _ in Handler(log: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let log: KeptLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            let line =
                "\(event.level) \(event.message) \(all.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " "))"
            log.kept.withLock { $0.append(line) }
        }
    }
}
