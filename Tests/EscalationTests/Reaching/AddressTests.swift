import Escalation
import Testing

@Suite("A person's addresses")
struct AddressTests {
    private let three = Town.directory(addresses: ["a": ["mail", "hook", "log"]])

    private func scene(
        _ channel: [String: [Rehearsal.Delivery]] = [:],
        order: Reach.Order? = nil,
        every: TimeSpan = .minutes(2),
        severity: Severity = .four
    ) throws -> Rehearsal {
        let plan = Plan.running(.ask("a", within: 30), .ask("b"), reach: Reach(order: order, every: every))
        return try Rehearsal(plan, directory: three, channel: channel, severity: severity)
    }

    @Test func `in order each address has its time`() throws {
        let scene = try scene(order: .inOrder, every: .minutes(3))
        try scene.run(until: "29:00")
        #expect(scene.news() == ["0:00 alert a", "3:00 alert a.hook", "6:00 alert a.log"])
    }

    @Test func `together all addresses are used at once`() throws {
        let scene = try scene(order: .together)
        #expect(scene.news() == ["0:00 alert a", "0:00 alert a.hook", "0:00 alert a.log"])
    }

    @Test(arguments: [(Severity.one, 3), (.two, 3), (.three, 1), (.four, 1)])
    func `ranks 1 and 2 default to together`(severity: Severity, count: Int) throws {
        #expect(try scene(severity: severity).news().count == count)
    }

    @Test func `when an address fails for good the next is used now`() throws {
        let scene = try scene(["a": [.refuses]])
        try scene.run(until: "3:00")
        #expect(scene.news() == ["0:00 alert a refused", "0:00 alert a.hook", "2:00 alert a.log"])
    }

    @Test func `an unknown outcome is tried again while the next address is used in parallel`() throws {
        let scene = try scene(["a": [.cutsOff, .accepts]])
        try scene.run(until: "1:00")
        #expect(scene.news() == ["0:00 alert a cut off", "0:00 alert a.hook", "0:15 alert a"])
        let kept = scene.changes.contains {
            if case .notificationRetrying(number: 1, attempt: 1, _, _, isUnknown: true) = $0 { true } else { false }
        }
        #expect(kept)
        #expect(scene.changes.contains(.notificationAccepted(number: 1, attempt: 2, evidence: .reply(250, "ok"))))
    }

    @Test func `nobody waits for an answer that cannot be read, and no address is used twice for it`() throws {
        let scene = try scene(["a": [.mumbles]])
        try scene.run(until: "1:00")
        #expect(
            scene.news() == [
                "0:00 alert a mumbled", "0:00 alert a.hook", "0:15 alert a mumbled", "0:15 alert a.log",
            ]
        )
    }

    @Test func `a temporary failure is not yet a reason to use the next address`() throws {
        let scene = try scene(["a": [.failsForNow, .accepts]])
        try scene.run(until: "1:59")
        #expect(scene.news() == ["0:00 alert a failed for now", "0:15 alert a"])
    }

    @Test func `a message that hangs holds up neither the next address nor the next step`() throws {
        let scene = try scene(["a": [.hangs]])
        try scene.run(until: "30:00")
        #expect(scene.news() == ["0:00 alert a hangs", "2:00 alert a.hook", "4:00 alert a.log", "30:00 alert b"])
    }

    @Test func `somebody is unreachable when all addresses failed`() throws {
        let scene = try scene(["a": [.refuses], "a.hook": [.refuses], "a.log": [.refuses]])
        #expect(scene.incident.contacts["a"]?.state == .out(.unreachable))
        #expect(
            scene.news() == [
                "0:00 alert a refused", "0:00 alert a.hook refused", "0:00 alert a.log refused", "0:00 alert b",
            ]
        )
    }

    @Test func `together somebody is unreachable only when the last address failed`() throws {
        let scene = try scene(
            ["a": [.refuses], "a.hook": [.refuses], "a.log": [.failsForNow, .refuses]],
            order: .together
        )
        #expect(scene.incident.contacts["a"]?.state == .waiting)
        try scene.run(until: "0:15")
        #expect(scene.incident.contacts["a"]?.state == .out(.unreachable))
        #expect(scene.news().last == "0:15 alert b")
    }

    @Test func `somebody whom one address reached is not unreachable`() throws {
        let scene = try scene(["a.hook": [.refuses], "a.log": [.refuses]], order: .together)
        #expect(scene.incident.contacts["a"]?.state == .waiting)
        #expect(scene.answersDue == "30:00")
    }

    @Test func `the next address is not used once the person has answered`() throws {
        let scene = try scene()
        try scene.says("a", .cannot)
        try scene.run(until: "3:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b"])
    }

    @Test func `an address that left the contact tree is given up for the next one`() throws {
        let scene = try scene(["a": [.failsForNow]])
        scene.directory = Town.directory(addresses: ["a": ["hook", "log"]])
        try scene.run(until: "0:30")
        #expect(scene.news() == ["0:00 alert a failed for now", "0:15 alert a failed for now", "0:15 alert a.hook"])
        #expect(scene.changes.contains(.notificationCancelled(number: 1, because: .targetGone)))
    }

    @Test func `addresses are read live`() throws {
        let scene = try scene()
        scene.directory = Town.directory(addresses: ["a": ["mail", "radio"]])
        try scene.run(until: "2:00")
        #expect(scene.news() == ["0:00 alert a", "2:00 alert a.radio"])
    }

    @Test func `an address that fails while the incident is exhausted leads to the next address`() throws {
        let plan = Plan.running(.ask("a", within: 1), reach: Reach(every: .minutes(30)))
        let scene = try Rehearsal(plan, directory: three, channel: ["a": [.hangs]])
        try scene.run(until: "2:00")
        try scene.finish("a", .refuses)
        #expect(scene.news().last == "2:00 alert a.hook")
        #expect(scene.incident.progress == .exhausted)
    }
}
