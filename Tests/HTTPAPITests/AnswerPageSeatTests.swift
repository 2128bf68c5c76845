import ConfigFiles
import Duty
import Escalation
import Testing
import Text

@Suite struct `The answer page of seats` {
    @Test func `says for which seat and until when somebody is asked, and who else must answer`() throws {
        let play = try Play()
        let head = play.page("zhuo-ran")
        #expect(head.contains("Please answer by 09:05."))
        #expect(head.contains("You are asked as head of the works (Zhuo Ran)."))
        #expect(head.contains("Nobody else&#39;s answer stands in for yours.") || head.contains("Nobody else's answer"))
        // Somebody stands in for the duty officer: another's answer can take the place of theirs.
        #expect(!play.page("mao-qi").contains("answer stands in for yours"))
        #expect(play.page("gu-feng").contains("Please answer by 09:10."))
        #expect(!play.page("shi-lan").contains("Please answer"))
        let hans = try Play(language: "zh-Hans").page("zhuo-ran")
        #expect(hans.contains("请于09:05前答复。") && hans.contains("您的岗位：主要领导（卓然）。") && hans.contains("他人的答复不能代替您。"))
        let hant = try Play(language: "zh-Hant").page("zhuo-ran")
        #expect(hant.contains("請於09:05前答覆。") && hant.contains("您的職務：主管（卓然）。") && hant.contains("他人的答覆不能代替您。"))
    }

    /// Gu Feng alone at the cordon until 20:00 on the 20th, Mao Qi away until the 22nd with Bai He for them.
    private static func duty() throws -> DutyCalendar {
        let clock = WallClock(rules: try Zones.system.rules(of: "Asia/Shanghai"))
        func moment(_ written: String) throws -> Int64 {
            clock.first(showing: try #require(WallTime.seconds(of: written)))
        }
        let cordon = "/county/waterworks/cordon"
        let rotation = Rotation(
            start: try #require(WallTime.seconds(of: "2026-11-20T08:00")),
            turn: try #require(Turn(written: "12h")),
            people: ["gu-feng", "zou-bin"]
        )
        let away = Span(start: try moment("2026-11-20T00:00"), end: try moment("2026-11-23T00:00"))
        return DutyCalendar(
            rosters: [Roster(id: cordon, clock: clock, rotations: [rotation])],
            groups: ["/county/waterworks/order": DutyCalendar.GroupDuty(unit: "/county/waterworks", roster: cordon)],
            absences: [AbsentSpan(name: "a", person: "mao-qi", span: away, deputies: ["bai-he"])]
        )
    }

    @Test(arguments: [
        ("en", "You are on duty until 20:00.", "Mao Qi is absent until Sun 22 Nov."),
        ("zh-Hans", "您在班至20:00。", "毛琪请假外出至11月22日（周日）。"), ("zh-Hant", "您值勤至20:00。", "毛琪請假至11月22日（週日）。"),
    ])
    func `says until when its reader is on duty, and until when the one is absent in whose place they are asked`(
        language: String,
        onDuty: String,
        absent: String
    ) throws {
        let play = try Play(language: language, duty: Self.duty())
        #expect(play.page("gu-feng").contains(onDuty))
        #expect(play.page("bai-he").contains(absent))
        for other in ["zou-bin", "zhuo-ran"] {
            #expect(!play.page(other).contains(onDuty) && !play.page(other).contains(absent))
        }
    }

    @Test func `says who answers, who leads and who is missing since when`() throws {
        var play = try Play()
        try play.say("mao-qi", .accept, at: 6)
        let page = play.page("gu-feng")
        #expect(page.contains("Mao Qi has been handling this since 09:06."))
        #expect(page.contains("In command: Mao Qi (for Shi Lan)."))
        #expect(page.contains("Still missing: head of the works (Zhuo Ran, asked 09:00)."), "\(page)")
        #expect(page.contains("Please answer by 09:10."))
        let late = play.page("zhuo-ran")
        #expect(late.contains("Your time to answer is over; your answer still counts."))
        #expect(late.contains("value=\"accept\" class=\"first\">I take it too"))
    }

    @Test
    func `a deputy reads for whom they are asked, and what became of a seat that somebody took or that was given up`()
        throws
    {
        var play = try Play()
        try play.run(to: 5)
        #expect(play.page("bai-he").contains("You are Bai He, asked in place of Mao Qi."))
        try play.say("bai-he", .accept, at: 6)
        let holder = play.page("mao-qi")
        #expect(holder.contains("duty officer (Mao Qi): Bai He has taken it."), "\(holder)")
        #expect(!holder.contains("Please answer") && !holder.contains("still counts"))
        #expect(holder.contains("class=\"second wide\">I take it too"))
        try play.run(to: 11)
        try play.handle(.goOnWithout(names: ["unit-head"], reason: "on leave", as: .operator), by: .token("desk"))
        let dropped = play.page("zhuo-ran")
        #expect(dropped.contains("head of the works (Zhuo Ran): nobody waits for it any more."), "\(dropped)")
        #expect(dropped.contains("your answer still counts") && !dropped.contains("Please answer"))
        #expect(!play.page("gu-feng").contains("head of the works"))
    }

    @Test func `whoever leads, and nobody else, goes on without seats and calls people in`() throws {
        var play = try Play()
        try play.say("mao-qi", .accept, at: 6)
        let leader = play.page("mao-qi")
        #expect(leader.contains("You have been in command since 09:06, in place of Shi Lan."))
        #expect(leader.contains("name=\"names\" value=\"/county/waterworks/unit-head/zhuo-ran\""))
        #expect(leader.contains("Go on without head of the works (Zhuo Ran)"))
        #expect(leader.contains("Go on without cordon, north (Gu Feng)") && leader.contains("asked, until 09:10"))
        #expect(leader.contains("Call somebody in") && leader.contains("<option value=\"shi-lan\">Shi Lan</option>"))
        #expect(!leader.contains("<option value=\"mao-qi\">"))
        for other in ["gu-feng", "zhuo-ran", "shi-lan"] {
            let page = play.page(other)
            #expect(!page.contains("Go on without") && !page.contains("Call somebody in"), "\(other)")
        }
        try play.handle(
            .goOnWithout(names: ["/county/waterworks/order/gu-feng"], reason: "", as: .operator),
            by: .person("mao-qi")
        )
        #expect(play.incident.round.seats.filter(\.isGivenUp).map(\.id.holder) == ["gu-feng"])
    }

    @Test func `somebody who was called in reads by whom and why, and that they replace nobody`() throws {
        var play = try Play(language: "zh-Hans")
        try play.say("mao-qi", .accept, at: 6)
        try play.handle(
            .ask(names: ["fan-ze"], within: .minutes(20), reason: "多带水泵", as: .operator),
            by: .person("mao-qi")
        )
        let page = play.page("fan-ze")
        #expect(page.contains("请于09:26前答复。") && page.contains("毛琪请您参与处置。您为加派人员，不替换他人。"))
        #expect(page.contains("多带水泵"))
    }

    @Test func `command is taken where it is offered, and whoever has it reads nothing of that`() throws {
        var play = try Play()
        try play.say("mao-qi", .accept, at: 6)
        #expect(!play.page("mao-qi").contains("I take command"))
        try play.say("shi-lan", .accept, at: 12)
        let offered = play.page("shi-lan")
        #expect(offered.contains("Mao Qi has been in command in your place since 09:06."), "\(offered)")
        #expect(offered.contains("value=\"command\" class=\"main\">I take command"))
        for other in ["mao-qi", "gu-feng"] { #expect(!play.page(other).contains("I take command"), "\(other)") }
        try play.say("shi-lan", .command, at: 13)
        #expect(play.page("shi-lan", after: .command).contains("You are in command now."))
        #expect(play.page("gu-feng").contains("In command: Shi Lan."))
    }

    @Test func `a relay is asked at the first yes, and no button is needed to read`() throws {
        var play = try Play(language: "zh-Hant")
        #expect(!play.page("yu-qing").contains("請於"))
        try play.say("mao-qi", .accept, at: 2)
        let page = play.page("yu-qing")
        #expect(page.contains("請於09:07前答覆。") && page.contains("您的職務：搶修班（于青）。"))
        #expect(page.contains("毛琪自09:02起負責處理。") || page.contains("毛琪自09:02起"))
    }

    @Test func `the incidents that belong together with it stand among what is known`() throws {
        for (language, words) in [("en", "Belongs together with"), ("zh-Hans", "关联事件"), ("zh-Hant", "關聯事件")] {
            var play = try Play(language: language)
            #expect(!play.page("zhuo-ran").contains(words))
            try play.handle(.opened("fire", as: 8, isNew: true), by: .token("gate"))
            let page = play.page("zhuo-ran")
            #expect(page.contains("<dt dir=\"auto\">\(words)</dt><dd dir=\"auto\">fire #8</dd>"), "\(page)")
        }
    }
}
