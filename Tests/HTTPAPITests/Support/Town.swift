import Escalation

/// A small town as a contact tree: three people with three languages, two units, two plans.
enum Town {
    static let directory = Directory(
        units: [town.path: town, centre.path: centre],
        people: [linYue.id: linYue, heAn.id: heAn, wuMei.id: wuMei],
        version: "t1"
    )

    static let town = Unit(
        path: "/riverside-town",
        name: LocalizedText(texts: ["en": "Riverside Town Office", "zh-Hans": "河畔镇政府", "zh-Hant": "河畔鎮公所"]),
        timeZone: "Asia/Shanghai",
        language: "zh-Hans",
        groups: [
            "duty": Group(seats: [Seat(holder: "he-an")]),
            "leaders": Group(seats: [Seat(role: "head", holder: "lin-yue", deputies: ["wu-mei"])]),
            "everybody": Group(seats: ["he-an", "lin-yue", "wu-mei"].map { Seat(holder: $0) }),
        ],
        plans: [gathering.name: gathering]
    )

    static let centre = Unit(
        path: "/riverside-town/service-centre",
        name: LocalizedText(texts: ["en": "Service Centre", "zh-Hans": "便民服务中心", "zh-Hant": "便民服務中心"]),
        timeZone: "Asia/Shanghai",
        language: "zh-Hans",
        plans: [fire.name: fire]
    )

    static let linYue = person(
        "lin-yue",
        ["en": "Lin Yue", "zh-Hans": "林悦", "zh-Hant": "林悅"],
        "zh-Hans",
        "Asia/Shanghai"
    )
    static let heAn = person("he-an", ["en": "He An", "zh-Hans": "何安", "zh-Hant": "何安"], "en", "Asia/Shanghai")
    static let wuMei = person("wu-mei", ["en": "Wu Mei", "zh-Hans": "吴梅", "zh-Hant": "吳梅"], "zh-Hant", "Asia/Taipei")

    private static func person(_ id: String, _ names: [String: String], _ language: String, _ zone: String) -> Person {
        Person(
            id: id,
            unit: "/riverside-town",
            name: LocalizedText(texts: names),
            language: language,
            timeZone: zone,
            addresses: [
                Address(name: "log", channel: "log", destination: "log:\(id)", settings: ["file": "secret-\(id)"])
            ]
        )
    }

    static let gathering = Plan(
        name: "public-gathering",
        version: "g1",
        title: LocalizedText(
            texts: ["en": "Large gathering at a public counter", "zh-Hans": "公共服务场所人群聚集", "zh-Hant": "公共服務場所人群聚集"]
        ),
        fields: [
            ReportField(
                name: "people",
                kind: .number,
                isRequired: true,
                label: LocalizedText(texts: ["en": "People present", "zh-Hans": "现场人数", "zh-Hant": "現場人數"])
            ),
            ReportField(
                name: "injured",
                kind: .number,
                label: LocalizedText(texts: ["en": "Injured", "zh-Hans": "受伤人数", "zh-Hant": "受傷人數"])
            ),
            ReportField(
                name: "demand",
                kind: .text,
                isRequired: true,
                label: LocalizedText(texts: ["en": "What they ask for", "zh-Hans": "主要诉求", "zh-Hant": "主要訴求"])
            ),
            ReportField(
                name: "armed",
                kind: .flag,
                label: LocalizedText(texts: ["en": "Anybody armed", "zh-Hans": "有无持械", "zh-Hant": "有無持械"])
            ),
            ReportField(
                name: "mood",
                kind: .choice(["calm", "tense"]),
                label: LocalizedText(texts: ["en": "Mood", "zh-Hans": "现场情绪", "zh-Hant": "現場情緒"]),
                choiceLabels: ["tense": LocalizedText(texts: ["en": "tense", "zh-Hans": "紧张", "zh-Hant": "緊張"])]
            ),
        ],
        grading: Grading(
            labels: [
                .one: LocalizedText(texts: ["en": "Extraordinary", "zh-Hans": "特别重大", "zh-Hant": "特別重大"]),
                .two: LocalizedText(texts: ["en": "Major", "zh-Hans": "重大", "zh-Hant": "重大"]),
                .three: LocalizedText(texts: ["en": "Serious", "zh-Hans": "较大", "zh-Hant": "較大"]),
                .four: LocalizedText(texts: ["en": "Ordinary", "zh-Hans": "一般", "zh-Hant": "一般"]),
            ],
            rules: [
                .init(severity: .two, conditions: [.init(field: "injured", comparison: .atLeast, value: .number(1))]),
                .init(severity: .three, conditions: [.init(field: "people", comparison: .atLeast, value: .number(20))]),
            ]
        ),
        responses: [
            .four: Response(
                steps: [
                    Step(ask: [Reference("duty")], within: .minutes(5)),
                    Step(ask: [Reference("leaders")], within: .minutes(15), deputies: .afterTimeout),
                ]
            ),
            .three: Response(steps: [Step(ask: [Reference("everybody")], within: .minutes(5))]),
        ],
        commander: Reference("leaders"),
        fallback: [Reference("wu-mei")],
        guidance: LocalizedText(
            texts: [
                "en": "People first. Listen to the end.\nAt most 5 representatives at the table.",
                "zh-Hans": "先救人，听完诉求。\n代表不超过5名。",
                "zh-Hant": "先救人，聽完訴求。\n代表不超過5名。",
            ]
        )
    )

    static let fire = Plan(
        name: "fire",
        version: "f1",
        title: LocalizedText("Fire"),
        responses: [
            .one: Response(steps: [Step(ask: [Reference("everybody")], need: .count(2), within: .minutes(2))]),
            .four: Response(steps: [Step(ask: [Reference("duty")], within: .minutes(5))]),
        ],
        fallback: [Reference("leaders")]
    )
}
