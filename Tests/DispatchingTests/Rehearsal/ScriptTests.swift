import Dispatching
import Escalation
import Foundation
import TestSupport
import Testing
import Text

/// What `--answers` and `--then` of a rehearsal say.
@Suite struct `A script` {
    /// Friday 2026-11-20 09:00 in a zone that is eight hours ahead of UTC.
    private static let start = Timestamp(milliseconds: 1_795_136_400_000)

    private let reader: ScriptReader = {
        let plan = Plan.asking(["desk"])
        var directory = Town.directory(
            [plan],
            groups: ["desk": Group(seats: [Seat(role: "chief", holder: "a", deputies: ["b"])])]
        )
        directory.people["he-an"] = Person(
            id: "he-an",
            unit: Town.unit,
            name: LocalizedText(texts: ["en": "He An", "zh-Hans": "何安"]),
            addresses: []
        )
        directory.units[Town.unit]?.timeZone = "Asia/Shanghai"
        let zones = Zones(folder: "/usr/share/zoneinfo") { name, _ in
            guard let data = FileManager.default.contents(atPath: "/usr/share/zoneinfo/" + name) else {
                return .missing
            }
            return .bytes(Array(data))
        }
        return ScriptReader(
            directory: directory,
            unit: Town.unit,
            plan: plan,
            start: start,
            limit: .days(3),
            zones: zones
        )
    }()

    private func says(_ person: PersonID, _ word: Answer.Word, _ note: String? = nil, at seconds: Int64) -> ScriptedDeed
    {
        ScriptedDeed(.answer(Answer(person: person, word: word, note: note)), after: .seconds(seconds))
    }

    @Test func `every answer there is`() throws {
        let read = try reader.answers([
            "a=accept@7m", "b=cannot@90s", "c=seen@1h30m", "d=extend@0s", "a=command@1d", "a=without:desk@1m",
            "a=without:chief@1m", "a=without:/town/desk@1m", "a=end@2h", "a=cancel@2h", "a=report@1h",
            "a=report:hurt=2;where=at the gate@1h", "a=note:on my way@3m",
        ])
        let facts: [String: FactValue] = ["hurt": .number(2), "where": .text("at the gate")]
        #expect(
            read == [
                says("a", .accept, at: 420), says("b", .cannot, at: 90), says("c", .seen, at: 5_400),
                says("d", .extend, at: 0),
                says("a", .command, at: 86_400), ScriptedDeed(.goOnWithout("desk", by: "a"), after: .minutes(1)),
                ScriptedDeed(.goOnWithout("chief", by: "a"), after: .minutes(1)),
                ScriptedDeed(.goOnWithout("/town/desk", by: "a"), after: .minutes(1)),
                ScriptedDeed(.end(.stoodDown, by: "a"), after: .hours(2)),
                ScriptedDeed(.end(.cancelled, by: "a"), after: .hours(2)),
                ScriptedDeed(.followUp(facts: [:], by: "a"), after: .hours(1)),
                ScriptedDeed(.followUp(facts: facts, by: "a"), after: .hours(1)),
                says("a", .note, "on my way", at: 180),
            ]
        )
    }

    @Test(arguments: [
        "a=accept@7m,b=cannot@9m", "a=accept@7m, b=cannot@9m", "a=accept@09:07,b=cannot@09:09",
        "a=accept@2026-11-20 09:07,b=cannot@2026-11-20T09:09", "a=accept@2026-11-20T09:07:00+08:00,b=cannot@9m",
    ])
    func `several answers with commas between them`(written: String) throws {
        #expect(try reader.answers([written]) == [says("a", .accept, at: 420), says("b", .cannot, at: 540)])
    }

    @Test func `a comma, an at sign or an equals sign in a value stays there`() throws {
        #expect(
            try reader.answers(["a=note:x@y, z=1, and so on@1m,b=accept@2m"]) == [
                says("a", .note, "x@y, z=1, and so on", at: 60), says("b", .accept, at: 120),
            ]
        )
        #expect(
            try reader.answers(["a=report:where=hall, east;hurt=1@1m"]) == [
                ScriptedDeed(
                    .followUp(facts: ["where": .text("hall, east"), "hurt": .number(1)], by: "a"),
                    after: .minutes(1)
                )
            ]
        )
    }

    @Test func `a time of day is the first after the report`() throws {
        func after(_ time: String) throws -> TimeSpan? { try reader.answers(["a=accept@" + time]).first?.after }
        #expect(try after("09:00") == .zero && after("9:01") == .minutes(1) && after("08:59") == .minutes(24 * 60 - 1))
        #expect(try after("2026-11-21 09:00") == .days(1))
    }

    @Test func `everything else that can happen`() throws {
        let read = try reader.deeds([
            "hurt=3@1m", "hurt=3;where=hall@1m", "severity=II@2m", "pause:30m@3m", "escalate@4m", "ask:desk@5m",
            "ask:he-an@5m",
            "stand-down@6m", "stand-down:a@6m", "cancel@6m",
        ])
        #expect(
            read.map(\.deed) == [
                .report(facts: ["hurt": .number(3)]), .report(facts: ["hurt": .number(3), "where": .text("hall")]),
                .grade(.two), .pause(.minutes(30)), .escalate, .callIn("desk"), .callIn("he-an"),
                .close(.stoodDown, by: nil), .close(.stoodDown, by: "a"), .close(.cancelled, by: nil),
            ]
        )
        #expect(read.map(\.after) == [1, 1, 2, 3, 4, 5, 5, 6, 6, 6].map(TimeSpan.minutes))
    }

    @Test(arguments: [
        ("a", "is not PERSON=ANSWER@TIME"), ("a=accept", "is not PERSON=ANSWER@TIME"),
        ("=accept@1m", "is not PERSON=ANSWER@TIME"),
        ("accept@1m", "is not PERSON=ANSWER@TIME"), ("", "is not PERSON=ANSWER@TIME"),
        ("a=accept@1m,", "is not PERSON=ANSWER@TIME"),
        ("nobody=accept@1m", "there is no person `nobody`; there are a, b, boss, c, d, he-an, office"),
        ("He An=accept@1m", "that is he-an"), ("何安=accept@1m", "that is he-an"), ("HE-AN=accept@1m", "that is he-an"),
        ("desk=accept@1m", "`desk` is a group; somebody answers: a"),
        ("a=perhaps@1m", "`perhaps` is no answer; there are accept, cannot"), ("a=@1m", "`` is no answer"),
        ("a=accept@soon", "`soon` is no time"), ("a=accept@", "`` is no time"), ("a=accept@7", "`7` is no time"),
        ("a=accept@25:00", "`25:00` is no time"), ("a=accept@2026-02-30 09:00", "is no time"),
        ("a=accept@2026-11-20 08:59", "is before the report"), ("a=accept@-1m", "is no time"),
        ("a=accept:gladly@1m", "nothing may stand behind accept"), ("a=note@1m", "write what the note says"),
        ("a=note:@1m", "nothing stands behind the colon"), ("a=without@1m", "write without whom"),
        ("a=without:choir@1m", "no seat is called `choir`; the plan asks desk"),
        ("a=report:deaths=1@1m", "the plan fire has no such field; its fields: hurt, where"),
        ("a=report:hurt=many@1m", "hurt must be a number"), ("a=report:hurt@1m", "`hurt` is not FIELD=VALUE"),
        ("a=report:hurt=1;hurt=2@1m", "hurt is there twice"), ("a=coming:10@1m", "`coming` is not built yet"),
        ("a=here@1m", "`here` is not built yet"), ("a=leave@1m", "`leave` is not built yet"),
        ("a=hand-over:b@1m", "`hand-over` is not built yet"), ("a=summary@1m", "`summary` is not built yet"),
        ("a=taken:call@1m", "`taken` is not built yet"), ("a=done:call@1m", "`done` is not built yet"),
        ("a=not-needed:call:why@1m", "`not-needed` is not built yet"), ("a=yes:call@1m", "`yes` is not built yet"),
        ("a=no:call:why@1m", "`no` is not built yet"), ("a=approve:call@1m", "`approve` is not built yet"),
        ("a=nothing@1m", "`nothing` is not built yet"), ("a=something@1m", "`something` is not built yet"),
        ("a=yes@5s", "about the incident write `accept`; there are accept, cannot, seen, extend, note:TEXT"),
        ("a=no@5s", "(no:TASK:WHY); about the incident write `cannot`"),
        ("a=coming@5s", "(coming:MIN); there are accept"),
        ("a=accept@1m,nobody=accept@2m", "there is no person `nobody`"),
    ])
    func `an answer that cannot be is refused, and says what may stand there`(written: String, what: String) {
        let fault = #expect(throws: ScriptFault.self) { try reader.answers([written]) }
        #expect(
            fault?.text.hasPrefix("--answers ") == true && fault?.text.contains(what) == true,
            "\(String(describing: fault))"
        )
    }

    @Test func `what comes after the end of the rehearsal is refused, what comes with it is not`() throws {
        #expect(try reader.answers(["a=accept@3d"]).map(\.after) == [.days(3)])
        let answer = #expect(throws: ScriptFault.self) { try reader.answers(["a=accept@73h"]) }
        #expect(
            answer?.text == "--answers a=accept@73h is after the end of the rehearsal (--for 3d); give a longer --for"
        )
        for written in ["escalate@3d1s", "hurt=3@2026-11-23 09:01", "stand-down@4d"] {
            let deed = #expect(throws: ScriptFault.self) { try reader.deeds([written]) }
            #expect(deed?.text.contains("is after the end of the rehearsal (--for 3d)") == true, "\(written)")
        }
    }

    @Test func `whom somebody calls in by name is told by id`() {
        let fault = #expect(throws: ScriptFault.self) { try reader.deeds(["ask:He An@1m"]) }
        #expect(fault?.text == "--then ask:He An@1m: nothing in /town is called `He An`; that is he-an: write the id")
    }

    @Test(arguments: [
        ("escalate", "is not WHAT@TIME"), ("@1m", "is not WHAT@TIME"), ("escalate@soon", "`soon` is no time"),
        ("sing@1m", "`sing` is none of severity=II"), ("severity=V@1m", "severity `V` is none of I, II, III, IV"),
        ("severity:II@1m", "is none of"), ("pause@1m", "is none of"), ("pause:long@1m", "is no length of a pause"),
        ("pause:0s@1m", "is no length of a pause"), ("pause:25h@1m", "24 hours at most"), ("ask@1m", "is none of"),
        ("ask:choir@1m", "nothing in /town is called `choir`; there are desk, a, b"), ("ask:@1m", "is called ``"),
        ("stand-down:nobody@1m", "there is no person `nobody`"), ("cancel:a@1m", "is none of"),
        ("deaths=1@1m", "its fields: hurt, where"), ("=1@1m", "`=1` is not FIELD=VALUE"),
        ("hurt=x@1m", "hurt must be a number"),
        ("task:Fetch sand;by=desk;within=20m@1m", "`task` is not built yet"),
        ("incident:fire@1m", "`incident` is not built yet"),
    ])
    func `what cannot happen is refused, and says what may stand there`(written: String, what: String) {
        let fault = #expect(throws: ScriptFault.self) { try reader.deeds([written]) }
        #expect(
            fault?.text.hasPrefix("--then ") == true && fault?.text.contains(what) == true,
            "\(String(describing: fault))"
        )
    }
}
