import ConfigFiles
import Duty
import Escalation
import Pages
import Text

/// A county's incident, played with the machine alone: two bodies must answer, a team is asked beside them, another after the
/// first yes, and the bureau's head leads.
struct Play {
    /// 2026-11-20 09:00 in Shanghai.
    static let start = Timestamp(milliseconds: 1_795_136_400_000)

    private(set) var incident: Incident
    private var directory: Directory
    private let plan: Plan
    private(set) var now = Play.start

    init(
        language: String = "en",
        severity: Severity = .three,
        facts: [String: FactValue] = [:],
        duty: DutyCalendar? = nil
    ) throws {
        directory = Self.directory(language)
        if let duty {
            directory.duty = duty
            for (path, group) in duty.groups {
                let name = path.split(separator: "/").last.map(String.init) ?? ""
                directory.units[group.unit]?.groups[name]?.roster = group.roster
            }
        }
        plan = Self.plan
        let report = Report(
            unit: "/county/waterworks",
            plan: plan.name,
            planVersion: plan.version,
            title: language == "en"
                ? "Burst main, road under water" : language == "zh-Hans" ? "供水主管爆裂，道路积水" : "供水主管爆裂，道路積水",
            place: language == "en" ? "North Road" : "北路",
            facts: facts,
            severity: severity,
            source: "gate"
        )
        incident = try Machine.open(
            report,
            id: 7,
            at: now,
            by: .token("gate"),
            in: DecisionContext(plan: plan, directory: directory)
        ).incident
        deliver()
    }

    // MARK: What happens

    /// Lets the clock run, a deadline after the other, and everything that is planned be delivered.
    mutating func run(to minutes: Int64) throws {
        let end = Self.start + .minutes(minutes)
        while let timer = incident.timers.filter({ $0.due <= end }).min(by: { $0.due < $1.due }) {
            now = max(now, timer.due)
            try handle(.deadline(timer), by: .clock)
        }
        now = end
        deliver()
    }

    mutating func say(_ person: PersonID, _ word: Answer.Word, at minutes: Int64) throws {
        try run(to: minutes)
        try handle(.answer(Answer(person: person, word: word)), by: .person(person))
    }

    mutating func handle(_ event: Event, by actor: Actor) throws {
        let context = DecisionContext(plan: plan, directory: directory)
        incident = try Machine.handle(incident, event, at: now, by: actor, in: context).incident
        deliver()
    }

    private mutating func deliver() {
        let context = DecisionContext(plan: plan, directory: directory)
        for number in incident.unfinished.values.filter({ $0.due <= now }).map(\.id.number).sorted() {
            let event = Event.attempt(number: number, outcome: .accepted(evidence: Evidence(.rehearsed)), jitter: 0)
            guard let done = try? Machine.handle(incident, event, at: now, by: .dispatcher, in: context) else {
                continue
            }
            incident = done.incident
        }
    }

    /// The page of somebody as it is now.
    func page(_ person: PersonID, after word: Answer.Word? = nil) -> String {
        let page = AnswerPage(
            incident: incident,
            person: person,
            plan: plan,
            directory: directory,
            zones: .system,
            now: now,
            said: Said(of: person, in: incident)
        )
        let notice = word.map { AnswerPage.Notice(text: page.notice(after: $0), isTrouble: false) }
        return page.html(csrfToken: "mark", notice: notice).text
    }

    // MARK: The county

    private static func directory(_ language: String) -> Directory {
        let people = [
            ("mao-qi", "Mao Qi", "毛琪"), ("bai-he", "Bai He", "白禾"), ("zhuo-ran", "Zhuo Ran", "卓然"),
            ("shi-lan", "Shi Lan", "石岚"), ("gu-feng", "Gu Feng", "顾峰"), ("zou-bin", "Zou Bin", "邹斌"),
            ("yu-qing", "Yu Qing", "于青"), ("fan-ze", "Fan Ze", "范泽"),
        ].map { id, english, chinese in
            Person(
                id: id,
                unit: "/county",
                name: LocalizedText(texts: ["en": english, "zh-Hans": chinese]),
                language: language,
                timeZone: "Asia/Shanghai",
                addresses: [Address(name: "log", channel: "log", destination: id, settings: [:])]
            )
        }
        func role(_ english: String, _ simplified: String, _ traditional: String) -> LocalizedText {
            LocalizedText(texts: ["en": english, "zh-Hans": simplified, "zh-Hant": traditional])
        }
        let reception = Unit(
            path: "/county/reception",
            name: LocalizedText(texts: ["en": "Reception", "zh-Hans": "接待中心"]),
            groups: [
                "duty": Group(seats: [
                    Seat(role: role("duty officer", "值班员", "值班人員"), holder: "mao-qi", deputies: ["bai-he"])
                ]),
                "bureau-head": Group(seats: [
                    Seat(role: role("bureau head", "局长", "局長"), holder: "shi-lan", deputies: ["mao-qi"])
                ]),
            ]
        )
        let works = Unit(
            path: "/county/waterworks",
            name: LocalizedText(texts: ["en": "County Waterworks", "zh-Hans": "县自来水厂", "zh-Hant": "縣自來水廠"]),
            timeZone: "Asia/Shanghai",
            language: language,
            groups: [
                "unit-head": Group(seats: [
                    Seat(role: role("head of the works", "主要领导", "主管"), holder: "zhuo-ran")
                ]),
                "order": Group(seats: [
                    Seat(role: role("cordon, north", "北侧警戒", "北側警戒"), holder: "gu-feng"),
                    Seat(role: role("cordon, south", "南侧警戒", "南側警戒"), holder: "zou-bin"),
                ]),
                "works": Group(seats: [
                    Seat(role: role("repair crew", "抢修班", "搶修班"), holder: "yu-qing", deputies: ["fan-ze"])
                ]),
            ]
        )
        let county = Unit(path: "/county", name: LocalizedText(texts: ["en": "County", "zh-Hans": "县政府"]))
        return Directory(
            units: Dictionary(uniqueKeysWithValues: [county, reception, works].map { ($0.path, $0) }),
            people: Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) })
        )
    }

    private static let plan = Plan(
        name: "burst",
        version: "b1",
        title: LocalizedText(texts: ["en": "Burst water main", "zh-Hans": "供水管道爆裂", "zh-Hant": "供水管線爆裂"]),
        grading: Grading(labels: [
            .three: LocalizedText(texts: ["en": "Serious", "zh-Hans": "较大", "zh-Hant": "較大"])
        ]),
        responses: [
            .three: Response(
                steps: [
                    Step(
                        ask: [Reference("/county/reception/duty"), Reference("unit-head")],
                        need: .each,
                        within: .minutes(5),
                        deputies: .afterTimeout
                    ),
                    Step(ask: [Reference("order")], need: .all, start: .atOnce, within: .minutes(10)),
                    Step(ask: [Reference("works")], start: .accepted, within: .minutes(5), deputies: .afterTimeout),
                ],
                repetition: .untilMet(atMost: .hours(24), every: .minutes(10))
            )
        ],
        commander: Reference("/county/reception/bureau-head"),
        fallback: [Reference("shi-lan")],
        guidance: LocalizedText(texts: [
            "en": "Close the north valve first.", "zh-Hans": "先关闭北侧阀门。", "zh-Hant": "先關閉北側閥門。",
        ])
    )
}
