import Dispatching
import Escalation
import Logging
import StoreSQLite
import Synchronization

/// One process of a story: the production store and ledger on a fault disk, a simulated clock, and receivers that take
/// every message at once unless the story says otherwise.
final class StoryRun {
    let disk: FaultDisk
    let told: CallersTold
    private let reserve: Int
    private let number: UInt64
    private(set) var store: SQLiteStore?
    private(set) var ledger: Ledger?
    /// The story's own time, which goes on through restarts.
    private(set) var time: TimeSpan
    private var bootedAt = TimeSpan.zero
    private(set) var version: Int
    private var outcomes: [PersonID: [AttemptOutcome]] = [:]
    private(set) var isLimited = false
    /// The first deed of a process that begins after a crash may have been done already.
    var toleratesRefusals = false
    /// From this sync on, nobody may be told anything good.
    var forbiddenFromSync = Int.max

    static let start = Timestamp(milliseconds: 1_800_000_000_000)
    private static let silence = Logger(label: "story", factory: { _ in SwiftLogNoOpLogHandler() })

    /// Something that the story does not allow.
    struct Wrong: Error, CustomStringConvertible {
        var description: String
    }

    init(disk: FaultDisk, told: CallersTold, story: Story, number: UInt64 = 1, after earlier: StoryRun? = nil) {
        self.disk = disk
        self.told = told
        self.number = number
        reserve = story.reserve
        time = earlier?.time ?? .zero
        version = earlier?.version ?? 1
    }

    var now: Moment {
        Moment(wall: Self.start + time, boot: Timestamp(milliseconds: time.milliseconds - bootedAt.milliseconds))
    }

    func perform(_ deed: Deed) throws {
        switch deed {
        case .open: try open()
        case .reopen:
            close()
            try open()
        case .file(let keys): try file(keys)
        case .fileRefused(let keys): try file(keys, isRefused: isLimited)
        case .fillLog(let bytes): try fillLog(bytes)
        case .answer(let key, let person, let word):
            try handle(key, .answer(Answer(person: person, word: word, note: "yes")), by: .person(person))
        case .close(let key, let closing): try handle(key, .close(closing, reason: "over"), by: .person("boss"))
        case .pass(let span): try pass(span)
        case .install(let version): try install(version)
        case .attempts(let person, let script): outcomes[person] = script
        case .fill(let bytes):
            isLimited = true
            disk.limit(to: disk.used + bytes)
        case .free:
            isLimited = false
            disk.limit(to: nil)
        }
    }

    // MARK: The process

    private func open() throws {
        bootedAt = time
        let store = try disk.open(random: SplitMix(number), reserve: reserve)
        self.store = store
        ledger = try Ledger(
            store: store,
            directory: StoryPlace.directory(version: version),
            metrics: Metrics(),
            log: Self.silence,
            random: SplitMix(number &* 31),
            at: now
        )
        try cycle()
    }

    /// Ends the process, properly while the disk lives.
    func close() {
        store?.close()
        store = nil
        ledger = nil
    }

    // MARK: Callers

    private func file(_ keys: [String], isRefused: Bool = false) throws {
        told.note { state in state.tried += keys.filter { !state.tried.contains($0) } }
        let replies = Mutex<[String]>([])
        let requests = keys.map { key in
            LedgerRequest.file(StoryPlace.filing(key)) { [told, disk, forbiddenFromSync] reply in
                switch reply {
                case .success(let filed):
                    Self.note(filed.incident, on: disk, told: told, forbiddenFromSync: forbiddenFromSync)
                    if !disk.isDead { told.note { $0.filed[key] = filed.incident.id } }
                case .failure(let error): replies.withLock { $0.append("\(key): \(error)") }
                }
            }
        }
        try cycle(requests)
        let refusals = replies.withLock { $0 }
        if disk.isDead { return }
        if isRefused, refusals.count < keys.count { throw Wrong(description: "a report was taken on a full disk") }
        if !isRefused, !refusals.isEmpty { throw Wrong(description: "refused: \(refusals.joined(separator: "; "))") }
    }

    private func handle(_ key: String, _ event: Event, by actor: Actor) throws {
        guard let id = told.now.filed[key] else { throw Wrong(description: "nobody was told of \(key)") }
        let refusal = Mutex<LedgerError?>(nil)
        try cycle([
            .handle(id, event, by: actor) { [told, disk, forbiddenFromSync] reply in
                switch reply {
                case .success(let incident):
                    Self.note(incident, on: disk, told: told, forbiddenFromSync: forbiddenFromSync)
                case .failure(let error): refusal.withLock { $0 = error }
                }
            }
        ])
        guard let error = refusal.withLock({ $0 }), !disk.isDead else { return }
        if case .refused = error, toleratesRefusals { return }
        throw Wrong(description: "\(key): \(error)")
    }

    private func install(_ version: Int) throws {
        let directory = StoryPlace.directory(version: version)
        let refusal = Mutex<LedgerError?>(nil)
        try cycle([
            .install(directory) { reply in
                if case .failure(let error) = reply { refusal.withLock { $0 = error } }
            }
        ])
        if disk.isDead { return }
        if let error = refusal.withLock({ $0 }) { throw Wrong(description: "reload: \(error)") }
        self.version = version
    }

    /// A dead disk belongs to a dead process, which tells nobody anything.
    private static func note(_ incident: Incident, on disk: FaultDisk, told: CallersTold, forbiddenFromSync: Int) {
        if disk.isDead { return }
        if disk.syncs >= forbiddenFromSync {
            told.note { $0.wrong.append("a caller was told of incident \(incident.id) after a failed sync") }
        }
        told.note { $0.shown.append(incident) }
    }

    private func fillLog(_ bytes: Int) throws {
        try file(["talk"])
        while disk.size(of: .log) < bytes {
            try handle("talk", .answer(Answer(person: "a", word: .note, note: "yes")), by: .person("a"))
        }
    }

    // MARK: Time

    private func pass(_ span: TimeSpan) throws {
        let end = time + span
        while let ledger, let due = ledger.nextDue, !disk.isDead {
            if ledger.isRefused { time = time + LedgerThread.heartbeat }
            let at = TimeSpan(milliseconds: due.milliseconds + bootedAt.milliseconds)
            guard at <= end, time <= end else { break }
            time = max(time, at)
            try cycle()
        }
        time = max(time, end)
    }

    func cycle(_ requests: [LedgerRequest] = []) throws {
        guard let ledger else { return }
        var results = deliver(try ledger.run(requests, at: now))
        for _ in 0..<1_000 where !disk.isDead {
            let isDue = ledger.nextDue.map { $0 <= now.boot } ?? false
            if results.isEmpty, !isDue || ledger.isRefused { break }
            results = deliver(try ledger.run([], results: results, at: now))
        }
    }

    private func deliver(_ outgoing: [Outgoing]) -> [DeliveryResult] {
        if disk.isDead { return [] }
        return outgoing.map { one in
            told.note { $0.sent.formUnion(one.contents.map(\.notification.id)) }
            var outcome = AttemptOutcome.accepted(evidence: .reply(250))
            if let script = outcomes[one.person.id], let first = script.first {
                outcome = first
                outcomes[one.person.id] = Array(script.dropFirst())
            }
            return DeliveryResult(parcel: one.parcel, outcome: outcome)
        }
    }
}

extension TimeSpan {
    static func + (left: TimeSpan, right: TimeSpan) -> TimeSpan {
        TimeSpan(milliseconds: left.milliseconds + right.milliseconds)
    }
}
