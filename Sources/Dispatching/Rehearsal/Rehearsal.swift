package import Escalation
import Logging
import Record
import Synchronization

/// Plays a report through the real ledger on a simulated clock, with channels to which every message gets through at once.
///
/// What it shows is what the server does: the same machine, ledger and dispatcher, with an in-memory store.
package struct Rehearsal {
    /// An answer that somebody gives so long after the report.
    package struct ScriptedAnswer: Sendable {
        package var answer: Answer
        package var after: TimeSpan

        package init(answer: Answer, after: TimeSpan) {
            self.answer = answer
            self.after = after
        }
    }

    /// What happened at one moment.
    package struct Scene: Sendable {
        /// Since the report.
        package var after: TimeSpan
        package var entry: RecordEntry
    }

    /// The course of an incident, and the incident as it stands at the end.
    package struct Course: Sendable {
        package var scenes: [Scene]
        package var incident: Incident
        /// Whether it ends because nothing more would happen, and not because of a limit.
        package var isComplete: Bool
    }

    /// The fallback is told again without end; a rehearsal shows it so many times.
    package static let fallbackTellings = 2
    /// No rehearsal handles more deadlines than this.
    package static let cycleLimit = 100_000

    private let directory: Directory
    private let report: ReportDraft
    private let answers: [ScriptedAnswer]
    private let start: Timestamp

    package init(directory: Directory, report: ReportDraft, answers: [ScriptedAnswer] = [], start: Timestamp) {
        self.directory = directory
        self.report = report
        self.answers = answers.sorted { $0.after < $1.after }
        self.start = start
    }

    /// Runs until nothing more happens, until `limit` has passed, or until the fallback was told twice.
    ///
    /// - Throws: ``LedgerError`` when the report or an answer is refused.
    package func run(for limit: TimeSpan) throws -> Course {
        var tellings = 0
        return try play { entries, next in
            for entry in entries { tellings += entry.changes.count(where: Self.tellsFallback) }
            if tellings >= Self.fallbackTellings { return .complete }
            return next > limit ? .cutOff : .goOn
        }
    }

    /// Whether a play goes on to the next moment.
    enum Verdict {
        case goOn
        case complete
        case cutOff
    }

    /// Runs until nothing more happens or `judge` ends it.
    ///
    /// - Parameter judge: is handed what came on record since it was asked last, and how long after the report the next thing
    ///   happens.
    /// - Returns: what happened.
    /// - Throws: ``LedgerError`` when the report or an answer is refused.
    func play(_ judge: ([RecordEntry], TimeSpan) throws -> Verdict) throws -> Course {
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
        var requests: [LedgerRequest] = [.file(Filing(report: report)) { outcome.note($0.map(\.incident)) }]
        var rest = answers[...]
        var entries: [RecordEntry] = []
        var verdict = Verdict.cutOff
        for _ in 0..<Self.cycleLimit {
            try cycle(ledger, requests, at: moment(boot))
            if let refusal = outcome.refusal { throw refusal }
            requests = []
            let news = try store.sealed(from: Int64(entries.count) + 1, limit: .max).map {
                try RecordCoding.decode($0.body)
            }
            entries += news
            let due = [ledger.nextDue.map { TimeSpan(milliseconds: $0.milliseconds) }, rest.first?.after]
            let next = due.compactMap { $0 }.min()
            verdict = try judge(news, next ?? .zero)
            guard let next else { verdict = .complete; break }
            if verdict != .goOn { break }
            boot = max(boot, next)
            while let answer = rest.first, answer.after <= boot {
                rest.removeFirst()
                let by = Actor.person(answer.answer.person)
                requests.append(.handle(1, .answer(answer.answer), by: by) { outcome.note($0) })
            }
        }
        guard let incident = Incident(replaying: entries) else { throw LedgerError.noSuchIncident(1) }
        return Course(
            scenes: entries.map { Scene(after: $0.at - start, entry: $0) },
            incident: incident,
            isComplete: verdict == .complete
        )
    }

    private static func tellsFallback(_ change: Change) -> Bool {
        switch change {
        case .toldFallback, .nobodyReachable: true
        default: false
        }
    }

    /// One moment: everything due, and every message delivered.
    private func cycle(_ ledger: Ledger, _ requests: [LedgerRequest], at now: Moment) throws {
        var outgoing = try ledger.run(requests, at: now)
        while !outgoing.isEmpty {
            let results = outgoing.map {
                DeliveryResult(parcel: $0.parcel, outcome: .accepted(evidence: Evidence(.rehearsed)))
            }
            outgoing = try ledger.run([], results: results, at: now)
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
    private let state = Mutex<LedgerError?>(nil)

    var refusal: LedgerError? { state.withLock { $0 } }

    func note(_ result: Result<Incident, LedgerError>) {
        guard case .failure(let error) = result else { return }
        state.withLock { $0 = $0 ?? error }
    }
}
