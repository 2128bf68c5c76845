@testable import Escalation
import ConfigFiles
import Foundation

@testable import Messages

/// An example incident; every option has a default, so what a test sets is what matters.
enum Example {
    /// The repository's own templates.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Templates").path

    static let templates = Result { () throws(Faults) in try Templates.load(from: folder) }

    static let link = "https://tocsin.town.example/a/9fK2mXq7Lw0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123"

    /// 2026-11-21 03:05 in Shanghai.
    static let now = Timestamp(milliseconds: 1_795_201_500_000)

    static let unit = Unit(
        path: "/riverside-town/service-centre",
        name: LocalizedText(texts: ["en": "Service Centre", "zh-Hans": "便民服务中心", "zh-Hant": "便民服務中心"]),
        timeZone: "Asia/Shanghai",
        language: "zh-Hans"
    )

    static let plan = Plan(
        name: "public-gathering",
        title: LocalizedText(texts: [
            "en": "Large gathering at a public counter", "zh-Hans": "公共服务场所人群聚集", "zh-Hant": "公共服務場所人群聚集",
        ]),
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
                isRequired: true,
                label: LocalizedText(texts: ["en": "Injured", "zh-Hans": "受伤人数", "zh-Hant": "受傷人數"])
            ),
            ReportField(
                name: "demand",
                kind: .text,
                label: LocalizedText(texts: ["en": "What they ask for", "zh-Hans": "诉求", "zh-Hant": "訴求"])
            ),
            ReportField(
                name: "police",
                kind: .flag,
                label: LocalizedText(texts: ["en": "Police called", "zh-Hans": "已报警", "zh-Hant": "已報警"])
            ),
            ReportField(
                name: "mood",
                kind: .choice(["calm", "tense"]),
                label: LocalizedText(texts: ["en": "Mood", "zh-Hans": "现场情绪", "zh-Hant": "現場情緒"]),
                choiceLabels: ["tense": LocalizedText(texts: ["en": "Tense", "zh-Hans": "紧张", "zh-Hant": "緊張"])]
            ),
        ],
        grading: Grading(labels: [
            .two: LocalizedText(texts: ["en": "Major", "zh-Hans": "重大", "zh-Hant": "重大"]),
            .three: LocalizedText(texts: ["en": "Serious", "zh-Hans": "较大", "zh-Hant": "較大"]),
        ]),
        responses: [:],
        fallback: [],
        guidance: LocalizedText(texts: [
            "en": "Rescue people first; no more than five speakers; hear them out.",
            "zh-Hans": "先救人；代表不超过5名；听完诉求。", "zh-Hant": "先救人；代表不超過5名；聽完訴求。",
        ])
    )

    static func person(_ id: PersonID, _ english: String, _ chinese: String, language: String = "zh-Hans") -> Person {
        Person(
            id: id,
            unit: unit.path,
            name: LocalizedText(texts: ["en": english, "zh-Hans": chinese]),
            language: language,
            timeZone: "Asia/Shanghai",
            addresses: []
        )
    }

    static let directory = Directory(
        units: [unit.path: unit],
        people: [
            "lin-yue": person("lin-yue", "Lin Yue", "林悦"),
            "he-an": person("he-an", "He An", "何安"),
            "wu-min": person("wu-min", "Wu Min", "吴敏"),
        ]
    )

    /// An incident in which Lin Yue was asked and He An stands in for Wu Min.
    static func incident(
        title: String = "补偿款未到账，大厅聚集",
        place: String? = "一楼大厅",
        facts: [String: FactValue] = [
            "people": .number(25), "demand": .text("当日答复补偿款发放时间"), "police": .flag(true),
        ],
        severity: Severity = .two,
        isDrill: Bool = false,
        note: String? = nil,
        id: IncidentID = 7,
        reportedAt: Timestamp = now - .minutes(1)
    ) -> Incident {
        let report = Report(
            unit: unit.path,
            plan: plan.name,
            planVersion: plan.version,
            title: title,
            place: place,
            occurredAt: reportedAt - .minutes(18),
            facts: facts,
            source: "gate",
            isDrill: isDrill,
            note: note
        )
        var incident = Incident(id: id, report: report, severity: severity, at: reportedAt)
        incident.round.number = 1
        incident.round.parts = [PartState(part: .chain)]
        incident.round.update(.chain) { $0.phase = .running }
        incident.ask("lin-yue", for: SeatID(holder: "lin-yue"), as: .named, batch: 1)
        incident.timers = [
            IncidentTimer(kind: .answers(1), due: now + .minutes(5), span: .minutes(5)),
            IncidentTimer(kind: .grace, due: now + .minutes(10), span: .minutes(10)),
        ]
        return incident
    }

    /// The incident as it stands when a message of `kind` is sent.
    static func incident(for kind: MessageKind, isDrill: Bool = false) -> Incident {
        var incident = incident(isDrill: isDrill)
        switch kind {
        case .takenOver, .stillOnIt, .owed, .overdue:
            incident.status = .acknowledged
            incident.responders = [
                Responder(person: "he-an", at: now - .minutes(62), standsFor: "wu-min", round: 1, note: nil)
            ]
            incident.obligations = [Obligation(kind: .followUp, due: now - .minutes(5), isReminded: false)]
        case .incomplete, .command, .inCommand, .commandOffer:
            incident.status = .acknowledged
            incident.responders = [
                Responder(person: "he-an", at: now - .minutes(62), standsFor: "wu-min", round: 1, note: nil)
            ]
            incident.command = Command(person: "he-an", standsFor: "wu-min", since: now - .minutes(62))
            if kind == .inCommand { incident.command?.person = "lin-yue" }
            incident.offeredCommand = ["lin-yue"]
        case .allClear:
            incident.status = .closed(.stoodDown)
            incident.closing = ClosingNote(by: .person("he-an"), at: now, reason: "款项已发放，人群散去")
        case .correction:
            incident.status = .closed(.cancelled)
            incident.closing = ClosingNote(by: .person("he-an"), at: now, reason: "排队叫号，并非聚集")
        default: break
        }
        return incident
    }

    static func material(
        _ kind: MessageKind = .alert,
        language: String = "zh-Hans",
        incident: Incident? = nil,
        plan: Plan = plan,
        zone: String = "Asia/Shanghai",
        link: String? = link
    ) -> MessageMaterial {
        var reader = person("lin-yue", "Lin Yue", "林悦", language: language)
        reader.timeZone = zone
        return MessageMaterial(
            wireID: "k3f9x2-7-3",
            threadID: "k3f9x2-7",
            kind: kind,
            person: reader,
            incident: incident ?? self.incident(for: kind),
            plan: plan,
            directory: directory,
            link: link,
            now: now
        )
    }

    static func render(_ material: MessageMaterial) throws -> Message {
        try templates.get().render(material)
    }
}

extension Incident {
    /// A step of the chain, or of a body, has asked somebody for a seat, whose time runs while `batch` has a number.
    mutating func ask(
        _ person: PersonID,
        for seat: SeatID,
        as reason: Reason,
        deputies: [PersonID] = [],
        step: Int = 0,
        batch: Int?
    ) {
        let call = SeatCall(seat: seat, name: 0, reason: reason, deputies: deputies, asked: person, batch: batch)
        let known = round.stage(step)?.seats.compactMap { place in
            round[place.seat].map { known in
                SeatCall(
                    seat: place.seat,
                    name: place.name,
                    reason: known.reason,
                    deputies: known.deputies,
                    asked: place.asked.last,
                    batch: place.batch,
                    isEmpty: place.isEmpty
                )
            }
        }
        round.note(step, run: 1, (known ?? []) + [call], at: Example.now - .minutes(10))
        if let batch {
            timers.append(IncidentTimer(kind: .answers(batch), due: Example.now + .minutes(5), span: .minutes(5)))
        }
    }
}
