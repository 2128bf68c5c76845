package import Escalation
package import Logging
import Messages
package import Record
import Text

/// The only writer: takes what is waiting, lets the machine decide each, stores it in one commit, and only then answers the
/// callers and hands the notifications on.
///
/// It has no threads and reads no clock: ``LedgerThread`` drives it in the server, the simulation and `rehearse` drive it
/// step by step. One bad event never stops its batch.
package final class Ledger {
    let store: any Store
    let metrics: Metrics
    let log: Logger
    var random: any RandomNumberGenerator & Sendable
    /// Makes the mark of each commit; beside ``random``, whose course does not depend on how many commits there were.
    private var marks: any RandomNumberGenerator & Sendable
    package internal(set) var directory: Directory
    var plans = KnownPlans()
    var places = OpenPlaces()
    /// Why the store could not be asked in this cycle, if it could not.
    var away: StoreError?
    /// Versions that could not be read in this cycle.
    var lostPlans: Set<String> = []
    /// The incidents used last, for readers too.
    package let cache: KeptIncidents
    var deadlines = DeadlineQueue()
    package let dispatcher = Dispatcher()
    package internal(set) var head: RecordHead
    package internal(set) var lastIncident: IncidentID
    /// The ledger's random name; part of every id that is seen outside.
    package let name: String
    /// How its incidents are called outside.
    package internal(set) var names: IncidentNames
    /// The contact tree that is on record last, with its zone rules; empty where none is.
    var notedTree: [UInt8] = []
    /// Until when shifts had been looked at for reminders when the ledger was opened; `nil` for never.
    package let remindedUntil: Timestamp?
    /// Work that a refused commit could not store; tried again with the next.
    var kept: [Kept] = []
    var openCount: Int
    var acknowledgedCount = 0
    /// Why the store does not take everything, also while it is full and lives on its reserve; `nil` while it does.
    var storeRefusal: String?
    /// Whether the last commit was refused: the next one waits a while.
    package internal(set) var isRefused = false
    /// What callers asked of running incidents and a full store refused; tried once more, on the store's reserve.
    var waiting: [LedgerRequest] = []
    /// When the store last refused a write, on the boot clock, if none was stored since.
    var refusedAt: Timestamp?
    var latestLag = TimeSpan.zero
    /// How wall clock and boot clock stood to one another since the start.
    var clocks = ClockHistory()
    /// Incidents whose snapshot is to be made anew with their next entry: it is missing or cannot be read.
    var withoutSnapshot: Set<IncidentID> = []
    let snapshotEvery: Int
    /// Incidents whose record could not be read, and until when their deadlines are put off, on the boot clock.
    var putOff: [IncidentID: Timestamp] = [:]
    /// Where whoever follows the record gets what was committed.
    package var feed: Feed?
    /// Where the operators are told of trouble.
    package var alerts: SelfAlerts?
    /// What a test makes go wrong on purpose.
    package var failpoint: Failpoint?

    /// Something that must not be lost when a commit fails.
    enum Kept {
        case deadline(DeadlineQueue.Entry)
        case result(DeliveryResult, [NotificationID])

        /// What something happens to.
        var incidents: [IncidentID] {
            switch self {
            case .deadline(let entry): [entry.incident]
            case .result(_, let members): members.map(\.incident)
            }
        }
    }

    /// A state is stored beside the record each time that an incident has so many entries more: enough that few incidents have
    /// one at all, and so few that they are replayed within milliseconds.
    package static let snapshotEvery = 1_000

    /// The most events in one commit (measured: beyond this, rows a second do not grow).
    package static let batchLimit = 2_048
    /// The most deadlines of one cycle: those of incidents that have to be read back are slow, and what is decided goes out
    /// only after the commit (measured: after a restart with 10,000 overdue the first message left after 1.5 s with more).
    static let deadlinesInCycle = 256
    /// What was put off comes again after this long: the store could not be reached, or an attempt might not begin yet.
    static let soon = TimeSpan.seconds(1)
    /// How long a refused write is held against the store when there is nothing to try it with.
    static let refusalLasts = TimeSpan.seconds(5)

    /// Opens the ledger: everything that was due when it was closed or cut off goes on.
    ///
    /// - Throws: ``StoreError``.
    package init(
        store: any Store,
        directory: Directory,
        metrics: Metrics,
        log: Logger,
        random: any RandomNumberGenerator & Sendable,
        cacheCapacity: Int = KeptIncidents.usualCapacity,
        snapshotEvery: Int = Ledger.snapshotEvery,
        at now: Moment
    ) throws {
        self.snapshotEvery = snapshotEvery
        self.store = store
        self.metrics = metrics
        self.log = log
        self.random = random
        marks = random
        self.directory = directory
        cache = KeptIncidents(capacity: cacheCapacity)
        let start = try store.begin()
        name = start.ledger
        head = start.head
        lastIncident = start.lastIncident
        names = IncidentNames(ledger: name, number: lastIncident.ledger, marks: start.marks)
        notedTree = start.marks.first { $0.name == Self.treeMark }?.body ?? []
        remindedUntil = start.marks.first { $0.name == Self.reminderMark }.map { Timestamp(milliseconds: $0.value) }
        openCount = start.openCount - start.acknowledgedCount
        acknowledgedCount = start.acknowledgedCount
        clocks.note(now)
        resume(start, at: now)
        var batch = Batch()
        batch.plans = try newPlans(of: directory)
        if !batch.isEmpty { try store.commit(batch) }
        plans.install(directory.allPlans)
    }

    /// After a restart no more than the original time remains, whatever the wall clock says (RELIABILITY §2, Clock).
    private func resume(_ start: LedgerStart, at now: Moment) {
        for pending in start.pending {
            // All that is overdue is due now: what passed first comes first.
            for timer in pending.timers.sorted(by: { $0.due < $1.due }) {
                let rest = min(max(timer.due - now.wall, .zero), timer.span)
                deadlines.add(timer, of: pending.id, due: now.boot + rest)
            }
        }
        for row in start.outbox {
            let rest = min(max(row.notification.due - now.wall, .zero), row.notification.longestWait)
            dispatcher.add(row, due: now.boot + rest)
        }
        if !start.outbox.isEmpty {
            log.notice("sending goes on", metadata: ["notifications": "\(start.outbox.count)"])
        }
    }

    /// When something is due next, on the boot clock.
    package var nextDue: Timestamp? {
        if !kept.isEmpty || !waiting.isEmpty || dispatcher.hasMerges { return Timestamp(milliseconds: 0) }
        return [deadlines.nextDue, dispatcher.nextDue].compactMap { $0 }.min()
    }

    /// One cycle: what callers asked and channels reported, and everything that is due.
    ///
    /// Deadlines later than `dueBy`, on the boot clock, wait for the next cycle: a rehearsal counts answers first (SEMANTICS §3).
    ///
    /// - Returns: what may be sent now; all of it is durable.
    /// - Throws: ``StoreError/broken(_:)``: nothing may be trusted any more, the process must end;
    ///   ``StoreError/fenced(_:)``: another process leads the ledger, this one has nothing more to do with it.
    package func run(
        _ requests: [LedgerRequest],
        results: [DeliveryResult] = [],
        at now: Moment,
        deadlinesBy dueBy: Timestamp? = nil
    ) throws -> [Outgoing] {
        let requests = try admitted(requests, at: now)
        var work = commitWork(at: now)
        clocks.note(now)
        let again = kept
        kept = []
        let due = deadlines.take(dueBy: dueBy ?? now.boot, limit: Self.deadlinesInCycle)
        lostPlans = []
        away = nil
        let results = begun(results, at: now)
        let ended = results.flatMap { dispatcher.members(of: $0.parcel) }.map(\.incident)
        let merged = dispatcher.merges.flatMap(\.members).map(\.incident)
        gather(for: requests, again.flatMap(\.incidents) + merged + ended + due.map(\.incident), into: &work)
        if let away { return try putOff(requests, again, results, due, because: away, at: now) }
        for one in again { take(one, into: &work) }
        for merge in dispatcher.merges { take(merge, into: &work) }
        for result in results {
            take(.result(result, dispatcher.finish(result.parcel)), into: &work)
        }
        if let first = due.first { latestLag = now.boot - first.due }
        for entry in due { take(.deadline(entry), into: &work) }
        // Of a merge that cannot be put on record, a message may be left that goes at once.
        while case let merges = dispatcher.advance(to: now.boot, in: directory), !merges.isEmpty {
            work.read.note(read(merges.flatMap(\.members).map(\.incident)))
            for merge in merges { take(merge, into: &work) }
        }
        for request in requests { take(request, into: &work) }
        try commit(&work)
        let outgoing = takeReady(at: now)
        if case .fenced? = away { throw away ?? .fenced("") }
        noteCycle(at: now)
        return outgoing
    }

    /// A commit that begins where the last one ended.
    func commitWork(at now: Moment) -> CommitWork {
        CommitWork(now: now, mark: marks.next() >> 12, head: head, lastIncident: lastIncident)
    }

    // MARK: Deciding

    func take(_ one: Kept, into work: inout CommitWork) {
        switch one {
        case .deadline(let entry):
            precondition(entry.incident <= work.lastIncident, "a timer came up of an incident that never was")
            work.kept.append(one)
            work.fired[entry.incident, default: []].append(entry.timer)
            let isRead = decide(entry.incident, .deadline(entry.timer), by: .clock, into: &work)
            if !isRead { work.unread.append(one) }
        case .result(let result, let members):
            guard let outcome = result.outcome else { return }
            work.kept.append(one)
            let jitter = Double.random(in: -1...1, using: &random)
            for member in members {
                let event = Event.attempt(number: member.number, outcome: outcome, jitter: jitter)
                guard decide(member.incident, event, by: .dispatcher, into: &work) else {
                    work.unread.append(.result(result, [member]))
                    continue
                }
                guard let fault = result.templateFault else { continue }
                let report = Event.templateFault(number: member.number, fault)
                decide(member.incident, report, by: .dispatcher, into: &work)
            }
        }
    }

    /// Puts a merge on record, without what cannot be: a digest has the name of a member that has it on record.
    private func take(_ merge: Merge, into work: inout CommitWork) {
        let unread = merge.members.filter { member in
            (try? incident(member.incident, in: work)).flatMap { plan(version: $0.value.report.planVersion) } == nil
        }
        let due = work.now.boot + rereadAfter
        guard let merge = dispatcher.narrow(merge, without: Set(unread), until: due, at: work.now.boot) else { return }
        work.merges.append(merge)
        let digest = DigestID(first: merge.digest, mark: work.mark)
        for member in merge.members {
            let event = Event.merged(number: member.number, digest: digest, rule: merge.rule)
            decide(member.incident, event, by: .dispatcher, into: &work)
        }
    }

    /// Lets the machine decide an event that nobody waits for; `false` when the incident cannot be read.
    @discardableResult
    func decide(_ id: IncidentID, _ event: Event, by actor: Actor, into work: inout CommitWork) -> Bool {
        do {
            _ = try decided(id, event, by: actor, into: &work)
            return true
        } catch {
            // A timer that was cleared before retention took the incident away.
            if case .removed = error { return true }
            if away != nil { return false }
            let details: Logger.Metadata = ["incident": "\(id)", "why": "\(FailureWords.of(error))"]
            log.error("an event could not be handled", metadata: details)
            if case .refused = error { return true }
            work.tally.add(.damaged)
            return false
        }
    }

    func decided(
        _ id: IncidentID,
        _ event: Event,
        by actor: Actor,
        into work: inout CommitWork
    ) throws(LedgerError) -> Shared<Incident> {
        let incident = try incident(id, in: work)
        let context = try context(of: incident.value, mark: work.mark)
        let decision: Decision
        do {
            decision = try Machine.handle(incident.value, event, at: work.now.wall, by: actor, in: context)
        } catch {
            throw .refused(error)
        }
        let decided = try seal(decision, before: incident, by: actor, into: &work)
        return follow(decision.effects, of: decided, by: actor, into: &work)
    }

    func seal(
        _ decision: Decision,
        before: Shared<Incident>?,
        by actor: Actor,
        into work: inout CommitWork
    ) throws(LedgerError) -> Shared<Incident> {
        do {
            return try work.take(decision, before: before, by: actor)
        } catch {
            throw .unavailable("the entry could not be encoded: \(FailureWords.of(error))")
        }
    }
}
