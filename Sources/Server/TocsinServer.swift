package import Access
import Channels
import Curl
import Dispatching
package import Escalation
import Foundation
import HTTPAPI
package import Logging
import Messages
import Record
import Synchronization
import Text

/// A server put together: store, ledger, channels and HTTP, on one data directory.
package final class TocsinServer: Sendable {
    let ledger: LedgerThread
    let store: any Readings
    let clock: any Dispatching.Clock
    let links: AnswerLinks
    /// The end of the record, for whoever follows it.
    let feed: Feed
    private let names: IncidentNames
    package let tokens: any Registry
    let metrics: Metrics
    let logger: Logger
    let settings: ServerSettings
    let adjust: @Sendable (Directory) -> Directory
    private let channelRouter: ChannelRouter
    let composer: Composer
    private let engine: TransferEngine
    let tree: TreeInForce
    let treeKeeper: TreeKeeper
    let watch: SelfMonitor
    let ways: WayWatch
    private let caretaker: PeriodicTasks
    /// Tells people of their duty.
    let duty: DutyNotices
    /// Lets the ledger's place go.
    private let closeStore: @Sendable () -> Void
    /// For reading and writing the files of the contact tree, one after another, and for the end, which waits for threads.
    let files = SideThreads(name: "files", width: 1)

    /// Opens the data directory and starts the ledger: everything that was due goes on.
    ///
    /// - Parameters:
    ///   - settings: where everything lies.
    ///   - logger: the server's log.
    ///   - adjust: changes the contact tree after it was read; the demonstration uses it.
    /// - Throws: ``TreeFaults`` or ``CommandError``.
    package init(
        _ settings: ServerSettings,
        logger: Logger,
        adjust: @escaping @Sendable (Directory) -> Directory = { $0 }
    ) throws {
        self.settings = settings
        self.logger = logger
        self.adjust = adjust
        try LostDatabase.refuse(in: settings.data)
        let start = try StartingTree(settings, adjust, logger: logger)
        let read = start.tree
        read.tellWarnings(logger)
        let tree = TreeInForce(read, of: start.files, fallback: start.fallback)
        self.tree = tree
        try SelfMonitor.check(
            settings.watch,
            in: read.directory,
            logger: logger,
            isFirstStart: !KeptSet.exists(in: settings.data)
        )
        do {
            let opened = try OpenedStore.sqlite(settings.data)
            let (store, clock) = (opened.store, opened.clock)
            self.store = store
            self.clock = clock
            closeStore = opened.close
            treeKeeper = TreeKeeper(data: settings.data, contacts: settings.contacts, clock: clock, logger: logger)
            let alerts = SelfMonitor.alerts(settings.watch, tree: tree, clock: clock, logger: logger)
            let masters = try MasterSecret.load(directory: settings.data)
            links = AnswerLinks(
                publicURL: settings.publicURL,
                ledger: try store.ledgerName(),
                masters: masters
            )
            let keeper = HeadSigner(opened, masters: masters, directory: settings.data, logger: logger)
            let acceptance = try keeper.checkStore()
            metrics = Metrics()
            let ledger = try Ledger(
                store: store,
                directory: read.directory,
                metrics: metrics,
                log: logger,
                random: SystemRandomNumberGenerator(),
                at: clock.now()
            )
            ledger.alerts = alerts
            feed = Feed(store, end: ledger.head.position)
            ledger.feed = feed
            ledger.failpoint = settings.watch.failpoint
            try Self.begin(ledger, acceptance, at: clock.now(), in: settings.data, logger)
            names = ledger.names
            composer = Composer(templates: read.templates, link: links.link(to:for:), names: names)
            let turns = EngineTurns()
            engine = try TransferEngine(onTurn: { turns.ended() })
            try engine.start()
            ways = WayWatch(clock: clock, alerts: alerts)
            let channels = Self.channels(
                settings,
                engine: engine,
                turns: turns,
                tree: tree,
                clock: clock,
                logger: logger,
                alerts: alerts,
                watch: ways
            )
            alerts.connect(channels, name: ledger.name)
            let notices = Notices(log: logger, clock: clock)
            notices.connect(channels, name: ledger.name)
            duty = DutyNotices(notices: notices, tree: tree, clock: clock)
            let reminded = ledger.remindedUntil
            channelRouter = ChannelRouter(channels: channels, composer: composer) {
                store.mayStart(at: clock.now().boot)
            }
            let tokens = AccessTokens(directory: settings.data)
            // Answers, deadlines and messages need no token: what is damaged here holds up none of them.
            if let fault = try tokens.check() {
                logger.critical("no access token counts", metadata: ["why": "\(fault)"])
            }
            self.tokens = tokens
            self.ledger = LedgerThread(channelRouter: channelRouter, clock: clock, broken: Self.end(logger, metrics))
            let retention = Retention(
                opened,
                ledger: self.ledger,
                keepClosed: settings.keepClosed,
                logger: logger
            )
            caretaker = PeriodicTasks(
                heads: keeper,
                tree: treeKeeper,
                retention: retention,
                reminders: ShiftReminders(
                    duty,
                    store: store,
                    ledger: self.ledger,
                    since: reminded,
                    logger: logger
                ),
                metrics: metrics,
                clock: clock
            )
            watch = SelfMonitor(
                settings.watch,
                SelfMonitor.Parts(
                    opened: opened,
                    metrics: metrics,
                    ledger: self.ledger,
                    channelRouter: channelRouter,
                    engine: engine,
                    policy: settings.policy,
                    alerts: alerts,
                    ways: ways,
                    logger: logger
                )
            )
            self.ledger.start(ledger)
            caretaker.start()
            watch.start()
            recover(start)
        } catch let error as StoreError {
            throw CommandError(text: error.description)
        } catch let error as AccessError {
            throw CommandError(text: error.description)
        }
    }

    /// What is in force is kept for the next start; what is in force instead of the files is told.
    private func recover(_ start: StartingTree) {
        guard let fallback = start.fallback else {
            return treeKeeper.keep(
                start.files,
                version: start.tree.directory.version,
                tzdata: start.tree.templates.zones.version
            )
        }
        let more = fallback.faults.count > 1 ? " (and \(fallback.faults.count - 1) more)" : ""
        watch.alerts.raise(.keptSet, LocalizedText("\(fallback.sentence): \(fallback.faults.first ?? "")\(more)"))
    }

    private static func end(_ logger: Logger, _ metrics: Metrics) -> @Sendable (any Error) -> Void {
        { error in
            let why: Logger.Metadata = ["why": "\(FailureWords.of(error))"]
            if case StoreError.fenced = error {
                metrics.giveUp(because: "\(error)")
                return logger.critical("this process has given the ledger up; it serves what only reads", metadata: why)
            }
            logger.critical("the store is broken; the server ends so that nothing is promised", metadata: why)
            ServerLog.finish()
            _exit(70)
        }
    }

    /// The version of the rules by which times are shown.
    package var tzdata: String { tree.current.templates.zones.version }

    var dataDirectory: String { settings.data }

    /// What the HTTP side needs.
    var dependencies: APIDependencies {
        var dependencies = APIDependencies(
            ledger: ledger,
            store: store,
            directory: { [tree] in tree.current.directory },
            zones: { [tree] in tree.current.templates.zones },
            names: names,
            links: links,
            tokens: tokens,
            metrics: metrics,
            clock: clock,
            publicURL: settings.publicURL,
            reload: { [self] in await reload() },
            changeDuty: { [self] in await change($0) },
            reportRate: settings.reportRate.map { ReportRate(perSecond: $0, burst: $0 * 10) },
            trustedProxies: settings.trustedProxies,
            logger: logger
        )
        dependencies.furtherFigures = [watch, duty.notices]
        dependencies.remarks = { [tree, tokens] in tree.remarks + Self.remarks(of: tokens) }
        dependencies.onStorm = { [watch] source, refused in
            watch.alerts.raise(.storm, SelfAlert.storm(source, refused: refused))
        }
        return dependencies
    }

    /// Anybody may read them: the reason, which names places, stands in the log and where the command shows it.
    private static func remarks(of tokens: any Registry) -> [String] {
        guard tokens.trouble() != nil else { return [] }
        return ["the access tokens cannot be read, so those known before hold; `tocsin token list` says what to do"]
    }

    /// Ends the ledger after what is waiting, then the channels; what was under way is tried again at the next start.
    func close() async {
        await files.run { [self] in closeAll() }
    }

    private func closeAll() {
        watch.stop()
        caretaker.stopAsking()
        ledger.stop()
        channelRouter.stop(patience: .seconds(5))
        engine.stop()
        caretaker.stop()
        closeStore()
    }
}
