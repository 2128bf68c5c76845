package import Escalation
import Logging
import Record
import Synchronization

/// Plays a report through the real ledger on a simulated clock, with channels to which every message gets through at once.
///
/// What it shows is what the server does: the same machine, ledger and dispatcher, with an in-memory store.
package struct Rehearsal {
    /// What happened at one moment.
    package struct Scene: Sendable {
        /// Since the report.
        package var after: TimeSpan
        package var entry: RecordEntry
    }

    /// The course of an incident, and the incident as it stands at the end.
    package struct Course: Sendable {
        package var scenes: [Scene]
        /// The same as ``CourseLine``s, in order.
        package var lines: [CourseLine]
        /// The last one, where another report began a new one.
        package var incident: Incident
        /// Whether it ends because nothing more would happen, and not because of a limit.
        package var isComplete: Bool
        /// Whether it ends because ``Rehearsal/cycleLimit`` was reached.
        package var isCapped = false
        /// Whether whoever was told last that nobody answers, or who is missing, would be told again and again.
        package var isTold = false
    }

    /// Something of the script that was refused when its time came.
    package struct Refused: Error {
        package var deed: ScriptedDeed
        package var error: LedgerError
    }

    /// The fallback is told again without end; a rehearsal shows it so many times.
    package static let fallbackTellings = 2
    /// No rehearsal handles more deadlines than this.
    package static let cycleLimit = 100_000
    /// Under which a scripted report is another one of the same thing.
    private static let key = "rehearsal"

    private let directory: Directory
    private let report: ReportDraft
    private let script: [ScriptedDeed]
    private let start: Timestamp

    /// - Parameters:
    ///   - directory: the people and units.
    ///   - report: what comes in.
    ///   - script: what people do; at one instant, in this order.
    ///   - start: when the report comes in.
    package init(directory: Directory, report: ReportDraft, script: [ScriptedDeed] = [], start: Timestamp) {
        self.directory = directory
        self.report = report
        self.start = start
        self.script = script.enumerated().sorted { ($0.element.after, $0.offset) < ($1.element.after, $1.offset) }
            .map(\.element)
    }

    /// Runs until nothing more happens, until `limit` has passed, or until the fallback was told twice and nothing is left of
    /// the script.
    ///
    /// - Throws: ``LedgerError`` when the report is refused, ``Refused`` when something of the script is.
    package func run(for limit: TimeSpan) throws -> Course {
        var isTold = false
        var course = try play { turn in
            isTold = turn.isOnlyToldAgain
            if isTold { return .complete }
            return turn.next > limit ? .cutOff : .goOn
        }
        course.isTold = course.incident.progress == .exhausted || isTold
        return course
    }

    /// Whether a play goes on to the next moment.
    enum Verdict {
        case goOn
        case complete
        case cutOff
    }

    /// What came of one moment.
    struct Turn {
        var lines: [CourseLine]
        /// The incident as it stands.
        var incident: Incident?
        /// Whether nothing is left of the script, and nothing is to come but that the fallback is told once more.
        var isOnlyToldAgain: Bool
        /// How long after the report the next thing happens.
        var next: TimeSpan
    }

    /// Runs until nothing more happens or `judge` ends it.
    ///
    /// - Parameter judge: is handed what came on record since it was asked last.
    /// - Returns: what happened.
    /// - Throws: ``LedgerError`` when the report is refused, ``Refused`` when something of the script is.
    func play(_ judge: (Turn) throws -> Verdict) throws -> Course {
        let store = MemoryStore()
        var boot = TimeSpan.zero
        let ledger = try Ledger(
            store: store,
            directory: directory,
            metrics: Metrics(),
            log: Logger(label: "rehearsal", factory: { _ in SwiftLogNoOpLogHandler() }),
            random: FixedChance(),
            at: moment(boot)
        )
        let outcome = Outcome()
        var requests: [LedgerRequest] = [
            .file(Filing(report: keyed(report))) { outcome.note($0.map(\.incident), of: nil) }
        ]
        var rest = script[...]
        var stage = Stage(directory: directory, start: start)
        var verdict = Verdict.goOn
        for _ in 0..<Self.cycleLimit {
            try cycle(ledger, requests, at: boot, isLast: rest.first.map { $0.after > boot } ?? true)
            try outcome.check()
            requests = []
            let known = Int64(stage.entries.count)
            let lines = try stage.take(
                store.sealed(from: known + 1, limit: .max).map { try RecordCoding.decode($0.body) }
            )
            if !rest.isEmpty { stage.forgetTellings() }
            let due = [ledger.nextDue.map { TimeSpan(milliseconds: $0.milliseconds) }, rest.first?.after]
            let next = due.compactMap { $0 }.min()
            let turn = Turn(
                lines: lines,
                incident: stage.incident,
                isOnlyToldAgain: stage.isOnlyToldAgain(Self.fallbackTellings),
                next: next ?? .zero
            )
            verdict = try judge(turn)
            guard let next else { verdict = .complete; break }
            if verdict != .goOn { break }
            boot = max(boot, next)
            // One at a time: what the one before it did counts for the next.
            if let deed = rest.first, deed.after <= boot {
                rest.removeFirst()
                let whom = stage.whom(deed.deed)
                try refuseEnd(deed, of: stage.incidents.first { $0.id == whom.first })
                requests = whom.map { request(deed, of: $0, outcome) }
            }
        }
        guard let incident = stage.incident else { throw LedgerError.noSuchIncident(1) }
        return Course(
            scenes: stage.entries.map { Scene(after: $0.at - start, entry: $0) },
            lines: stage.lines,
            incident: incident,
            isComplete: verdict == .complete,
            isCapped: verdict == .goOn
        )
    }

    private func keyed(_ report: ReportDraft) -> ReportDraft {
        var report = report
        report.dedupKey = report.dedupKey ?? Self.key
        return report
    }

    /// Holds a script to more than the server does, which takes a second end for the first one said again, and to what it does:
    /// who ends it by their own answer leads it.
    private func refuseEnd(_ deed: ScriptedDeed, of incident: Incident?) throws(Refused) {
        guard case (.close, _)? = deed.deed.event(at: start + deed.after), let incident else { return }
        if incident.isClosed { throw Refused(deed: deed, error: .refused(.closed)) }
        guard case .end(_, let person) = deed.deed else { return }
        let plan = directory.plan(incident.report.plan, in: incident.report.unit)
        if incident.leader(in: plan) != person { throw Refused(deed: deed, error: .refused(.notLeading)) }
    }

    private func request(_ deed: ScriptedDeed, of incident: IncidentID, _ outcome: Outcome) -> LedgerRequest {
        if case .report(let facts) = deed.deed {
            var again = keyed(report)
            again.facts = facts
            again.severity = nil
            return .file(Filing(report: again)) { outcome.note($0.map(\.incident), of: deed) }
        }
        guard let (event, actor) = deed.deed.event(at: start + deed.after) else {
            preconditionFailure("a report is filed")
        }
        return .handle(incident, event, by: actor) { outcome.note($0, of: deed) }
    }

    /// One moment: what is asked, then, where nothing more is asked at that moment, everything due; and every message delivered.
    private func cycle(_ ledger: Ledger, _ requests: [LedgerRequest], at boot: TimeSpan, isLast: Bool) throws {
        let now = moment(boot)
        if !requests.isEmpty {
            let before = Timestamp(milliseconds: now.boot.milliseconds - 1)
            try deliver(ledger.run(requests, at: now, deadlinesBy: before), ledger, at: now, deadlinesBy: before)
        }
        if isLast { try deliver(ledger.run([], at: now), ledger, at: now) }
    }

    private func deliver(
        _ outgoing: [Outgoing],
        _ ledger: Ledger,
        at now: Moment,
        deadlinesBy dueBy: Timestamp? = nil
    ) throws {
        var outgoing = outgoing
        while !outgoing.isEmpty {
            let results = outgoing.map {
                DeliveryResult(parcel: $0.parcel, outcome: .accepted(evidence: Evidence(.rehearsed)))
            }
            outgoing = try ledger.run([], results: results, at: now, deadlinesBy: dueBy)
        }
    }

    private func moment(_ boot: TimeSpan) -> Moment {
        Moment(wall: start + boot, boot: Timestamp(milliseconds: boot.milliseconds))
    }
}

/// A source of chance that spreads nothing, so that a rehearsal is the same every time.
private struct FixedChance: RandomNumberGenerator, Sendable {
    mutating func next() -> UInt64 { UInt64.max / 2 }
}

/// Collects the first refusal of a run.
private final class Outcome: Sendable {
    private let state = Mutex<(deed: ScriptedDeed?, error: LedgerError)?>(nil)

    /// - Throws: ``LedgerError`` when the report was refused, ``Rehearsal/Refused`` when something of the script was.
    func check() throws {
        guard let (deed, error) = state.withLock({ $0 }) else { return }
        if let deed { throw Rehearsal.Refused(deed: deed, error: error) }
        throw error
    }

    func note(_ result: Result<Incident, LedgerError>, of deed: ScriptedDeed?) {
        guard case .failure(let error) = result else { return }
        state.withLock { $0 = $0 ?? (deed, error) }
    }
}
