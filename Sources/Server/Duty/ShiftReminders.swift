import Dispatching
import Duty
import Escalation
import Foundation
import Logging
import Messages
import Synchronization
import Text

/// Reminds people before their shifts, once for each shift that is due, also across restarts: until when it has looked is a mark
/// of the ledger.
final class ShiftReminders: Sendable {
    /// From one look to the next.
    static let rest = TimeSpan.seconds(20)
    /// After a longer silence what was due before is not made up for.
    private static let longestSilence = TimeSpan.days(1)
    /// The mark is written when somebody was reminded, and so often otherwise.
    private static let markEvery = TimeSpan.minutes(60)
    /// More open incidents than these are counted.
    private static let incidentsNamed = 10

    private struct Looked {
        var until: Timestamp?
        var marked: Timestamp?
    }

    private let desk: DutyNotices
    private let store: any Readings
    private let ledger: LedgerThread
    private let logger: Logger
    private let looked: Mutex<Looked>

    /// - Parameters:
    ///   - desk: writes to people.
    ///   - store: says which incidents are open.
    ///   - ledger: remembers until when shifts were looked at.
    ///   - last: until when they were when it was opened; `nil` for never.
    ///   - logger: told of what cannot be read or stored.
    init(
        _ desk: DutyNotices,
        store: any Readings,
        ledger: LedgerThread,
        since last: Timestamp?,
        logger: Logger
    ) {
        self.desk = desk
        self.store = store
        self.ledger = ledger
        self.logger = logger
        looked = Mutex(Looked(until: last, marked: last))
    }

    /// Tells whoever is to be reminded by now, and tries again whom no address took a message for.
    ///
    /// - Returns: how long to wait until the next look.
    func pass() -> TimeSpan {
        desk.notices.tick()
        let now = desk.clock.now().wall
        let (since, marked) = looked.withLock { looked in
            defer { looked.until = now }
            return (max(looked.until ?? now, now - Self.longestSilence), looked.marked)
        }
        guard let duty = desk.tree.current.directory.duty as? DutyCalendar, duty.reminds, since < now else {
            return Self.rest
        }
        let due = Span(start: Self.seconds(since), end: Self.seconds(now))
        let reminders = duty.reminders(due: due, now: Self.seconds(now))
        for one in reminders { tell(one) }
        if !reminders.isEmpty || marked.map({ now - $0 >= Self.markEvery }) ?? true { mark(now) }
        return Self.rest
    }

    private static func seconds(_ moment: Timestamp) -> Int64 { moment.milliseconds / 1_000 }

    private func tell(_ one: ShiftReminder) {
        let kind = DutyNotice.Kind.comesOn(goingOff: one.goingOff.map(desk.name), incidents: incidents(of: one.roster))
        let time = DutyNotice.Time(from: DutyNotices.moment(one.start), until: one.end.map(DutyNotices.moment))
        desk.tell(one.person, kind, of: one.roster, [time])
    }

    /// The open incidents of the roster's unit and below, a line each.
    private func incidents(of roster: RosterID) -> [String] {
        let query = IncidentQuery(
            status: .unclosed,
            unit: Directory.parent(of: roster),
            limit: Self.incidentsNamed + 1
        )
        do {
            let open = try store.incidents(matching: query).filter { !$0.isDrill }
            let lines = open.prefix(Self.incidentsNamed).map {
                "#\($0.id.count) \($0.severity.numeral) \($0.title)"
            }
            return lines + (open.count > Self.incidentsNamed ? ["…"] : [])
        } catch {
            logger.error("open incidents cannot be read for a reminder", metadata: ["why": "\(FailureWords.of(error))"])
            return ["?"]
        }
    }

    private func mark(_ now: Timestamp) {
        let answer = LedgerAnswer<Maintained>()
        let mark = Mark(name: Ledger.reminderMark, value: now.milliseconds)
        ledger.submit([.maintain(.remember(mark)) { answer.take($0) }])
        switch answer.wait(atMost: .minutes(2)) {
        case .success?: looked.withLock { $0.marked = now }
        case .failure(let error)?:
            logger.error("reminders of shifts may come again after a restart", metadata: ["why": "\(error)"])
        case nil:
            logger.error("reminders of shifts may come again after a restart", metadata: ["why": "no answer came"])
        }
    }
}
