import Escalation
import Testing

@Suite("What comes by itself, as it is told beforehand")
struct ProspectTests {
    private func prospect(_ scene: Rehearsal) -> String {
        Self.written(scene.incident.prospect(plan: scene.plan, directory: scene.directory))
    }

    private static func written(_ prospect: Prospect?) -> String {
        guard let prospect else { return "nothing" }
        let at = Rehearsal.written(prospect.at)
        return switch prospect {
        case .others: "\(at) others"
        case .again: "\(at) again"
        case .told(let people, _): "\(at) told " + people.joined(separator: ",")
        case .nobody: "\(at) nobody"
        }
    }

    @Test func `others, the same again after a while, then the fallback, then the fallback again`() throws {
        let scene = try Rehearsal(.running(.ask("a"), .ask("b"), repetition: .times(1, every: .minutes(20))))
        #expect(prospect(scene) == "5:00 others")
        try scene.run(until: "5:00")
        #expect(prospect(scene) == "30:00 again")
        try scene.run(until: "11:00")
        #expect(prospect(scene) == "30:00 again")
        try scene.run(until: "30:00")
        #expect(prospect(scene) == "35:00 again")
        try scene.run(until: "35:00")
        #expect(prospect(scene) == "40:00 told office")
        try scene.run(until: "40:00")
        #expect(prospect(scene) == "60:00 told office")
    }

    @Test func `a next step that names the same people asks nobody else`() throws {
        let scene = try Rehearsal(.running(.ask("a"), .ask("a")))
        #expect(prospect(scene) == "5:00 again")
        #expect(prospect(try Rehearsal(.running(.ask("a"), .ask("a", "b")))) == "5:00 others")
    }

    @Test func `silent holders' deputies are others`() throws {
        let plan = Plan.running(.ask("lead", deputies: .afterTimeout))
        let scene = try Rehearsal(plan, directory: Town.directory(groups: ["lead": ["a>b"]]))
        #expect(prospect(scene) == "5:00 others")
        try scene.run(until: "5:00")
        #expect(prospect(scene) == "10:00 told office")
    }

    @Test func `with nobody who could be told nothing more comes`() throws {
        let people = Town.directory(addresses: ["office": []])
        #expect(prospect(try Rehearsal(.running(.ask("a")), directory: people)) == "5:00 nobody")
    }

    @Test func `nothing is promised where enough took it, in a pause, and after the end`() throws {
        #expect(prospect(try .acknowledged()) == "nothing")
        #expect(prospect(try .closed()) == "nothing")
        let paused = try Rehearsal.running()
        try paused.pause(until: "30:00")
        #expect(prospect(paused) == "nothing")
    }

    @Test func `whoever does not say that they are still on it reads who is asked then`() throws {
        let rule = AcknowledgementRule(lasts: .hours(1), grace: .minutes(10))
        for (plan, expected) in [
            (Plan.running(.ask("a"), .ask("b"), acknowledgement: rule), "71:00 others"),
            (Plan.running(.ask("a"), acknowledgement: rule), "71:00 again"),
        ] {
            let scene = try Rehearsal.acknowledged(plan)
            try scene.run(until: "62:00")
            let prospect = scene.incident.prospectOfGrace(plan: scene.plan, directory: scene.directory)
            #expect(Self.written(prospect) == expected)
        }
    }

    @Test func `what was told beforehand is what happens, in random stories`() throws {
        var compared = 0
        for seed in UInt64(1)..<400 {
            guard var story = Story.begun(seed: seed) else { continue }
            for _ in 0..<(seed % 12) { story.goOn() }
            let prospect = story.incident.prospect(plan: story.plan, directory: story.directory)
            guard case .told(let people, let at)? = prospect else { continue }
            let told = try played(story, until: at).contains {
                switch $0 {
                case .toldFallback(let told), .toldIncomplete(let told, _): told == people
                default: false
                }
            }
            #expect(told, "seed \(seed)")
            compared += 1
        }
        #expect(compared > 20)
    }

    /// What changes at a moment to which everything is played that comes by itself, one deadline after the other.
    private func played(_ story: Story, until end: Timestamp) throws -> [Change] {
        let context = DecisionContext(plan: story.plan, directory: story.directory)
        var incident = story.incident
        var changes: [Change] = []
        while let timer = Self.next(of: incident), timer.due <= end {
            let decision = try Machine.handle(incident, .deadline(timer), at: timer.due, by: .clock, in: context)
            incident = decision.incident
            changes = timer.due == end ? changes + decision.changes : []
        }
        return changes
    }

    private static func next(of incident: Incident) -> IncidentTimer? {
        incident.timers.filter { timer in
            switch timer.kind {
            case .answers, .repetition, .fallback, .incomplete: true
            default: false
            }
        }.min { $0.due < $1.due }
    }
}
