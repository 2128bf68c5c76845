import Logging
import Synchronization

/// Says loudly, but not with every mail, that the relay's set-up is wrong.
final class SetUpAlarm: Sendable {
    private static let pause = Duration.seconds(60)

    private let logger: Logger
    private let last = Mutex<(text: String, at: ContinuousClock.Instant)?>(nil)

    init(logger: Logger) {
        self.logger = logger
    }

    func ring(_ text: String, relay: String, words: String) {
        let now = ContinuousClock.now
        let isDue = last.withLock { last in
            if let last, last.text == text, now - last.at < Self.pause { return false }
            last = (text, now)
            return true
        }
        guard isDue else { return }
        logger.critical("\(text)", metadata: ["relay": "\(relay)", "words": "\(words)"])
    }
}
