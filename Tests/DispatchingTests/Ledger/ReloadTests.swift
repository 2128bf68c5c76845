import Dispatching
import Escalation
import TestSupport
import Testing

@Suite("A new contact tree while incidents are under way")
struct ReloadTests {
    @Test func `an incident keeps its plan, a new one gets the new plan`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        try scene.file()
        try scene.install(Town.directory([.asking(["c"], ["d"], version: "fire-2")]))
        try scene.file()
        try scene.run(until: 5)
        #expect(
            scene.news() == [
                "0:00 alert a.mail 1-1", "0:00 alert c.mail 2-1", "5:00 alert b.mail 1-2", "5:00 alert d.mail 2-2",
            ]
        )
        #expect(scene.incident(1)?.report.planVersion == "fire-1")
    }

    @Test func `the plan of an incident is found after a restart with another tree`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        try scene.file()
        try scene.install(Town.directory([.asking(["c"], version: "fire-2")]))
        try scene.restart()
        try scene.run(until: 5)
        #expect(scene.news().last == "5:00 alert b.mail 1-2")
    }

    @Test func `groups and people are read as they are when the step begins`() throws {
        let plan = Plan.asking(["a"], ["crew"])
        let scene = try Scene(Town.directory([plan], groups: ["crew": Group(seats: [Seat(holder: "b")])]))
        try scene.file()
        try scene.install(Town.directory([plan], groups: ["crew": Group(seats: [Seat(holder: "c")])]))
        try scene.run(until: 5)
        #expect(scene.news().last == "5:00 alert c.mail 1-2")
    }

    @Test func `a retry goes to the address as it is now`() throws {
        let plan = Plan.asking(["a"])
        let scene = try Scene(plan)
        scene.channel["a.mail"] = [.temporary(reason: .reply(451)), nil]
        try scene.file()
        let moved = Town.address("mail", of: "a", channel: "log", at: "elsewhere")
        try scene.install(Town.directory([plan], addresses: ["a": [moved]]))
        try scene.run(until: 1)
        #expect(scene.hanging.map(\.address.destination) == ["elsewhere"])
    }

    @Test func `a tree that cannot be stored changes nothing`() throws {
        let scene = try Scene(.asking(["a"]))
        scene.store.failCommits(.full)
        #expect(throws: LedgerError.self) { try scene.install(Town.directory([.asking(["b"], version: "fire-2")])) }
        try scene.file()
        #expect(scene.news() == ["0:00 alert a.mail 1-1"])
    }

    @Test func `a tree that comes into force is on record once, with the version of its zone rules`() throws {
        var tree = Town.directory([.asking(["a"])])
        let scene = try Scene(tree)
        try scene.install(tree)
        #expect(scene.changes(0) == [], "a tree that was not read from files")
        for rules in ["2026a", "2026a", "2026b"] {
            tree.zoneRules = rules
            try scene.install(tree)
        }
        try scene.restart()
        try scene.install(tree)
        try scene.ledger.begin(with: [.noteTree], at: scene.now)
        let known = ["2026a", "2026b"].map { Change.treeInstalled(version: tree.version, zoneRules: $0) }
        #expect(scene.changes(0) == known)
        tree.zoneRules = "2026c"
        scene.store.failCommits(.full)
        #expect(throws: LedgerError.self) { try scene.install(tree) }
        #expect(scene.changes(0) == known)
        #expect(scene.faults() == [])
    }

    @Test func `a file that the server wrote is on record before the tree that it made, or neither is`() throws {
        var tree = Town.directory([.asking(["a"])])
        tree.zoneRules = "2026a"
        let scene = try Scene(tree)
        let edit = TreeEdit(file: "yard/changes/x.yaml", before: nil, after: "0a", by: .person("a"), reason: "away")
        scene.store.failCommits(.full)
        #expect(throws: LedgerError.self) { try scene.install(tree, after: edit) }
        #expect(scene.changes(0) == [])
        try scene.restart()
        try scene.install(tree, after: edit)
        #expect(
            scene.changes(0) == [
                .treeEdited(file: "yard/changes/x.yaml", before: nil, after: "0a", reason: "away"),
                .treeInstalled(version: tree.version, zoneRules: "2026a"),
            ]
        )
        #expect(scene.faults() == [])
    }

    @Test func `a tree is answered for once its plans are stored, in the commit of its cycle`() throws {
        let scene = try Scene(.asking(["a"]))
        let store = scene.store
        let before = store.happened.count
        let tree = Town.directory([.asking(["b"], version: "fire-2")])
        try scene.cycle([
            .file(Filing(report: Town.report())) { _ in store.note("filed") },
            .install(tree) { _ in store.note("installed") },
            .file(Filing(report: Town.report())) { _ in store.note("filed") },
        ])
        #expect(store.happened[before...].prefix(4) == ["commit", "filed", "installed", "filed"])
        #expect(store.plan(version: "fire-2") != nil)
        #expect(scene.incident(1)?.report.planVersion == "fire-1")
        #expect(scene.incident(2)?.report.planVersion == "fire-2")
    }

    @Test func `a refused commit takes the tree back with everything that was decided by it`() throws {
        let scene = try Scene(.asking(["a"]))
        scene.store.failCommits(.full)
        let (installed, filed) = (Reply<Void>(), Reply<Filed>())
        try scene.cycle([
            .install(Town.directory([.asking(["b"], version: "fire-2")])) { installed.take($0) },
            .file(Filing(report: Town.report())) { filed.take($0) },
        ])
        #expect(installed.isUnavailable && filed.isUnavailable)
        #expect(scene.store.plan(version: "fire-2") == nil)
        try scene.file()
        #expect(scene.incident(1)?.report.planVersion == "fire-1")
        #expect(scene.news() == ["0:00 alert a.mail 1-1"])
        #expect(scene.faults() == [])
    }

    @Test func `a plan that cannot be read is told to the operators`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        try scene.file()
        try scene.install(Town.directory([.asking(["c"], version: "fire-2")]))
        scene.store.losePlans()
        try scene.restart()
        let alerts = Inspection(scene)
        alerts.alerts.connect([alerts.told], name: "memory00")
        scene.ledger.alerts = alerts.alerts
        let answer = Event.answer(Answer(person: "a", word: .accept))
        #expect(throws: LedgerError.self) { try scene.handle(1, answer, by: .person("a")) }
        #expect(alerts.told.all.contains { $0.contains("plan version fire-1") }, "\(alerts.told.all)")
    }

    @Test func `somebody who is removed while their message waits is passed over at once`() throws {
        let plan = Plan.asking(["a"], ["b"])
        let scene = try Scene(plan)
        scene.channel["a.mail"] = [.temporary(reason: .reply(451))]
        try scene.file()
        try scene.install(Town.directory([plan], without: ["a"]))
        try scene.run(until: 1)
        #expect(scene.attempts.last?.hasSuffix("alert b.mail 1-2") == true)
        #expect(scene.incident(1)?.contacts["a"]?.state == .out(.unreachable))
        #expect(scene.faults() == [])
    }

    @Test func `an address that is removed while it waits gives way to the next one at once`() throws {
        let plan = Plan.asking(["a"])
        let first = Town.address("mail", of: "a")
        let second = Town.address("hook", of: "a")
        let scene = try Scene(Town.directory([plan], addresses: ["a": [first, second]]))
        scene.channel["a.mail"] = [.temporary(reason: .reply(451))]
        try scene.file()
        try scene.install(Town.directory([plan], addresses: ["a": [second]]))
        try scene.run(until: 0, 30)
        #expect(scene.attempts.last?.hasSuffix("alert a.hook 1-2") == true)
        #expect(scene.faults() == [])
    }

    @Test func `more people than slots can be removed at once`() throws {
        let plan = Plan.asking(["a"])
        let scene = try Scene(plan)
        scene.channel["a.mail"] = [.temporary(reason: .reply(451))]
        for _ in 0..<200 { try scene.file() }
        try scene.install(Town.directory([plan], without: ["a"]))
        try scene.run(until: 1)
        #expect(scene.incident(200)?.contacts["a"]?.state == .out(.unreachable))
        #expect(scene.store.outboxCount() == 0)
        #expect(scene.faults() == [])
    }

    @Test func `a thousand reloads change no deadline and repeat nothing`() throws {
        let plan = Plan.asking(["a"], ["b"])
        let scene = try Scene(plan)
        try scene.file()
        let due = scene.ledger.nextDue
        for _ in 0..<1_000 { try scene.install(Town.directory([plan])) }
        #expect(scene.ledger.nextDue == due)
        try scene.run(until: 5)
        #expect(scene.news() == ["0:00 alert a.mail 1-1", "5:00 alert b.mail 1-2"])
    }
}
