import Dispatching
import Escalation
import TestSupport
import Testing
import Text

@Suite("Many incidents")
struct ManyIncidentsTests {
    @Test func `10,000 incidents are filed, told and escalated, each once and in time`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        let count = 10_000
        for first in stride(from: 0, to: count, by: 500) {
            try scene.cycle((first..<first + 500).map { .file(Filing(report: Town.report("Fire \($0)"))) { _ in } })
        }
        #expect(scene.news().count == count)
        try scene.run(until: 4, 59)
        #expect(scene.news() == [])
        try scene.run(until: 5)
        let asked = scene.news()
        #expect(asked.count == count)
        #expect(asked.allSatisfy { $0.hasPrefix("5:00 alert b.mail ") })
        #expect(Set(asked).count == count)
        #expect(scene.faults() == [])
    }

    /// Random reports, answers, closings, failures, hangs and refused commits; what is random depends on the seed alone.
    private func story(_ seed: UInt64, cacheCapacity: Int, restarts: Bool = false) throws -> Scene {
        let plan = Plan.asking(["a", "b"], ["c"], repetition: .times(1, every: .minutes(2)))
        let scene = try Scene(Town.directory([plan], channel: "webhook"), cacheCapacity: cacheCapacity)
        var dice = Dice(seed)
        for place in ["a.mail", "b.mail", "c.mail", "office.mail"] {
            scene.channel[place] = (0..<40).map { _ in Self.outcome(&dice) } + [.accepted(evidence: .reply(250, "ok"))]
        }
        for second in stride(from: Int64(0), to: 900, by: 20) {
            try scene.run(until: 0, second)
            if Int.random(in: 0..<12, using: &dice) == 0 { scene.store.failCommits(.full) }
            try scene.cycle((0..<Int.random(in: 0...3, using: &dice)).map { _ in Self.request(&dice) })
            if Int.random(in: 0..<6, using: &dice) == 0 { try scene.finish("b.mail") }
            if restarts, Int.random(in: 0..<15, using: &dice) == 0 { try scene.restart(random: seed &+ UInt64(second)) }
        }
        for place in scene.channel.keys { scene.channel[place] = [.accepted(evidence: .reply(250, "ok"))] }
        for place in ["a.mail", "b.mail", "c.mail", "office.mail"] { try scene.finish(place) }
        try scene.run(until: 40)
        return scene
    }

    private static func outcome(_ dice: inout Dice) -> AttemptOutcome? {
        switch Int.random(in: 0..<8, using: &dice) {
        case 0: nil
        case 1: .temporary(reason: .reply(451))
        case 2: .permanent(reason: .reply(550))
        case 3: .unknown(reason: Evidence(.cutOff(.stopped)))
        case 4: .throttled(after: .seconds(90), reason: .http(429))
        default: .accepted(evidence: .reply(250, "ok"))
        }
    }

    private static func request(_ dice: inout Dice) -> LedgerRequest {
        let id = IncidentID.random(in: 1...8, using: &dice)
        let person = ["a", "b", "c", "d"].randomElement(using: &dice) ?? "a"
        switch Int.random(in: 0..<9, using: &dice) {
        case 0...2:
            let key = Bool.random(using: &dice) ? "k\(Int.random(in: 0..<4, using: &dice))" : nil
            let severity = Severity.allCases.randomElement(using: &dice)
            return .file(Filing(report: Town.report(severity: severity, key: key))) { _ in }
        case 3...5:
            let word = Answer.Word.allCases.randomElement(using: &dice) ?? .accept
            return .handle(id, .answer(Answer(person: person, word: word)), by: .token("test")) { _ in }
        case 6: return .handle(id, .close(.stoodDown, reason: "over"), by: .token("test")) { _ in }
        case 7: return .handle(id, .escalateByHand(reason: "slow"), by: .token("test")) { _ in }
        default: return .handle(id, .setSeverity(.one, reason: "worse"), by: .token("test")) { _ in }
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `incidents that fall out of the memory and are replayed go on as if they had stayed`(seed: UInt64) throws {
        let large = try story(seed, cacheCapacity: 20_000)
        let small = try story(seed, cacheCapacity: 2)
        #expect(small.store.sealed(from: 1, limit: .max) == large.store.sealed(from: 1, limit: .max))
        #expect(small.attempts == large.attempts)
        #expect(large.faults() == [])
    }

    @Test(arguments: 100...115 as ClosedRange<UInt64>)
    func `whatever happens, nothing is lost and everything comes to an end`(seed: UInt64) throws {
        let scene = try story(seed, cacheCapacity: 200, restarts: true)
        #expect(scene.faults() == [])
        let stuck = scene.store.begin().outbox.filter { $0.notification.due <= scene.now.wall - .minutes(16) }
        #expect(stuck.isEmpty)
        #expect(scene.hanging.isEmpty)
    }

    @Test func `a record that cannot be read for a while holds up nothing else and is taken up again`() throws {
        let scene = try Scene(Town.directory([.asking(["a"], ["b"])]), cacheCapacity: 2)
        for _ in 0..<4 { try scene.file() }
        _ = scene.news()
        scene.store.hide([1])
        try scene.run(until: 5)
        #expect(scene.news() == ["5:00 alert b.mail 2-2", "5:00 alert b.mail 3-2", "5:00 alert b.mail 4-2"])
        #expect(scene.metrics.exposition.contains("\ntocsin_damaged_incidents_total 1\n"))
        scene.store.hide([])
        try scene.run(until: 6)
        #expect(scene.news() == ["6:00 alert b.mail 1-2"])
        #expect(scene.faults() == [])
    }

    @Test func `an outcome or a turn of an unreadable incident is not lost either`() throws {
        let scene = try Scene(Town.directory([.asking(["a"], ["b"])]), cacheCapacity: 2)
        scene.channel["a.mail"] = [nil, .temporary(reason: .reply(451)), .accepted(evidence: .reply(250, "ok"))]
        for _ in 0..<4 { try scene.file(Town.report()) }
        scene.store.hide([1, 2])
        try scene.finish("a.mail")
        try scene.run(until: 2)
        scene.store.hide([])
        try scene.run(until: 4)
        #expect(scene.store.outboxCount() == 0)
        let permanent = (1...4).flatMap { scene.changes($0) }.filter {
            if case .notificationFailed = $0 { true } else { false }
        }
        #expect(permanent == [])
        #expect(scene.faults() == [])
    }
}
