package import Escalation
package import Logging
import Messages
import Synchronization
import Text

/// Looks in the store, again and again and independently of the scheduler's own lists, for what is overdue, and has the ledger
/// take it up anew.
///
/// What it finds and mends goes on the incident's record and to the operators. Its own silence turns readiness red.
package final class Auditor: Sendable {
    /// From one look to the next.
    package static let every = TimeSpan.seconds(2)
    /// To the next page, where one look is not enough for all that is overdue.
    static let soon = TimeSpan(milliseconds: 500)

    fileprivate struct State {
        var incidentsAfter: OverdueQuery.Cursor?
        var messagesAfter: OverdueQuery.Cursor?
        /// What the last sweep found, and this one so far.
        var before = Audit.Sightings()
        var sightings = Audit.Sightings()
        var overdue = 0
        /// Parcels without an outcome that their channel did not have at the last look.
        var missing: Set<ParcelID> = []
        var withoutOutcome: [ParcelID] = []
        var isAsking = false
    }

    private let store: any Readings
    private let clock: any Clock
    private let figures: AuditorFigures
    private let alerts: SelfAlerts?
    private let log: Logger
    private let isHolding: @Sendable (ParcelID) -> Bool
    private let submit: @Sendable ([LedgerRequest]) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - store: is only read.
    ///   - clock: tells the time; only its boot clock is looked at.
    ///   - figures: where it says how it stands.
    ///   - alerts: told of what it finds.
    ///   - log: told each thing that was mended.
    ///   - isHolding: whether a channel still has a parcel.
    ///   - submit: puts requests before the ledger.
    package init(
        store: any Readings,
        clock: any Clock,
        figures: AuditorFigures,
        alerts: SelfAlerts?,
        log: Logger,
        isHolding: @escaping @Sendable (ParcelID) -> Bool,
        submit: @escaping @Sendable ([LedgerRequest]) -> Void
    ) {
        self.store = store
        self.clock = clock
        self.figures = figures
        self.alerts = alerts
        self.log = log
        self.isHolding = isHolding
        self.submit = submit
        figures.started(at: clock.now().boot)
    }

    /// One look; it ends with the ledger's answer when there is anything to ask.
    ///
    /// - Returns: how long to wait until the next.
    package func look() -> TimeSpan {
        let start = clock.now().boot
        let clocks = figures.clocks
        if state.withLock({ $0.isAsking }) {
            figures.failed("the ledger does not answer")
            return Self.every
        }
        guard let latest = clocks.latestWall(at: start) else { return Self.every }
        let query = state.withLock { state in
            OverdueQuery(
                by: latest - Audit.patience,
                incidentsAfter: state.incidentsAfter,
                messagesAfter: state.messagesAfter
            )
        }
        let overdue: Overdue
        do {
            overdue = try store.overdue(query)
        } catch {
            figures.failed("the store cannot be read: \(FailureWords.of(error))")
            alerts?.raise(.auditorBlind, LocalizedText(FailureWords.of(error)))
            return Self.every
        }
        alerts?.recovered(.auditorBlind)
        let hasMore = overdue.incidents.count == query.limit || overdue.messages.count == query.limit
        var suspects = state.withLock { state in
            state.turnPage(overdue, limit: query.limit)
            return Audit.suspects(
                in: overdue,
                at: start,
                clocks: clocks,
                before: state.before,
                sightings: &state.sightings
            )
        }
        suspects.cutOff = cutOff()
        finish(suspects, hasMore: hasMore, since: start)
        return hasMore ? Self.soon : Self.every
    }

    /// The parcels without an outcome that no channel has now, nor had at the last look.
    private func cutOff() -> [ParcelID] {
        let gone = Set(state.withLock { $0.withoutOutcome }.filter { !isHolding($0) })
        return state.withLock { state in
            defer { state.missing = gone }
            return gone.filter { state.missing.contains($0) }
        }
    }

    private func finish(_ suspects: Suspects, hasMore: Bool, since start: Timestamp) {
        let count = suspects.deadlines.count + suspects.idle.count + suspects.messages.count
        let overdue = state.withLock { state in
            state.overdue += count
            defer { if !hasMore { state.endSweep() } }
            return state.overdue
        }
        guard !suspects.isEmpty else {
            state.withLock { $0.withoutOutcome = [] }
            return looked(since: start, overdue: overdue, behind: .zero)
        }
        state.withLock { $0.isAsking = true }
        submit([.recover(suspects) { [self] in answered($0, since: start, overdue: overdue) }])
    }

    /// The ledger's answer, on the ledger's thread.
    private func answered(_ answer: Result<Recovered, LedgerError>, since start: Timestamp, overdue: Int) {
        state.withLock { $0.isAsking = false }
        switch answer {
        case .failure(let error): figures.failed("the ledger could not take up what was found: \(error)")
        case .success(let taken):
            state.withLock { $0.withoutOutcome = taken.withoutOutcome }
            for mended in taken.mended.prefix(20) {
                log.critical("the auditor found something undone and had it taken up again", metadata: mended.metadata)
            }
            if let first = taken.mended.first {
                alerts?.raise(.auditorMended, first.words, count: taken.mended.count)
            }
            looked(since: start, overdue: overdue, behind: taken.behind)
        }
    }

    private func looked(since start: Timestamp, overdue: Int, behind: TimeSpan) {
        let now = clock.now().boot
        figures.looked(at: now, lasting: now - start, overdue: overdue, behind: behind)
        if behind > AuditorFigures.longestLag {
            alerts?.raise(.schedulerBehind, SelfAlert.behind(behind))
        } else {
            alerts?.recovered(.schedulerBehind)
        }
    }
}

extension Auditor.State {
    /// Goes on behind the page, or starts anew after the last one.
    fileprivate mutating func turnPage(_ page: Overdue, limit: Int) {
        incidentsAfter = nil
        messagesAfter = nil
        if page.incidents.count == limit, let last = page.incidents.last {
            incidentsAfter = OverdueQuery.Cursor(due: last.nextDue, incident: last.id)
        }
        if page.messages.count == limit, let last = page.messages.last?.notification {
            messagesAfter = OverdueQuery.Cursor(due: last.due, incident: last.id.incident, number: last.id.number)
        }
    }

    fileprivate mutating func endSweep() {
        before = sightings
        sightings = Audit.Sightings()
        overdue = 0
    }
}

extension Recovered.Mended {
    fileprivate var words: LocalizedText { SelfAlert.mended(found, of: incident, message: number, late: late) }

    fileprivate var metadata: Logger.Metadata {
        var members: Logger.Metadata = ["incident": "\(incident)", "found": "\(found.rawValue)", "late": "\(late)"]
        if let number { members["number"] = "\(number)" }
        return members
    }
}
