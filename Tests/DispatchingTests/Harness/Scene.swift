import Dispatching
import Escalation
import Logging
import Synchronization
import TestSupport

/// A ledger on a simulated clock with channels that do what the test wrote; nothing moves unless a test says so.
final class Scene {
    static let start = Timestamp(milliseconds: 1_800_000_000_000)

    let store = SpyStore()
    let metrics = Metrics()
    private(set) var ledger: Ledger
    private(set) var directory: Directory
    /// How each attempt at an address ends, such as `a.mail`: the last one stays; `nil` hangs; without a script it is accepted.
    var channel: [String: [AttemptOutcome?]] = [:]
    /// The wall clock is ahead of the story's own time by this much.
    var wallShift = TimeSpan.zero
    /// The story's own time, which also counts on through restarts.
    private(set) var time = TimeSpan.zero
    private var bootedAt = TimeSpan.zero
    private let cacheCapacity: Int
    private let snapshotEvery: Int
    /// Attempts, as `5:00 alert b.mail 1-2`; a digest names all its notifications.
    private(set) var attempts: [String] = []
    private(set) var hanging: [Outgoing] = []
    private(set) var parcelsSent: [ParcelID] = []
    /// Every attempt, with what it stood for.
    private(set) var handed: [Outgoing] = []
    private var shown = 0

    init(_ directory: Directory, cacheCapacity: Int = 20_000, snapshotEvery: Int = Ledger.snapshotEvery) throws {
        self.directory = directory
        self.cacheCapacity = cacheCapacity
        self.snapshotEvery = snapshotEvery
        ledger = try Ledger(
            store: store,
            directory: directory,
            metrics: metrics,
            log: Self.silence,
            random: Dice(1),
            cacheCapacity: cacheCapacity,
            snapshotEvery: snapshotEvery,
            at: Moment(wall: Self.start, boot: Timestamp(milliseconds: 0))
        )
    }

    convenience init(_ plan: Plan) throws {
        try self.init(Town.directory([plan]))
    }

    private static let silence = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    var now: Moment {
        Moment(
            wall: Self.start + time + wallShift,
            boot: Timestamp(milliseconds: (time.milliseconds - bootedAt.milliseconds))
        )
    }

    // MARK: Looking

    /// What was attempted since the last look.
    func news() -> [String] {
        defer { shown = attempts.count }
        return Array(attempts[shown...])
    }

    func incident(_ id: IncidentID) -> Incident? {
        (try? store.memory.history(of: id))?.state()
    }

    func changes(_ id: IncidentID) -> [Change] {
        (try? store.memory.entries(of: id))?.flatMap(\.changes) ?? []
    }

    // MARK: Acting

    /// One cycle with these requests, and further ones for what the channels answer at once.
    func cycle(_ requests: [LedgerRequest] = [], results: [DeliveryResult] = []) throws {
        var results = deliver(try ledger.run(requests, results: results, at: now))
        var rounds = 0
        while !results.isEmpty || (isDue && metrics.troubles(at: now.boot).isEmpty), rounds < 1_000 {
            results = deliver(try ledger.run([], results: results, at: now))
            rounds += 1
        }
    }

    private var isDue: Bool { ledger.nextDue.map { $0 <= now.boot } ?? false }

    @discardableResult
    func file(_ report: ReportDraft = Town.report(), idempotency: Filing.Idempotency? = nil) throws -> Filed {
        let reply = Reply<Filed>()
        try cycle([.file(Filing(report: report, idempotency: idempotency)) { reply.take($0) }])
        return try reply.value()
    }

    @discardableResult
    func handle(_ id: IncidentID, _ event: Event, by actor: Actor = .token("test")) throws -> Incident {
        let reply = Reply<Incident>()
        try cycle([.handle(id, event, by: actor) { reply.take($0) }])
        return try reply.value()
    }

    @discardableResult
    func says(_ person: PersonID, _ word: Answer.Word, to id: IncidentID = 1) throws -> Incident {
        try handle(id, .answer(Answer(person: person, word: word)), by: .person(person))
    }

    func install(_ directory: Directory, after edit: TreeEdit? = nil) throws {
        let reply = Reply<Void>()
        try cycle([.install(directory, after: edit) { reply.take($0) }])
        try reply.value()
        self.directory = directory
    }

    /// What hangs at an address ends now.
    func finish(_ place: String, _ outcome: AttemptOutcome = .accepted(evidence: .reply(250, "ok"))) throws {
        let ended = hanging.filter { Self.place($0) == place }
        hanging.removeAll { Self.place($0) == place }
        try cycle(results: ended.map { DeliveryResult(parcel: $0.parcel, outcome: outcome) })
    }

    // MARK: Time

    /// Does what is due, moment by moment, up to `minutes` and `seconds` of the story.
    func run(until minutes: Int64, _ seconds: Int64 = 0) throws {
        let end = TimeSpan.minutes(minutes) + .seconds(seconds)
        while let due = ledger.nextDue {
            let at = TimeSpan(milliseconds: due.milliseconds + bootedAt.milliseconds)
            guard at <= end else { break }
            time = max(time, at)
            try cycle()
        }
        time = max(time, end)
    }

    /// Time passes and nothing is done.
    func sleep(until minutes: Int64, _ seconds: Int64 = 0) {
        time = max(time, .minutes(minutes) + .seconds(seconds))
    }

    /// The process is cut off and starts again; what was being sent may have arrived or not.
    func restart(random seed: UInt64 = 2) throws {
        try restartAsleep(random: seed)
        try cycle()
    }

    /// The same, before its first cycle.
    func restartAsleep(random seed: UInt64 = 2) throws {
        hanging = []
        bootedAt = time
        ledger = try Ledger(
            store: store,
            directory: directory,
            metrics: metrics,
            log: Self.silence,
            random: Dice(seed),
            cacheCapacity: cacheCapacity,
            snapshotEvery: snapshotEvery,
            at: now
        )
    }

    // MARK: The channels

    private func deliver(_ outgoing: [Outgoing]) -> [DeliveryResult] {
        outgoing.compactMap { one in
            let place = Self.place(one)
            var script = channel[place] ?? [.accepted(evidence: .reply(250, "ok"))]
            let outcome = script.first ?? nil
            if script.count > 1 { script.removeFirst() }
            channel[place] = script
            let ids = one.contents.map { "\($0.notification.id.incident)-\($0.notification.id.number)" }
            let kind = one.parcel.isDigest ? "digest" : one.contents.first?.notification.kind.rawValue ?? "nothing"
            attempts.append("\(clock) \(kind) \(place) \(ids.joined(separator: " "))")
            parcelsSent.append(one.parcel)
            handed.append(one)
            guard let outcome else {
                hanging.append(one)
                return nil
            }
            return DeliveryResult(parcel: one.parcel, outcome: outcome)
        }
    }

    private static func place(_ outgoing: Outgoing) -> String {
        "\(outgoing.person.id).\(outgoing.address.name)"
    }

    var clock: String {
        let seconds = time.milliseconds / 1_000
        return "\(seconds / 60):" + (seconds % 60 < 10 ? "0" : "") + "\(seconds % 60)"
    }
}

/// What one caller was told, and how often.
final class Reply<Value: Sendable>: Sendable {
    private let results = Mutex<[Result<Value, LedgerError>]>([])

    func take(_ result: Result<Value, LedgerError>) {
        results.withLock { $0.append(result) }
    }

    var count: Int { results.withLock { $0.count } }
    var isSuccess: Bool { (try? value()) != nil }

    func value() throws -> Value {
        let all = results.withLock { $0 }
        guard let only = all.first, all.count == 1 else { throw NotOnce(times: all.count) }
        return try only.get()
    }

    var isUnavailable: Bool {
        do { _ = try value() } catch LedgerError.unavailable { return true } catch { return false }
        return false
    }

    struct NotOnce: Error { var times: Int }
}

extension TimeSpan {
    static func + (left: TimeSpan, right: TimeSpan) -> TimeSpan {
        TimeSpan(milliseconds: left.milliseconds + right.milliseconds)
    }
}

/// Collects strings from any thread.
final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
}
