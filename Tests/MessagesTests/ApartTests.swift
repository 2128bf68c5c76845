import Testing

@testable import Escalation
@testable import Messages

/// What a message says to whoever is asked for a seat that others' answers do not fill, and to whoever said nothing so far.
@Suite struct `Asked for a seat of its own` {
    private static let seat = SeatID(group: "/riverside-town/service-centre/order", holder: "lin-yue")

    private static func incident(_ role: String?, deputies: [PersonID] = ["he-an"]) -> Incident {
        var incident = Example.incident()
        incident.round = Round()
        incident.round.number = 1
        incident.round.grade = .two
        incident.round.parts = [PartState(part: .chain)]
        incident.timers = []
        incident.ask(
            "lin-yue",
            for: seat,
            as: .seat(group: "order", role: role.map { LocalizedText($0) }),
            deputies: deputies,
            batch: 1
        )
        return incident
    }

    private static func text(
        _ kind: MessageKind = .alert,
        _ language: String,
        _ incident: Incident,
        need: Need = .each,
        group: LocalizedText? = nil
    ) throws -> String {
        var plan = Example.plan
        let step = Step(ask: [Reference("order"), Reference("he-an")], need: need, within: .minutes(5))
        plan.responses = [.two: Response(steps: [step])]
        var material = Example.material(kind, language: language, incident: incident, plan: plan)
        material.directory.units[seat.group?.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } ?? ""]?
            .groups["order"] = Group(name: group, seats: [Seat(holder: "lin-yue")])
        return try Example.render(material).text
    }

    @Test func `a link of the chain that wants one of each name says for which seat, and whose answers do not count`()
        throws
    {
        let asked = Self.incident("chief of order")
        let english = try Self.text(.alert, "en", asked)
        #expect(english.contains("can you take it as chief of order?"), "\(english)")
        #expect(english.contains("Answers for other seats do not count for this one."), "\(english)")
        let hans = try Self.text(.alert, "zh-Hans", asked)
        #expect(hans.contains("能否由您负责处置（岗位：chief of order）？"), "\(hans)")
        let hant = try Self.text(.alert, "zh-Hant", Self.incident("chief of order", deputies: []))
        #expect(hant.contains("能否由您負責處理（職務：chief of order）？") && hant.contains("他人的答覆不能代替您。"), "\(hant)")
        let any = try Self.text(.alert, "en", asked, need: .any)
        #expect(any.contains("can you take it?") && !any.contains("count for this one"), "\(any)")
    }

    @Test func `a group without roles is called by its name in the reader's language, else by its id`() throws {
        let name = LocalizedText(texts: ["en": "the engineers", "zh-Hans": "工程组", "zh-Hant": "工程組"])
        let asked = Self.incident(nil)
        #expect(try Self.text(.alert, "en", asked, group: name).contains("can you take it for the engineers?"))
        #expect(try Self.text(.alert, "zh-Hans", asked, group: name).contains("能否由您负责处置（工程组）？"))
        #expect(try Self.text(.alert, "zh-Hant", asked, group: name).contains("能否由您負責處理（工程組）？"))
        #expect(try Self.text(.alert, "en", asked).contains("can you take it for order?"))
    }

    @Test func `a changed rank says that an answer stands only to whoever gave one`() throws {
        var incident = Example.incident()
        incident.regrading = Regrading(from: .one, reason: .byRules)
        incident.contacts.update("lin-yue", reason: .named) { $0.state = .told }
        for (language, stands, nothing) in [
            ("en", "still stands", "This asks nothing new of you."), ("zh-Hans", "仍然有效", "本次调整无需您另行答复。"),
            ("zh-Hant", "仍然有效", "本次調整無需您另行答覆。"),
        ] {
            let silent = try Example.render(Example.material(.severity, language: language, incident: incident)).text
            #expect(silent.contains(nothing) && !silent.contains(stands), "\(silent)")
            var answered = incident
            answered.responders = [Responder(person: "lin-yue", at: Example.now, round: 1)]
            let told = try Example.render(Example.material(.severity, language: language, incident: answered)).text
            #expect(told.contains(stands) && !told.contains(nothing), "\(told)")
        }
    }

    @Test func `the end names what is due to whoever owes it, and to nobody else`() throws {
        var incident = Example.incident(for: .allClear)
        incident.obligations = [Obligation(kind: .finalReport, due: Example.now + .hours(20), isReminded: false)]
        incident.responders = [Responder(person: "he-an", at: Example.now, round: 1)]
        let other = try Example.render(Example.material(.allClear, language: "en", incident: incident)).text
        #expect(other.contains("Nothing more is needed from you.") && !other.contains("final report"), "\(other)")
        incident.responders = [Responder(person: "lin-yue", at: Example.now, round: 1)]
        let owing = try Example.render(Example.material(.allClear, language: "en", incident: incident)).text
        #expect(owing.contains("Still to come: final report") && !owing.contains("Nothing more"), "\(owing)")
    }

    @Test func `a digest is called by the gravest that wants an answer, which comes first`() throws {
        let grave = Example.incident(title: "误报", severity: .one, id: 9)
        var over = grave
        over.status = .closed(.cancelled)
        over.closing = ClosingNote(by: .person("he-an"), at: Example.now, reason: "")
        let materials = [
            Example.material(.correction, language: "en", incident: over),
            Example.material(.alert, language: "en", incident: Example.incident()),
        ]
        let digest = try Example.templates.get().renderDigest(materials, wireID: "d", rule: .perAddress)
        #expect(digest.title.hasPrefix("[II] 2 at once, please answer · Service Centre: 补偿款"), "\(digest.title)")
        #expect(digest.severity == .two && digest.text.contains("those that want an answer come first"))
        let ended = try Example.templates.get().renderDigest(
            [materials[0], Example.material(.allClear, language: "en", incident: Example.incident(for: .allClear))],
            wireID: "d",
            rule: .perAddress
        )
        #expect(
            ended.title.hasPrefix("[I] 2 at once ·") && ended.text.contains("the gravest is first"),
            "\(ended.title)"
        )
    }
}
