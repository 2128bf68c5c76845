import Escalation
import Testing

@Suite("Linked incidents, as one incident decides")
struct OpeningTests {
    private static func plan(_ openings: [Opening]) -> Plan {
        var plan = Plan.running(.ask("a"), .ask("b"))
        plan.opens = openings
        return plan
    }

    private static let onHurt = plan([Opening(plan: "flood", conditions: [.hurt(3)])])

    private func opened(
        _ plan: Plan = .running(.ask("a"), .ask("b"), .ask("c", start: .atOnce)),
        by answering: [PersonID],
        groups: [String: [String]] = [:]
    ) throws -> Decision {
        var report = Rehearsal.recorded(Rehearsal.report())
        report.openedBy = Link(incident: 3, plan: "crowd")
        let context = DecisionContext(plan: plan, directory: Town.directory(groups: groups))
        return try Machine.open(
            report,
            id: 7,
            at: Rehearsal.start,
            by: .token("gate"),
            answering: answering,
            in: context
        )
    }

    private func handle(_ incident: Incident, _ event: Event, _ plan: Plan) throws -> Decision {
        let context = DecisionContext(plan: plan, directory: Town.directory())
        return try Machine.handle(incident, event, at: Rehearsal.start + .minutes(1), by: .token("gate"), in: context)
    }

    private func first(_ plan: Plan, hurt: Double? = nil) throws -> Decision {
        let facts = hurt.map { ["hurt": FactValue.number($0)] } ?? [:]
        let report = Rehearsal.recorded(Rehearsal.report(facts: facts))
        let context = DecisionContext(plan: plan, directory: Town.directory())
        return try Machine.open(report, id: 7, at: Rehearsal.start, by: .token("gate"), in: context)
    }

    // MARK: When it opens

    @Test func `it opens with the report that says so, or with the first where no fact is wanted`() throws {
        #expect(try first(Self.onHurt, hurt: 3).effects == [.open("flood")])
        #expect(try first(Self.onHurt, hurt: 2).effects == [])
        #expect(try first(Self.plan([Opening(plan: "flood")])).effects == [.open("flood")])
    }

    @Test func `it opens when a fact becomes true later, by another report or a follow-up`() throws {
        let incident = try first(Self.onHurt).incident
        let again = Event.reportedAgain(Rehearsal.report(facts: ["hurt": .number(4)]))
        #expect(try handle(incident, again, Self.onHurt).effects == [.open("flood")])
        let follow = Event.followUp(text: "more", facts: ["hurt": .number(4)], isFinal: false)
        #expect(try handle(incident, follow, Self.onHurt).effects == [.open("flood")])
    }

    @Test func `it opens once, also when it is reported again or re-opened`() throws {
        var incident = try first(Self.onHurt, hurt: 3).incident
        incident = try handle(incident, .opened("flood", as: 8, isNew: true), Self.onHurt).incident
        #expect(incident.links == [Link(incident: 8, plan: "flood")])
        let again = Event.reportedAgain(Rehearsal.report(title: "Worse", facts: ["hurt": .number(9)]))
        #expect(try handle(incident, again, Self.onHurt).effects == [])
        let closed = try handle(incident, .close(.stoodDown, reason: "over"), Self.onHurt).incident
        let reopened = try handle(closed, again, Self.onHurt)
        #expect(reopened.incident.status == .open && reopened.effects == [])
    }

    @Test func `a plan that is not there any more is asked for once`() throws {
        let incident = try first(Self.onHurt, hurt: 3).incident
        let noted = try handle(incident, .notOpened("flood"), Self.onHurt)
        #expect(noted.changes == [.notOpened(plan: "flood")] && noted.effects == [])
        #expect(noted.incident.links == [])
    }

    @Test func `an incident that was opened opens none, and a closed one none`() throws {
        var plan = Self.onHurt
        plan.opens = [Opening(plan: "flood")]
        #expect(try opened(plan, by: []).effects == [])
        let closed = try handle(first(Self.onHurt).incident, .close(.stoodDown, reason: "over"), Self.onHurt).incident
        let last = Event.followUp(text: "end", facts: ["hurt": .number(4)], isFinal: true)
        #expect(try handle(closed, last, Self.onHurt).effects == [])
    }

    // MARK: Who answers

    @Test func `whoever answers for the first fills their seats and is not asked`() throws {
        let decision = try opened(by: ["c", "a"])
        let incident = decision.incident
        #expect(incident.status == .acknowledged)
        #expect(incident.responders.map(\.person) == ["c", "a"])
        #expect(incident.progress == .satisfied)
        #expect(incident.contacts.all.allSatisfy { $0.lastMessageAt == nil })
    }

    @Test func `others are asked as usual, and whoever has no seat is not taken on`() throws {
        let incident = try opened(by: ["c", "e"]).incident
        #expect(incident.responders.map(\.person) == ["c"])
        #expect(incident.contacts["a"]?.state == .waiting)
        #expect(incident.contacts["e"] == nil)
        #expect(incident.progress == .running)
    }

    @Test func `whoever holds a seat of a later link meets the chain`() throws {
        let incident = try opened(.running(.ask("a"), .ask("b")), by: ["b"]).incident
        #expect(incident.progress == .satisfied)
        #expect(incident.contacts["a"]?.state != .waiting)
    }

    @Test func `nobody who answers has a seat: it is open, and asks`() throws {
        let incident = try opened(by: ["e"]).incident
        #expect(incident.status == .open)
        #expect(incident.contacts["a"]?.state == .waiting)
    }

    @Test func `a later yes for the first counts in what it opened`() throws {
        var incident = try first(Self.onHurt, hurt: 3).incident
        incident = try handle(incident, .opened("flood", as: 8, isNew: true), Self.onHurt).incident
        let yes = try handle(incident, .answer(Answer(person: "a", word: .accept)), Self.onHurt)
        #expect(yes.effects == [.answer(8, ["a"])])
        let seen = try handle(incident, .answer(Answer(person: "a", word: .seen)), Self.onHurt)
        #expect(seen.effects == [])
        let second = try Rehearsal(.running(.ask("a", "c", need: .all)), directory: Town.directory())
        try second.handle(.answeredInOther(["e", "a"]))
        #expect(second.responders == ["a"])
        #expect(second.incident.status == .acknowledged)
    }

    @Test func `not of somebody who said that they cannot, nor after the end`() throws {
        let scene = try Rehearsal(.running(.ask("a", "c", need: .all)))
        try scene.says("a", .cannot)
        _ = scene.looked()
        try scene.handle(.answeredInOther(["a"]))
        #expect(scene.isUntouched)
        let closed = try Rehearsal.closed()
        try closed.handle(.answeredInOther(["b"]))
        #expect(closed.isUntouched)
    }

    @Test func `a deputy who was asked for a seat fills it`() throws {
        let scene = try Rehearsal(
            .running(.ask("desk", deputies: .afterTimeout)),
            directory: Town.directory(groups: ["desk": ["a>b"]])
        )
        try scene.handle(.answeredInOther(["b"]))
        #expect(scene.responders == [])
        try scene.run(until: "6:00")
        try scene.handle(.answeredInOther(["b"]))
        #expect(scene.responders == ["b"] && scene.incident.progress == .satisfied)
    }

    // MARK: The one that is open already

    @Test func `an open incident of the plan gets the report, and who answers fills their seats`() throws {
        let scene = try Rehearsal(.running(.ask("a")))
        let link = Link(incident: 3, plan: "crowd")
        try scene.handle(.linked(link, Rehearsal.report(title: "Fire in the hall"), answering: ["a", "e"]))
        #expect(scene.incident.report.title == "Fire in the hall")
        #expect(scene.incident.reportCount == 2)
        #expect(scene.incident.links == [link])
        #expect(scene.responders == ["a"])
        #expect(scene.changes.contains(.linked(link)))
    }
}
