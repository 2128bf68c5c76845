package import Dispatching
import Escalation
package import Logging
import Synchronization

/// A limit that was run into.
package enum HTTPLimit: String, Hashable, Sendable {
    /// Reports a second from one source: a storm, of which the rest is refused.
    case reports = "reports are refused with 429: this source files more than its share"
    case links = "bad answer links are refused with 429: this address tries many"
    case tokens = "unknown access tokens are refused with 429: this address tries many"
    case feeds = "unknown calendar keys are refused with 429: this address tries many"
    case connections = "connections are closed: this address holds more than its share"
}

/// Says that a limit is being run into: nothing is refused in silence, and nothing floods the log either.
///
/// For each limit and name the first refusal is told at once, and those after it at most once a minute with their number.
package final class LimitNotices: Sendable {
    private struct Key: Hashable {
        var limit: HTTPLimit
        var name: String
    }

    private struct Tally {
        var refused = 0
        var toldAt: Timestamp?
    }

    private static let pause = TimeSpan.minutes(1)

    /// Beyond so many, those that were not refused anything for the longest time are forgotten.
    private let tallies = Mutex(RecentlyUsed<Key, Tally>(capacity: APILimits.remembered))
    private let logger: Logger
    private let clock: any Dispatching.Clock

    package init(logger: Logger, clock: any Dispatching.Clock) {
        self.logger = logger
        self.clock = clock
    }

    /// Counts what was refused, and tells of it when it is time.
    ///
    /// - Parameters:
    ///   - limit: what was run into.
    ///   - name: the source or address.
    ///   - count: how many reports, links, tokens or connections.
    package func refused(_ limit: HTTPLimit, by name: String, count: Int = 1) {
        let now = clock.now().boot
        let due: Int? = tallies.withLock { tallies in
            let key = Key(limit: limit, name: name)
            var tally = tallies[key] ?? Tally()
            tally.refused += count
            defer { tallies.put(tally, for: key) }
            if let told = tally.toldAt, now - told < Self.pause { return nil }
            defer { tally.refused = 0 }
            tally.toldAt = now
            return tally.refused
        }
        guard let due else { return }
        logger.warning(
            "\(limit.rawValue)",
            metadata: ["limit": "\(limit)", "name": "\(name)", "refused": "\(due)"]
        )
    }
}
