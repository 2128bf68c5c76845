import ConfigFiles
import Escalation
import Foundation
import HTTPAPI
import Messages
import Testing
import Text

@Suite("Duty in the timeline")
struct DutyTimelineTests {
    private static let at = Timestamp(milliseconds: 1_795_800_000_000)

    /// A step that asks one by a roster, one by hours, and one for somebody absent.
    private static func item(_ language: Language, absentFor span: TimeSpan = .hours(4)) -> TimelineWriter.Item? {
        func seat(_ holder: PersonID) -> SeatID { SeatID(group: "/a/desk", holder: holder) }
        let reason = Reason.seat(group: "desk", role: nil)
        var shift = Shift(person: "mao", roster: "/a/roster", source: .replacing("he", by: "swap"))
        shift.until = at + .hours(2)
        let calls = [
            SeatCall(seat: seat("mao"), name: 0, reason: reason, asked: "mao", batch: 4, shift: shift),
            SeatCall(
                seat: seat("zhuo"),
                name: 0,
                reason: reason,
                asked: "zhuo",
                batch: 5,
                attendance: Attendance(isOnDuty: false, source: .hoursOfUnit("/a"), until: at + .hours(8))
            ),
            SeatCall(
                seat: seat("lin"),
                name: 0,
                reason: reason,
                asked: "he",
                batch: 4,
                absence: Absence(until: at + span, deputies: ["he"])
            ),
        ]
        let change = Change.stepStarted(part: .chain, step: 0, seats: calls, copied: [])
        let timers = [(4, Int64(5)), (5, 30)].map { batch, minutes in
            Change.timerSet(IncidentTimer(kind: .answers(batch), due: at + .minutes(minutes), span: .minutes(minutes)))
        }
        let people = ["mao", "zhuo", "lin", "he"].map {
            Person(id: $0, unit: "/a", name: LocalizedText($0.capitalized), addresses: [])
        }
        return TimelineWriter(
            language: language,
            directory: Directory(people: Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) })),
            unit: "/a",
            zones: .system,
            names: IncidentNames(ledger: "k3f9x2ab"),
            isDrill: false,
            entry: RecordEntry(incident: 1, at: at, by: .clock, changes: [change] + timers)
        ).item(change)
    }

    @Test func `those who have the same time stand together, with what rosters, hours and absences say of them`() {
        #expect(
            Self.item(.english)?.text
                == "Step 1: asked Mao (on duty until 19:20), He (for Lin) (Lin is absent until 21:20), by 17:25; "
                + "Zhuo (off duty), by 17:50"
        )
        #expect(
            Self.item(.simplifiedChinese)?.text
                == "第1步：通知Mao（在班至19:20）、He（代Lin）（Lin请假外出至21:20），17:25前答复；Zhuo（不在班），17:50前答复"
        )
        #expect(Self.item(.traditionalChinese)?.text.contains("Zhuo（非值勤），17:50前答覆") == true)
    }

    @Test func `an absence of whole days says the last of them`() throws {
        // The day after that of the entry, which is at 17:20 in UTC, ends 30 h and 40 min later.
        let days = TimeSpan.minutes(400 + 24 * 60)
        #expect(try #require(Self.item(.english, absentFor: days)).text.contains("(Lin is absent until Sat 28 Nov)"))
        #expect(try #require(Self.item(.simplifiedChinese, absentFor: days)).text.contains("（Lin请假外出至11月28日（周六））"))
    }

    @Test func `the same is there as values`() throws {
        let item = try #require(Self.item(.english))
        guard case .list(let seats)? = item.details.first(where: { $0.name == "seats" })?.value else {
            Issue.record("no seats")
            return
        }
        let texts = seats.map { seat in
            let output = JSONOutput()
            output.value(of: seat)
            return String(decoding: output.bytes, as: UTF8.self)
        }
        #expect(
            texts[0].contains(#""shift":{"roster":"/a/roster","kind":"replacing","of":"he","override":"swap","until":"#)
        )
        #expect(texts[1].contains(#""on_duty":false,"duty_by":{"kind":"hours_of_unit","unit":"/a"},"duty_until":"#))
        #expect(texts[2].contains(#""holder_absent_until":"#))
    }
}
