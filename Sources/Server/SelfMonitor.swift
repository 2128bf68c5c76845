import Curl
import Dispatching
import Escalation
import Logging
import Text

/// What watches over the server itself: the auditor, the telling of operators, and the call of a monitor elsewhere.
final class SelfMonitor: Sendable {
    let alerts: SelfAlerts
    private let ways: WayWatch
    private let auditor: RepeatingThread
    private let heartbeat: Heartbeat?
    private let heartbeats: RepeatingThread?

    /// What it needs from the rest of the server.
    struct Parts {
        var opened: OpenedStore
        var metrics: Metrics
        var ledger: LedgerThread
        var channelRouter: ChannelRouter
        var engine: TransferEngine
        var policy: AddressPolicy
        var alerts: SelfAlerts
        var ways: WayWatch
        var logger: Logger
    }

    /// Looks before anything is opened whether the settings name somebody.
    ///
    /// - Throws: ``CommandError`` when they name nobody in this contact tree at a first start; later on there may be open
    ///   incidents, which matter more.
    static func check(
        _ settings: SelfMonitorSettings,
        in directory: Directory,
        logger: Logger,
        isFirstStart: Bool
    ) throws(CommandError) {
        guard let fault = settings.fault(in: directory) else { return }
        guard !isFirstStart else { throw CommandError.wrongUse(fault) }
        logger.critical("\(fault); nobody is told of the server's own troubles")
    }

    /// Tells of troubles; its ways out are connected later.
    static func alerts(
        _ settings: SelfMonitorSettings,
        tree: TreeInForce,
        clock: any Dispatching.Clock,
        logger: Logger
    ) -> SelfAlerts {
        SelfAlerts(log: logger, clock: clock) {
            SelfMonitorSettings.people(settings.operators, in: tree.current.directory, at: clock.now().wall)
        }
    }

    init(_ settings: SelfMonitorSettings, _ parts: Parts) {
        let clock = parts.opened.clock
        let (metrics, ledger, channelRouter, alerts) = (parts.metrics, parts.ledger, parts.channelRouter, parts.alerts)
        self.alerts = alerts
        ways = parts.ways
        let auditor = Auditor(
            store: parts.opened.store,
            clock: clock,
            figures: metrics.auditor,
            alerts: alerts,
            log: parts.logger,
            isHolding: { channelRouter.isHolding($0) },
            submit: { ledger.submit($0) }
        )
        var stopsAfter: TimeSpan?
        if case .stopAuditor(let span) = settings.failpoint { stopsAfter = span }
        let start = clock.now().boot
        self.auditor = RepeatingThread(name: "auditor") { [stopsAfter, ways = parts.ways] _ in
            alerts.tick()
            ways.tick()
            if let stopsAfter, clock.now().boot - start >= stopsAfter { return Auditor.every }
            return auditor.look()
        }
        heartbeat = settings.heartbeatURL.map { url in
            Heartbeat(
                url: url,
                every: settings.heartbeatEvery,
                engine: parts.engine,
                policy: parts.policy,
                isWell: { metrics.troubles(at: clock.now().boot).isEmpty },
                log: parts.logger
            )
        }
        heartbeats = heartbeat.map { heartbeat in RepeatingThread(name: "heartbeat") { _ in heartbeat.beat() } }
        if let failpoint = settings.failpoint {
            parts.logger.critical(
                "failpoint on: never use this in production",
                metadata: ["failpoint": "\(failpoint)"]
            )
        }
    }

    func start() {
        auditor.start()
        heartbeats?.start()
    }

    func stop() {
        heartbeats?.stop()
        auditor.stop()
    }
}

extension SelfMonitor: Exposed {
    func expose(to exposition: inout Exposition) {
        alerts.expose(to: &exposition)
        ways.expose(to: &exposition)
        heartbeat?.expose(to: &exposition)
        ServerLog.expose(to: &exposition)
    }
}
