import Escalation
import Logging
import Messages
import Synchronization

/// Says loudly, but not with every mail, that the relay's set-up is wrong, and in the log that it is slow.
final class SetUpAlarm: Sendable {
    private static let pause = Duration.seconds(60)

    private let logger: Logger
    private let last = Mutex<(mail: Evidence.Mail, at: ContinuousClock.Instant)?>(nil)

    /// How often it is said again that mail goes in the clear.
    private static let pauseInClear = Duration.seconds(3_600)

    private let lastInClear = Mutex<ContinuousClock.Instant?>(nil)
    private let lastWait = Mutex<ContinuousClock.Instant?>(nil)

    /// Domains of recipients that were refused since a mail got through, and no more of them than are told apart.
    private let refused = Mutex<Set<String>>([])

    private let trouble: @Sendable (String?) -> Void

    /// - Parameters:
    ///   - logger: told when the alarm rings.
    ///   - trouble: called with what is wrong when the alarm rings, and with `nil` when it is over.
    init(logger: Logger, trouble: @escaping @Sendable (String?) -> Void = { _ in }) {
        self.logger = logger
        self.trouble = trouble
    }

    /// A mail got through: the set-up is right.
    func calm() {
        refused.withLock { $0.removeAll() }
        let wasRinging = last.withLock { last in
            defer { last = nil }
            return last != nil
        }
        if wasRinging { trouble(nil) }
    }

    /// The relay refused a recipient of a domain, which may be that domain's trouble or ours.
    ///
    /// - Parameter domain: in small letters.
    /// - Returns: whether another domain was refused too, and no mail got through since.
    func isOfSeveral(_ domain: String) -> Bool {
        refused.withLock { domains in
            if domains.count < 2 { domains.insert(domain) }
            return domains.count > 1
        }
    }

    /// A mail went without TLS, as the settings allow: said once, and again every hour.
    func isInClear(relay: String) {
        guard lastInClear.withLock({ Self.isDue(&$0, after: Self.pauseInClear) }) else { return }
        logger.warning(
            "mail goes to the relay without TLS, which it does not offer; smtp-tls: required would refuse that",
            metadata: ["relay": "\(relay)"]
        )
    }

    /// A mail waits for an answer of the relay: said long before its attempt ends.
    func waits(relay: String, words: String) {
        guard lastWait.withLock({ Self.isDue(&$0, after: Self.pause) }) else { return }
        logger.warning("a mail waits for the relay", metadata: ["relay": "\(relay)", "words": "\(words)"])
    }

    /// Whether something was last said so long ago that it may be said again; then it is said now.
    private static func isDue(_ last: inout ContinuousClock.Instant?, after pause: Duration) -> Bool {
        let now = ContinuousClock.now
        if let last, now - last < pause { return false }
        last = now
        return true
    }

    func ring(_ evidence: Evidence) {
        guard case .mail(let mail, _, _) = evidence.finding else { return }
        let phrases = Phrases(language: .english)
        let now = ContinuousClock.now
        let isDue = last.withLock { last in
            if let last, last.mail == mail, now - last.at < Self.pause { return false }
            last = (mail, now)
            return true
        }
        guard isDue else { return }
        let words = phrases.evidence(evidence)
        logger.critical(
            "no e-mail gets out: \(phrases.mail(mail))",
            metadata: ["relay": "\(evidence.at ?? "")", "words": "\(words)"]
        )
        trouble("no e-mail gets out: \(words)")
    }
}
