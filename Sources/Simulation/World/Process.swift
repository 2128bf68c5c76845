import Access
import Dispatching
import Escalation
import Logging
import Record

/// The dispatcher's process: the production code, driven as its own thread drives it.
final class Process {
    let ledger: Ledger
    let channelRouter: ChannelRouter
    let composer: Composer
    let channels: [SimulatedChannel]
    let store: MeteredStore
    let bounced = Mailbox<DeliveryResult>()
    var isUp = true
    var isFrozen = false
    var isBusy = false
    /// Whether the next commit fails for good.
    var breaks = false
    /// The cycle of which nobody knows whether it was stored.
    var unsure: Casebook.Cycle?
    /// Asked to end: takes nothing more in.
    var isEnding = false
    /// What callers asked and was not taken in yet.
    var inbox: [Errand] = []
    /// Ends of attempts that were not taken in yet, with what really happened.
    var results: [(result: DeliveryResult, truth: Casebook.Result)] = []
    /// What an attempt under way stands for.
    var parcels: [ParcelID: (members: [Sent.Member], truth: Truth)] = [:]
    /// When the next cycle is, and which of its announcements counts.
    var cycleAt = Int64.max
    var turn = 0
    /// What is to be cut off, and where.
    var cut: Weather.Crash?

    static let silence = Logger(label: "simulation", factory: { _ in SwiftLogNoOpLogHandler() })

    init(store: any Store & Readings, directory: Directory, world: World) throws {
        self.store = MeteredStore(store)
        channels = ["webhook", "email", "log"].map { SimulatedChannel(name: $0) }
        ledger = try Ledger(
            store: self.store,
            directory: directory,
            metrics: Metrics(),
            log: Self.silence,
            random: Dice(seed: world.seed, stream: 1_000 + UInt64(world.epoch)),
            cacheCapacity: world.weather.cacheCapacity,
            snapshotEvery: 7,
            at: world.time.moment
        )
        composer = Composer(templates: world.templates, link: world.links.link(to:for:), names: ledger.names)
        channelRouter = ChannelRouter(channels: channels, composer: composer)
    }
}

/// What a process that was cut off leaves unsaid: where its record ends, and what it was doing.
struct Doubt {
    var ends: (confirmed: RecordHead, hoped: Int64?)
    var count: MeteredStore.HopedCount?
    var cycle: Casebook.Cycle?
}

/// Something that a caller wants, until they are answered.
struct Errand {
    var number: Int
    var ask: Ask
    /// The tree that a reload brings.
    var town: Town?
    /// Told once, or never when the process is cut off.
    var reply: (Told) -> Void
}
