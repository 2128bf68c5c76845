import ConfigFiles
import Messages

@testable import Escalation

/// An incident whose every text is the input's: what a reporter, a contact tree and people who answer can write.
struct Town {
    static let now = Timestamp(milliseconds: 1_795_201_500_000)
    static let link = "https://tocsin.town.example/a/a1.0011aabb.AAAAAAAAAAAAAAAAAAAAAA.zzzzzz.BBBB"

    var kind: MessageKind
    var language: Language
    var incident: Incident
    var plan: Plan
    var directory: Directory

    /// The first three bytes say what kind of message and incident it is; the parts after them are the texts.
    init(_ bytes: [UInt8]) {
        var draw = Draw(Array(bytes.prefix(3)))
        var texts = Parts(Array(bytes.dropFirst(3)), atMost: 8)
        kind = draw.word()
        language = draw.word()
        let state = draw.byte()
        let title = texts.text()
        let (place, note, fact) = (texts.optional(), texts.optional(), texts.text())
        let (factName, name, reason) = (texts.text(), texts.text(), texts.text())
        plan = Plan(
            name: "fire",
            title: LocalizedText(name),
            fields: [ReportField(name: factName, kind: .text, isRequired: true, label: LocalizedText(reason))],
            grading: Grading(labels: [.two: LocalizedText(name)]),
            responses: [:],
            fallback: [],
            guidance: LocalizedText(reason)
        )
        let zone = texts.optional() ?? "Asia/Shanghai"
        directory = Directory(
            units: ["/town": Unit(path: "/town", name: LocalizedText(name), timeZone: zone)],
            people: Dictionary(
                uniqueKeysWithValues: ["lin-yue", "he-an"].map { id in
                    let person = Person(
                        id: id,
                        unit: "/town",
                        name: LocalizedText(name),
                        language: Language.allCases[Int(bytes.dropFirst().first ?? 0) % 3].rawValue,
                        timeZone: "Asia/Taipei",
                        addresses: []
                    )
                    return (id, person)
                }
            )
        )
        let report = Report(
            unit: "/town",
            plan: "fire",
            planVersion: "1",
            title: title,
            place: place,
            occurredAt: state & 1 == 0 ? Self.now - .hours(2) : nil,
            facts: Dictionary(
                [(factName, .text(fact)), ("other", .number(Double(state))), (fact, .flag(true))]
            ) { first, _ in first },
            source: reason,
            reporter: state & 2 == 0 ? "he-an" : nil,
            isDrill: state & 4 != 0,
            note: note
        )
        incident = Incident(
            id: 7,
            report: report,
            severity: Severity(rawValue: Int(state >> 3 & 3) + 1) ?? .two,
            at: Self.now
        )
        change(state: state, reason: reason, name: name)
    }

    private mutating func change(state: UInt8, reason: String, name: String) {
        incident.contacts.update("lin-yue", reason: .named) { $0.state = .waiting }
        incident.contacts.update("he-an", reason: .deputy(of: "lin-yue", group: nil, role: nil)) {
            $0.standsFor = "lin-yue"
        }
        incident.timers = [
            IncidentTimer(kind: .answers(1), due: Self.now + .minutes(5), span: .minutes(5)),
            IncidentTimer(kind: .grace, due: Self.now + .minutes(10), span: .minutes(10)),
        ]
        incident.obligations = [Obligation(kind: .followUp, due: Self.now - .minutes(5))]
        switch state >> 5 {
        case 1, 2:
            incident.status = .acknowledged
            incident.responders = [
                Responder(person: "he-an", at: Self.now, standsFor: name, round: 1, note: reason)
            ]
        case 3:
            incident.status = .closed(.stoodDown)
            incident.closing = ClosingNote(by: .person("he-an"), at: Self.now, reason: reason)
        case 4:
            incident.status = .closed(.cancelled)
            incident.closing = ClosingNote(by: .token(name), at: Self.now, reason: reason)
        case 5: incident.pausedUntil = Self.now + .hours(1)
        case 6:
            var chain = PartState(part: .chain)
            chain.phase = .exhausted
            incident.round.parts = [chain]
        default: break
        }
    }

    var material: MessageMaterial {
        MessageMaterial(
            wireID: "k3f9x2-7-3",
            threadID: "k3f9x2-7",
            kind: kind,
            person: directory.people["lin-yue"] ?? Person(id: "", unit: "", name: LocalizedText(""), addresses: []),
            incident: incident,
            plan: plan,
            directory: directory,
            link: Self.link,
            now: Self.now
        )
    }

    /// The project's own templates and presets.
    static let templates: Templates = {
        do throws(Faults) {
            return try Templates.load(from: Scratch.project + "/Templates")
        } catch {
            preconditionFailure("\(error)")
        }
    }()
}
