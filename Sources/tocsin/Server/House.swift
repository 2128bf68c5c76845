import Channels
import Curl
import Dispatching
import Escalation
import Foundation
import HTTPAPI
import Logging
import Messages
import StoreSQLite
import Synchronization

/// A server put together: store, ledger, channels and HTTP, on one data directory.
final class House: Sendable {
    let ledger: LedgerThread
    let store: SQLiteStore
    let links: AnswerLinks
    let tokens: AccessTokens
    let metrics: Metrics
    let logger: Logger
    private let settings: ServerSettings
    private let adjust: @Sendable (Directory) -> Directory
    private let courier: Courier
    private let composer: Composer
    private let engine: TransferEngine
    private let tree: TreeInForce

    /// Opens the data directory and starts the ledger: everything that was due goes on.
    ///
    /// - Parameters:
    ///   - settings: where everything lies.
    ///   - logger: the server's log.
    ///   - adjust: changes the contact tree after it was read; the demonstration uses it.
    /// - Throws: ``TreeFaults`` or ``Trouble``.
    init(
        _ settings: ServerSettings,
        logger: Logger,
        adjust: @escaping @Sendable (Directory) -> Directory = { $0 }
    ) throws {
        self.settings = settings
        self.logger = logger
        self.adjust = adjust
        var read = try TreeOptions.load(
            contacts: settings.contacts,
            templates: settings.templates,
            allowMissingSecrets: false
        )
        read.directory = adjust(read.directory)
        let tree = TreeInForce(read)
        self.tree = tree
        let clock = SystemClock()
        do {
            store = try SQLiteStore(directory: settings.data)
            let masters = try MasterSecret.load(directory: settings.data)
            links = AnswerLinks(publicURL: settings.publicURL, masters: masters)
            metrics = Metrics()
            let ledger = try Ledger(
                store: store,
                directory: read.directory,
                metrics: metrics,
                log: logger,
                chance: SystemRandomNumberGenerator(),
                at: clock.now()
            )
            composer = Composer(templates: read.templates, links: links, ledger: ledger.name)
            let turns = EngineTurns()
            engine = try TransferEngine(onTurn: { turns.ended() })
            try engine.start()
            let channels = Self.channels(settings, engine: engine, turns: turns, tree: tree, logger: logger)
            courier = Courier(channels: channels, composer: composer)
            tokens = AccessTokens(directory: settings.data)
            self.ledger = LedgerThread(courier: courier, clock: clock) { error in
                logger.critical(
                    "the store is broken; the server ends so that nothing is promised",
                    metadata: ["why": "\(error)"]
                )
                _exit(70)
            }
            self.ledger.start(ledger)
        } catch let error as StoreError {
            throw Trouble(text: error.text)
        } catch let error as AccessTokens.Trouble {
            throw Trouble(text: error.description)
        }
    }

    /// What the HTTP side needs.
    var dependencies: APIDependencies {
        APIDependencies(
            ledger: ledger,
            store: store,
            directory: { [tree] in tree.current.directory },
            links: links,
            tokens: tokens,
            metrics: metrics,
            clock: SystemClock(),
            publicURL: settings.publicURL,
            reload: { [self] in await reload() },
            reportRate: settings.reportRate.map { ReportRate(perSecond: $0, burst: $0 * 10) },
            logger: logger
        )
    }

    /// Reads both folders again and puts them in force; a set that does not check changes nothing.
    func reload() async -> ReloadResult {
        do {
            var read = try TreeOptions.load(
                contacts: settings.contacts,
                templates: settings.templates,
                allowMissingSecrets: false
            )
            read.directory = adjust(read.directory)
            try await ledger.install(read.directory)
            composer.install(read.templates)
            tree.install(read)
            logger.notice("the contact tree was read again", metadata: ["version": "\(read.directory.version)"])
            return .accepted(version: read.directory.version)
        } catch let error as TreeFaults {
            logger.error("the contact tree has faults; nothing was changed", metadata: ["faults": "\(error.faults)"])
            return .refused(error.faults)
        } catch {
            logger.error("the contact tree could not be put in force", metadata: ["why": "\(error)"])
            return .refused(["\(error)"])
        }
    }

    /// Ends the ledger after what is waiting, then the channels; what was under way is tried again at the next start.
    func close() {
        ledger.stop()
        courier.stop(patience: .seconds(5))
        engine.stop()
        store.close()
    }
}

/// The contact tree and the templates in force, swapped as a whole.
final class TreeInForce: Sendable {
    private let tree: Mutex<TreeOptions.Tree>

    init(_ tree: TreeOptions.Tree) {
        self.tree = Mutex(tree)
    }

    var current: TreeOptions.Tree { tree.withLock { $0 } }

    func install(_ new: TreeOptions.Tree) {
        tree.withLock { $0 = new }
    }
}

extension StoreError {
    /// What an operator reads.
    var text: String {
        switch self {
        case .full: "the disk is full"
        case .inUse(let text), .unreadable(let text), .broken(let text): text
        }
    }
}
