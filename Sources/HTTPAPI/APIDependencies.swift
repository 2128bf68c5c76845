package import Dispatching
package import Escalation
package import Logging

/// Everything that the HTTP side needs from the rest of the server.
package struct APIDependencies: Sendable {
    package var ledger: LedgerThread
    package var store: any Store
    /// The contact tree in force.
    package var directory: @Sendable () -> Directory
    package var links: AnswerLinks
    package var tokens: AccessTokens
    package var metrics: Metrics
    package var clock: any Dispatching.Clock
    /// Where people reach this server, without a slash at the end.
    package var publicURL: String
    /// Reads the files again and puts them in force if they check.
    package var reload: @Sendable () async -> ReloadResult
    /// How many reports one source may file; `nil` for any number.
    package var reportRate: ReportRate?
    package var logger: Logger

    package init(
        ledger: LedgerThread,
        store: any Store,
        directory: @escaping @Sendable () -> Directory,
        links: AnswerLinks,
        tokens: AccessTokens,
        metrics: Metrics,
        clock: any Dispatching.Clock,
        publicURL: String,
        reload: @escaping @Sendable () async -> ReloadResult,
        reportRate: ReportRate? = APILimits.usualRate,
        logger: Logger
    ) {
        self.ledger = ledger
        self.store = store
        self.directory = directory
        self.links = links
        self.tokens = tokens
        self.metrics = metrics
        self.clock = clock
        self.publicURL = publicURL
        self.reload = reload
        self.reportRate = reportRate
        self.logger = logger
    }
}

/// What became of a reload.
package enum ReloadResult: Hashable, Sendable {
    /// In force from now on; the version of the contact tree.
    case accepted(version: String)
    /// Nothing changed; every fault as `file:line:column: what; what to write instead`.
    case refused([String])
}
