import Testing

@testable import Escalation
@testable import Messages

@Suite struct `Seats, parts and command in messages` {
    private static let head = SeatID(group: "/riverside-town/head", holder: "wu-min")
    private static let languages = Language.allCases

    /// He An answers; the seat of Wu Min is silent.
    private static func incomplete(_ change: (inout Incident) -> Void = { _ in }) -> Incident {
        var incident = Example.incident()
        incident.status = .acknowledged
        incident.responders = [Responder(person: "he-an", at: Example.now - .minutes(4), round: 1)]
        incident.round.grade = .two
        incident.round.update(.chain) { $0.phase = .exhausted }
        incident.ask("wu-min", for: head, as: .seat(group: "head", role: "主要领导"), batch: nil)
        incident.round.update(head) { $0.lastAskedAt = Example.now - .minutes(2) }
        change(&incident)
        return incident
    }

    private static func plan(_ need: Need = .all, start: Start = .silence, commander: String? = nil) -> Plan {
        var plan = Example.plan
        let step = Step(ask: [Reference("head"), Reference("lin-yue")], need: need, start: start, within: .minutes(5))
        plan.responses = [.two: Response(steps: [step])]
        plan.commander = commander.map { Reference($0) }
        return plan
    }

    private static func text(_ kind: MessageKind, _ language: String, _ incident: Incident, _ plan: Plan) throws
        -> String
    {
        try Example.render(Example.material(kind, language: language, incident: incident, plan: plan)).text
    }

    @Test func `incomplete names who answers, who is missing since when, and what comes`() throws {
        let incident = Self.incomplete()
        let english = try Self.text(.incomplete, "en", incident, Self.plan())
        #expect(english.contains("Handling it: He An."))
        #expect(english.contains("Still missing: 主要领导 (Wu Min, asked 02:55 and 03:03)."), "\(english)")
        #expect(english.contains("nobody is asked again"))
        #expect(english.contains("Please take it with the link below, or find somebody who does."))
        #expect(!english.contains("call somebody in"))
        let hans = try Self.text(.incomplete, "zh-Hans", incident, Self.plan())
        #expect(hans.contains("何安已负责处置。") && hans.contains("仍缺：主要领导（吴敏，02:55、03:03已通知）。"), "\(hans)")
        #expect(hans.contains("名单已全部通知，不再自动通知。"))
        let hant = try Self.text(.incomplete, "zh-Hant", incident, Self.plan())
        #expect(hant.contains("何安已負責處理。") && hant.contains("名單已全部通知，不再自動通知。"), "\(hant)")
    }

    @Test func `a role that is written by language is read in the reader's`() throws {
        let role = LocalizedText(texts: ["en": "leader", "zh-Hans": "主要领导", "zh-Hant": "主要領導"])
        let incident = Self.incomplete { $0.round.update(Self.head) { $0.reason = .seat(group: "head", role: role) } }
        for (language, shown) in [("en", "leader (Wu Min,"), ("zh-Hans", "主要领导（吴敏，"), ("zh-Hant", "主要領導（")] {
            let text = try Self.text(.incomplete, language, incident, Self.plan())
            #expect(text.contains(shown), "\(text)")
        }
    }

    @Test func `whoever leads reads what they can do about it, and when the seats are asked again`() throws {
        var incident = Self.incomplete { incident in
            incident.command = Command(person: "lin-yue", standsFor: nil, since: Example.now)
            incident.responders.append(Responder(person: "lin-yue", at: Example.now, round: 1))
        }
        let due = Example.now + .minutes(10)
        incident.timers.append(IncidentTimer(kind: .repetition(.chain), due: due, span: .minutes(10)))
        let english = try Self.text(.incomplete, "en", incident, Self.plan(commander: "leaders"))
        #expect(english.contains("With the link below you can call somebody in, or go on without them."))
        #expect(english.contains("They are asked again at 03:15.") && !english.contains("used up"), "\(english)")
        let hans = try Self.text(.incomplete, "zh-Hans", incident, Self.plan(commander: "leaders"))
        #expect(hans.contains("点开下方链接可加派人员，或选择不再等待。") && hans.contains("03:15将再次通知。"))
    }

    @Test func `an empty seat has nobody left to ask, and of several that would do the number is said`() throws {
        let empty = Self.incomplete { incident in
            incident.round.updateSeats(of: 0) { if $0.seat == Self.head { $0.isEmpty = true } }
        }
        let english = try Self.text(.incomplete, "en", empty, Self.plan())
        #expect(english.contains("Still missing: 主要领导 (Wu Min, nobody left to ask)."), "\(english)")
        let several = Self.incomplete { incident in
            incident.round.updateSeats(of: 0) { $0.batch = nil }
        }
        let one = try Self.text(.incomplete, "zh-Hans", several, Self.plan(.any))
        #expect(one.contains("中的1人"), "\(one)")
    }

    @Test(arguments: languages)
    func `an alert and a copy that go out while somebody answers say who does and who is missing`(language: Language)
        throws
    {
        let missing = ["Still missing: 主要领导", "仍缺：主要领导", "仍缺：主要领导"]
        let place = try #require(Self.languages.firstIndex(of: language))
        for kind in [MessageKind.alert, .copy, .reminder, .severity] {
            let text = try Self.text(kind, language.rawValue, Self.incomplete(), Self.plan())
            #expect(text.contains(["He An", "何安", "何安"][place]) && text.contains(missing[place]), "\(kind): \(text)")
        }
    }

    @Test func `while nobody answers nobody is said to be still missing`() throws {
        let open = Self.incomplete { incident in
            incident.status = .open
            incident.responders = []
        }
        for kind in [MessageKind.alert, .copy, .reminder, .severity, .unanswered] {
            let text = try Self.text(kind, "en", open, Self.plan())
            #expect(!text.contains("issing"), "\(kind): \(text)")
        }
    }

    @Test func `a body and a relay ask for their part, and say whether somebody else's answer would do`() throws {
        func incident(_ deputies: [PersonID]) -> Incident {
            var incident = Example.incident()
            incident.round = Round()
            incident.round.number = 1
            incident.round.grade = .two
            incident.round.parts = [PartState(part: .chain), PartState(part: .body(0))]
            incident.timers = []
            let seat = SeatID(group: "/riverside-town/order", holder: "lin-yue")
            incident.ask("lin-yue", for: seat, as: .seat(group: "警戒组", role: nil), deputies: deputies, batch: 1)
            return incident
        }
        let body = Self.plan(.all, start: .atOnce)
        let only = try Self.text(.alert, "en", incident([]), body)
        #expect(only.contains("Please answer by 03:10 with the link below: can you take it for 警戒组?"), "\(only)")
        #expect(only.contains("Nobody else's answer stands in for yours."))
        let hans = try Self.text(.alert, "zh-Hans", incident(["he-an"]), body)
        #expect(hans.contains("能否由您负责处置（警戒组）？") && hans.contains("其他岗位的答复不能代替本岗位的答复。"), "\(hans)")
        var relayed = incident([])
        relayed.status = .acknowledged
        relayed.responders = [Responder(person: "he-an", at: Example.now, round: 1)]
        let relay = try Self.text(.alert, "zh-Hant", relayed, Self.plan(.any, start: .accepted))
        #expect(relay.contains("何安已負責處理。請於03:10前點開下方連結答覆：能否由您負責處理（警戒组）？"), "\(relay)")
        let ordinary = try Self.text(.alert, "en", Example.incident(), Self.plan())
        #expect(ordinary.contains("can you take it?") && !ordinary.contains("other seats"))
    }

    @Test func `a newcomer of a raised rank, and somebody who was called in, read why they are asked now`() throws {
        var raised = Example.incident()
        raised.round.because = .severityRaised
        raised.round.startedAt = Example.now
        raised.regrading = Regrading(from: .three, reason: .byRules)
        let material = Example.material(.alert, language: "en", incident: raised)
        let message = try Example.render(material)
        #expect(message.title == "[II Major] Raised to II · Service Centre: 补偿款未到账，大厅聚集 #7")
        #expect(
            message.text.hasPrefix(
                "Raised from III to II (by the plan's rules); you are asked now. Please answer by 03:10"
            )
        )
        raised.contacts.update("lin-yue", reason: .named) { $0.firstReachedAt = Example.now - .minutes(5) }
        #expect(
            !(try Example.render(Example.material(.alert, language: "en", incident: raised))).text.contains("asked now")
        )
        var called = Example.incident()
        called.round.stages = []
        let one = CalledIn(person: "lin-yue", by: .person("he-an"), at: Example.now, batch: 1, reason: "人手不足")
        called.round.calledIn = [one]
        let help = try Example.render(Example.material(.alert, incident: called))
        #expect(help.title.hasPrefix("【II 重大】请支援｜便民服务中心"))
        #expect(help.text.hasPrefix("何安请您参与处置：人手不足。请您于03:10前点开下方链接答复。您为加派人员，不替换他人。"), "\(help.text)")
    }

    @Test func `somebody who was called in and is silent is missing for whoever called them, and for nobody else`()
        throws
    {
        var incident = Example.incident(for: .incomplete)
        incident.contacts.update("wu-min", reason: .calledIn) { ($0.state, $0.round) = (.waiting, 1) }
        incident.round.calledIn = [
            CalledIn(person: "wu-min", by: .person("lin-yue"), at: Example.now - .minutes(10), batch: nil)
        ]
        let caller = try Example.render(Example.material(.incomplete, language: "en", incident: incident))
        #expect(caller.text.contains("Still missing: Wu Min (asked 02:55)."), "\(caller.text)")
        #expect(!caller.text.contains("used up"), "\(caller.text)")
        incident.round.calledIn[0].by = .person("he-an")
        let other = try Example.render(Example.material(.incomplete, language: "en", incident: incident))
        #expect(!other.text.contains("Wu Min (asked"))
    }

    @Test func `command is told to those whom it concerns, and to nobody who does not have it`() throws {
        let led = try Example.render(Example.material(.command, language: "en"))
        #expect(led.text.hasPrefix("In command: He An, in place of Wu Min.\nNothing else changes for you."))
        let own = try Example.render(Example.material(.inCommand))
        #expect(own.title.contains("由您指挥") && own.text.hasPrefix("由您担任总指挥（代吴敏）。"))
        var offered = Example.incident(for: .commandOffer)
        let offer = try Example.render(Example.material(.commandOffer, language: "zh-Hant", incident: offered))
        #expect(offer.title.contains("是否接任指揮官") && offer.text.contains("請點開下方連結按「我來指揮」"), "\(offer.text)")
        offered.command?.person = "lin-yue"
        offered.offeredCommand = ["he-an"]
        let leader = try Example.render(Example.material(.commandOffer, language: "en", incident: offered))
        #expect(leader.text.hasPrefix("He An answered and may take command; until then you stay in command."))
        offered.command = nil
        let nobody = try Example.render(Example.material(.inCommand, language: "en", incident: offered))
        #expect(!nobody.text.contains("You are in command"))
    }
}
