package import Access
package import Dispatching
package import Escalation
package import Logging
package import Text

/// Everything that the HTTP side needs from the rest of the server.
package struct APIDependencies: Sendable {
    /// Where reports and everything else are put before the ledger.
    package var ledger: any Desk
    package var store: any Readings
    /// The contact tree in force.
    package var directory: @Sendable () -> Directory
    /// The zones by whose rules times are shown.
    package var zones: @Sendable () -> Zones
    /// How incidents are called outside.
    package var names: IncidentNames
    package var links: AnswerLinks
    package var tokens: any Registry
    package var metrics: Metrics
    package var clock: any Dispatching.Clock
    /// Where people reach this server, without a slash at the end.
    package var publicURL: String
    /// Reads the files again and puts them in force if they check.
    package var reload: @Sendable () async -> ReloadResult
    /// Writes an absence or override into the contact tree, or takes one out, and puts that in force.
    package var changeDuty: @Sendable (DutyChange) async -> DutyChangeResult
    /// How many reports one source may file; `nil` for any number.
    package var reportRate: ReportRate?
    /// The proxies whose word on where a request comes from is taken.
    package var trustedProxies: TrustedProxies
    /// Told how many reports of a source were refused with 429; the place for an alarm to the operators.
    package var onStorm: @Sendable (_ source: String, _ refused: Int) -> Void = { _, _ in }
    package var logger: Logger
    /// Whose figures `/metrics` shows beside those of the dispatcher and of HTTP.
    package var furtherFigures: [any Exposed] = []
    /// What is out of the ordinary although the server is ready, one sentence each.
    package var remarks: @Sendable () -> [String] = { [] }
    /// Told when a limit is run into.
    package let notices: LimitNotices
    /// Reads incidents, off the threads that take reports in.
    package let reader: IncidentReader

    package init(
        ledger: any Desk,
        store: any Readings,
        directory: @escaping @Sendable () -> Directory,
        zones: @escaping @Sendable () -> Zones,
        names: IncidentNames,
        links: AnswerLinks,
        tokens: any Registry,
        metrics: Metrics,
        clock: any Dispatching.Clock,
        publicURL: String,
        reload: @escaping @Sendable () async -> ReloadResult,
        changeDuty: @escaping @Sendable (DutyChange) async -> DutyChangeResult,
        reportRate: ReportRate? = APILimits.usualRate,
        trustedProxies: TrustedProxies = .none,
        logger: Logger
    ) {
        self.ledger = ledger
        self.store = store
        self.directory = directory
        self.zones = zones
        self.names = names
        self.links = links
        self.tokens = tokens
        self.metrics = metrics
        self.clock = clock
        self.publicURL = publicURL
        self.reload = reload
        self.changeDuty = changeDuty
        self.reportRate = reportRate
        self.trustedProxies = trustedProxies
        self.logger = logger
        notices = LimitNotices(logger: logger, clock: clock)
        reader = IncidentReader(ledger: ledger, store: store)
    }
}

/// What became of a reload.
package enum ReloadResult: Hashable, Sendable {
    /// In force from now on; the version of the contact tree.
    case accepted(version: String)
    /// Nothing changed; every fault as `file:line:column: what; what to write instead`.
    case refused([String])
}
