import Synchronization
package import Text

/// What was asked over HTTP, for `/metrics`.
package final class RequestCounts: Sendable {
    private struct State {
        /// By hundreds of the status.
        var byClass = [Int](repeating: 0, count: 6)
        var reportsOverRate = 0
        var badLinks = 0
        var badLinksOverRate = 0
        var badTokens = 0
        var badTokensOverRate = 0
        var badFeedKeys = 0
        var badFeedKeysOverRate = 0
        var malformed = 0
        var slow = 0
        var connectionsOverShare = 0
    }

    private let state = Mutex(State())

    package init() {}

    func add(status: Int) {
        state.withLock { $0.byClass[min(max(status / 100, 0), 5)] += 1 }
    }

    func addReportsOverRate(_ count: Int) {
        state.withLock { $0.reportsOverRate += count }
    }

    func addBadLink(isOverRate: Bool) {
        state.withLock { state in
            if isOverRate { state.badLinksOverRate += 1 } else { state.badLinks += 1 }
        }
    }

    func addBadToken(isOverRate: Bool) {
        state.withLock { state in
            if isOverRate { state.badTokensOverRate += 1 } else { state.badTokens += 1 }
        }
    }

    func addBadFeedKey(isOverRate: Bool) {
        state.withLock { state in
            if isOverRate { state.badFeedKeysOverRate += 1 } else { state.badFeedKeys += 1 }
        }
    }

    func addMalformed() {
        state.withLock { $0.malformed += 1 }
    }

    func addSlow() {
        state.withLock { $0.slow += 1 }
    }

    func addConnectionOverShare() {
        state.withLock { $0.connectionsOverShare += 1 }
    }
}

extension RequestCounts: Exposed {
    package func expose(to exposition: inout Exposition) {
        let state = state.withLock { $0 }
        exposition.add(
            .counter,
            "tocsin_http_requests_total",
            "Requests answered over HTTP, by class of status.",
            by: "status",
            state.byClass.enumerated().dropFirst().map { ("\($0.offset)xx", $0.element) }
        )
        let counters = [
            ("tocsin_reports_over_rate_total", "Reports refused with 429.", state.reportsOverRate),
            ("tocsin_bad_links_total", "Answer links that were not good.", state.badLinks),
            ("tocsin_bad_links_over_rate_total", "The same, refused with 429.", state.badLinksOverRate),
            ("tocsin_bad_tokens_total", "Access tokens that were not known.", state.badTokens),
            ("tocsin_bad_tokens_over_rate_total", "The same, refused with 429.", state.badTokensOverRate),
            ("tocsin_bad_feed_keys_total", "Keys of calendar feeds that were not known.", state.badFeedKeys),
            ("tocsin_bad_feed_keys_over_rate_total", "The same, refused with 429.", state.badFeedKeysOverRate),
            ("tocsin_http_malformed_total", "Requests that are not HTTP as it must be.", state.malformed),
            ("tocsin_http_slow_total", "Connections closed as a request came too slowly.", state.slow),
            (
                "tocsin_http_connections_over_share_total", "Connections closed as their address held too many.",
                state.connectionsOverShare
            ),
        ]
        for (name, help, value) in counters { exposition.add(.counter, name, help, value) }
    }
}
