import Escalation
import Testing

/// The golden timelines (GOLDEN.md) as far as the core plays them: without arrival, hours, tasks and reports that travel.
@Suite("Golden timelines")
struct GoldenTests {
    // MARK: G1, G2

    private func town() throws -> Rehearsal {
        var tree = Tree()
        tree.add(
            "/town",
            [
                "leaders": ["hong-tai>cui-ming,bao-jing", "cui-ming>bao-jing", "bao-jing"],
                "office": ["lian-fa>you-mei"],
                "field-team": ["geng-wu", "tian-yi"],
            ]
        )
        tree.add("/town/east-village", ["village-cadre": ["east-cadre>east-second"]])
        let response = Response(
            steps: [
                .desks("office", within: 10, cc: ["village-cadre?"]), .desks("leaders", within: 15),
            ],
            repetition: .times(2, every: .minutes(10)),
            finalReportWithin: .days(3)
        )
        let plan = Plan(
            name: "fire",
            title: LocalizedText("Incident"),
            responses: [.four: response],
            commander: Reference("leaders"),
            fallback: [Reference("leaders")]
        )
        return try Rehearsal(plan, directory: tree.directory, unit: "/town/east-village")
    }

    private let leaders = ["hong-tai", "cui-ming", "bao-jing"]

    @Test func `G1, town, nobody answers`() throws {
        let scene = try town()
        #expect(scene.told() == ["0:00 alert lian-fa", "0:00 copy east-cadre"])
        #expect(scene.answerBy("lian-fa") == "10:00")
        #expect(try scene.until("10:00") == ["10:00 alert you-mei"])
        #expect(scene.answerBy("you-mei") == "20:00")
        #expect(try scene.until("20:00") == Set(leaders.map { "20:00 alert \($0)" }))
        #expect(scene.answerBy("bao-jing") == "35:00")
        #expect(try scene.until("44:59") == [])
        for (first, second, third) in [("45:00", "55:00", "65:00"), ("90:00", "100:00", "110:00")] {
            #expect(try scene.until(first) == ["\(first) reminder lian-fa"])
            #expect(try scene.until(second) == ["\(second) reminder you-mei"])
            #expect(try scene.until(third) == Set(leaders.map { "\(third) reminder \($0)" }))
        }
        #expect(try scene.until("124:59") == [])
        #expect(try scene.until("125:00") == Set(leaders.map { "125:00 unanswered \($0)" }))
        #expect(scene.incident.progress == .exhausted)
        #expect(try scene.until("134:59") == [])
        #expect(try scene.until("135:00") == Set(leaders.map { "135:00 unanswered \($0)" }))
    }

    @Test func `G2, town, the deputy answers and the final report stays out`() throws {
        let scene = try town()
        try scene.run(until: "10:00")
        _ = scene.told()
        #expect(try scene.then("12:00", "you-mei") == ["12:00 taken-over lian-fa", "12:00 taken-over east-cadre"])
        #expect(scene.incident.responders.first?.standsFor == "lian-fa")
        #expect(scene.incident.progress == .satisfied)
        #expect(try scene.until("4319:59") == [])
        #expect(try scene.until("4320:00") == ["4320:00 owed you-mei"])
        #expect(try scene.until("4335:00") == Set(leaders.map { "4335:00 overdue \($0)" }))
    }

    // MARK: G3

    @Test func `G3, county, two bodies must each answer and two people of one desk are one seat`() throws {
        var tree = Tree()
        tree.add(
            "/county",
            [
                "party-office": ["qiu-wen>gao-yi"], "gov-office": ["tang-bo>lu-fen"],
                "county-leaders": ["fan-ze", "ning-xia"],
            ]
        )
        tree.add("/county/reception", ["duty": ["mao-qi>bai-he"], "bureau-head": ["shi-lan>mao-qi"]])
        tree.add("/county/waterworks", ["unit-head": ["zhuo-ran"]])
        let (party, gov) = ("/county/party-office", "/county/gov-office")
        let response = Response(
            steps: [
                .desks(
                    "/county/reception/duty",
                    "unit-head",
                    need: .each,
                    within: 5,
                    cc: [party, gov, "/county/county-leaders"]
                ),
                .desks("/county/reception/bureau-head", party, gov, within: 10),
            ],
            repetition: .untilMet(atMost: .days(1), every: .minutes(10))
        )
        let plan = Plan(
            name: "fire",
            title: LocalizedText("Visit"),
            responses: [.four: response],
            commander: Reference("/county/reception/bureau-head"),
            fallback: [Reference(party), Reference(gov)]
        )
        let scene = try Rehearsal(plan, directory: tree.directory, unit: "/county/waterworks")
        let copied = ["qiu-wen", "tang-bo", "fan-ze", "ning-xia"]
        #expect(scene.told() == Set(["0:00 alert mao-qi", "0:00 alert zhuo-ran"] + copied.map { "0:00 copy \($0)" }))
        #expect(try scene.until("5:00") == ["5:00 alert bai-he"])
        #expect(
            try scene.then("6:00", "bai-he") == ["6:00 alert shi-lan", "6:00 alert qiu-wen", "6:00 alert tang-bo"]
        )
        #expect(scene.answerBy("shi-lan") == "16:00")
        #expect(try scene.then("7:00", "mao-qi") == ["7:00 command bai-he"])
        #expect(scene.incident.command?.person == "mao-qi" && scene.incident.command?.standsFor == "shi-lan")
        #expect(try scene.then("12:00", "shi-lan") == ["12:00 command-offer mao-qi"])
        #expect(scene.incident.command?.person == "mao-qi")
        _ = scene.newChanges()
        #expect(try scene.until("16:00") == ["16:00 incomplete mao-qi"])
        let open = SeatID(group: "/county/waterworks/unit-head", holder: "zhuo-ran")
        #expect(scene.newChanges().contains(.toldIncomplete(people: ["mao-qi"], open: [open])))
        #expect(try scene.until("26:00") == ["26:00 reminder zhuo-ran"])
        #expect(scene.answerBy("zhuo-ran") == "31:00")
        #expect(try scene.then("30:00", "zhuo-ran") == Set(copied.map { "30:00 taken-over \($0)" }))
        #expect(scene.incident.progress == .satisfied)
        #expect(try scene.until("300:00") == [])
    }

    // MARK: G4, G9

    private func post(_ response: Response, facts: [String: FactValue] = [:]) throws -> Rehearsal {
        var tree = Tree()
        tree.add(
            "/post-office",
            [
                "leaders": ["kong-li>jiang-tao", "jiang-tao"], "office": ["xu-ping>he-miao"],
                "security": ["lei-ming>ding-an"], "mail-section": ["yu-qing>wan-jun"],
                "savings-section": ["an-lu>fei-yu"],
            ]
        )
        let plan = Plan(
            name: "fire",
            title: LocalizedText("Front gate"),
            responses: [.four: response],
            commander: Reference("leaders"),
            fallback: [Reference("leaders")]
        )
        return try Rehearsal(plan, directory: tree.directory, facts: facts, unit: "/post-office")
    }

    @Test func `G4, post office, the gate tells two at once, then the section concerned`() throws {
        func concerns(_ section: String) -> [Grading.Condition] {
            [Grading.Condition(field: "section", comparison: .equals, value: .text(section))]
        }
        let response = Response(steps: [
            .desks("office", "security", need: .each, within: 3, cc: ["leaders"]), .desks("leaders", within: 5),
            .desks("mail-section", start: .accepted, when: concerns("mail"), within: 5),
            .desks("savings-section", start: .accepted, when: concerns("savings"), within: 5),
        ])
        let scene = try post(response, facts: ["section": .text("mail")])
        #expect(
            scene.told() == ["0:00 alert xu-ping", "0:00 alert lei-ming", "0:00 copy kong-li", "0:00 copy jiang-tao"]
        )
        #expect(try scene.then("2:00", "lei-ming") == ["2:00 alert yu-qing"])
        #expect(scene.answerBy("yu-qing") == "7:00")
        #expect(scene.newChanges().contains(.stepSkipped(part: .body(3), step: 3, because: .notNow, seats: [])))
        #expect(try scene.until("3:00") == ["3:00 alert he-miao"])
        #expect(
            try scene.then("5:00", "he-miao") == [
                "5:00 taken-over xu-ping", "5:00 taken-over kong-li", "5:00 taken-over jiang-tao",
            ]
        )
        #expect(scene.incident.round[.chain]?.isMet == true)
        #expect(try scene.until("7:00") == ["7:00 alert wan-jun"])
        #expect(scene.answerBy("wan-jun") == "12:00")
        #expect(try scene.then("9:00", "wan-jun") == ["9:00 taken-over yu-qing"])
        #expect(scene.incident.progress == .satisfied)
        #expect(try scene.until("300:00") == [])
    }

    @Test func `G9, post office, three desks, of which one is silent until the second run`() throws {
        let response = Response(
            steps: [
                .desks(
                    "office",
                    "security",
                    "leaders",
                    need: .each,
                    within: 2,
                    cc: ["mail-section", "savings-section"]
                )
            ],
            repetition: .untilMet(atMost: .days(1), every: .minutes(3))
        )
        let scene = try post(response)
        let asked = ["xu-ping", "lei-ming", "kong-li", "jiang-tao"].map { "0:00 alert \($0)" }
        #expect(scene.told() == Set(asked + ["0:00 copy yu-qing", "0:00 copy an-lu"]))
        #expect(try scene.then("1:00", "xu-ping") == [])
        #expect(try scene.until("2:00") == ["2:00 alert ding-an"])
        #expect(scene.answerBy("ding-an") == "4:00")
        #expect(try scene.then("3:00", "kong-li") == ["3:00 command xu-ping"])
        #expect(try scene.until("4:00") == ["4:00 incomplete kong-li"])
        #expect(try scene.until("7:00") == ["7:00 reminder lei-ming"])
        #expect(scene.answerBy("lei-ming") == "9:00")
        let told = ["jiang-tao", "ding-an", "yu-qing", "an-lu"].map { "8:00 taken-over \($0)" }
        #expect(try scene.then("8:00", "lei-ming") == Set(told))
        #expect(scene.incident.progress == .satisfied)
    }

    // MARK: G5

    @Test func `G5, building, the chain and three bodies, each by its own need`() throws {
        var tree = Tree()
        tree.add("/authority", ["authority-leader": ["meng-rui"], "company-leader": ["sheng-jie"]])
        tree.add(
            "/authority/building",
            [
                "service-desk": ["ye-lan>miao-tian"], "command": ["cen-hua>tao-yun,shao-qiang"],
                "order": ["gu-feng", "zou-bin"], "works": ["ji-chang", "rong-da"],
            ]
        )
        let response = Response(steps: [
            .desks("service-desk", within: 2), .desks("command", start: .atOnce, within: 5),
            .ask("order", need: .all, start: .atOnce, within: 5), .ask("works", need: .all, start: .atOnce, within: 10),
        ])
        let plan = Plan(
            name: "fire",
            title: LocalizedText("Disturbance"),
            responses: [.four: response],
            commander: Reference("command"),
            fallback: [Reference("../company-leader"), Reference("../authority-leader")]
        )
        let scene = try Rehearsal(plan, directory: tree.directory, unit: "/authority/building")
        let asked = ["ye-lan", "cen-hua", "gu-feng", "zou-bin", "ji-chang", "rong-da"]
        #expect(scene.told() == Set(asked.map { "0:00 alert \($0)" }))
        #expect(["ye-lan", "cen-hua", "gu-feng", "rong-da"].map(scene.answerBy) == ["2:00", "5:00", "5:00", "10:00"])
        #expect(try scene.then("1:00", "ye-lan") == [])
        #expect(try scene.then("2:00", "zou-bin") == [])
        #expect(try scene.then("3:00", "gu-feng") == [])
        #expect(scene.incident.round[.body(2)]?.isMet == true)
        #expect(try scene.then("4:00", "rong-da", .cannot) == ["4:00 incomplete cen-hua"])
        #expect(try scene.until("5:00") == ["5:00 alert tao-yun"])
        #expect(scene.answerBy("tao-yun") == "10:00")
        #expect(try scene.then("6:00", "ji-chang") == [])
        #expect(scene.incident.round[.body(3)]?.isMet == true)
        let others = ["ye-lan", "zou-bin", "gu-feng", "ji-chang"].map { "7:00 command \($0)" }
        #expect(try scene.then("7:00", "tao-yun") == Set(others + ["7:00 taken-over cen-hua"]))
        #expect(scene.incident.command?.standsFor == "cen-hua")
        #expect(scene.incident.progress == .satisfied)
        #expect(try scene.until("300:00") == [])
    }

    // MARK: G7

    @Test func `G7, site, it grows while people are at work`() throws {
        var tree = Tree()
        tree.add("/company", ["company-duty": ["luo-jie>xin-yue"]])
        tree.add(
            "/company/site",
            ["head": ["wei-dong>qin-shu"], "site-office": ["ruan-hai>pan-yu"], "safety-officer": ["pan-yu>qin-shu"]]
        )
        tree.add("/company/site/crew-1", ["foreman": ["foreman-1"]])
        let duty = "/company/company-duty"
        var plan = Plan.graded([
            .three: Response(steps: [.desks("head", "site-office", need: .each, within: 5)]),
            .two: Response(steps: [
                .desks("head", "site-office", "safety-officer", need: .each, within: 3, cc: [duty])
            ]),
        ])
        let serious = Grading.Condition(field: "serious", comparison: .equals, value: .flag(true))
        plan.grading = Grading(usual: .three, rules: [.init(severity: .two, conditions: [serious])])
        plan.commander = Reference("head")
        plan.fallback = [Reference("head"), Reference(duty)]
        let scene = try Rehearsal(plan, directory: tree.directory, unit: "/company/site/crew-1")
        #expect(scene.told() == ["0:00 alert wei-dong", "0:00 alert ruan-hai"])
        #expect(try scene.then("1:00", "wei-dong") == [])
        #expect(scene.incident.command?.person == "wei-dong")
        #expect(try scene.then("2:00", "ruan-hai") == [])
        #expect(scene.incident.progress == .satisfied)
        try scene.run(until: "20:00")
        try scene.handle(
            .followUp(text: "it grows", facts: ["serious": .flag(true)], isFinal: false),
            by: .person("wei-dong")
        )
        #expect(
            scene.told() == [
                "20:00 severity wei-dong", "20:00 severity ruan-hai", "20:00 alert pan-yu", "20:00 copy luo-jie",
            ]
        )
        #expect(scene.answerBy("pan-yu") == "23:00")
        #expect(try scene.until("23:00") == ["23:00 alert qin-shu"])
        #expect(scene.answerBy("qin-shu") == "26:00")
        #expect(try scene.then("24:00", "qin-shu") == ["24:00 taken-over pan-yu", "24:00 taken-over luo-jie"])
        #expect(scene.incident.command?.person == "wei-dong")
        #expect(scene.incident.progress == .satisfied)
        #expect(try scene.until("300:00") == [])
    }
}
