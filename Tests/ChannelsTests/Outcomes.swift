import Escalation
import Logging
import Messages
import Synchronization

extension AttemptOutcome {
    var isAccepted: Bool { if case .accepted = self { true } else { false } }
    var isPermanent: Bool { if case .permanent = self { true } else { false } }
    var isTemporary: Bool { if case .temporary = self { true } else { false } }
    var isUnreadable: Bool { if case .unreadable = self { true } else { false } }
    var isUnknown: Bool { if case .unknown = self { true } else { false } }

    /// The evidence or the reason in English.
    var words: String { Phrases(language: .english).evidence(evidence) }
}

/// Keeps what is logged.
final class LogLines: Sendable {
    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            lines.lines.withLock { $0.append("\(event.level) \(event.message) \(event.metadata ?? [:])") }
        }
    }

    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }
    var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }
}

/// Of an attempt that may never have begun.
extension AttemptOutcome? {
    var isAccepted: Bool { self?.isAccepted ?? false }
    var isUnknown: Bool { self?.isUnknown ?? false }
}
