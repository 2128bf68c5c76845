import Dispatching
import Escalation
import TestSupport
import Testing
import Text

@Suite("After a restart")
struct RestartTests {
    @Test func `what was being sent is sent once more under the same number`() throws {
        let scene = try Scene(.asking(["a"]))
        scene.channel["a.mail"] = [nil, .accepted(evidence: .reply(250, "ok"))]
        try scene.file()
        try scene.restart()
        try scene.run(until: 4)
        #expect(scene.news() == ["0:00 alert a.mail 1-1", "0:00 alert a.mail 1-1"])
        #expect(scene.faults() == [])
    }

    @Test func `what was accepted is not sent again`() throws {
        let scene = try Scene(.asking(["a"]))
        try scene.file()
        try scene.restart()
        try scene.run(until: 4)
        #expect(scene.news().count == 1)
    }

    @Test func `deadlines keep their time`() throws {
        let scene = try Scene(.asking(["a"], ["b"], ["c"]))
        try scene.file()
        scene.sleep(until: 3)
        try scene.restart()
        try scene.run(until: 10)
        #expect(scene.news() == ["0:00 alert a.mail 1-1", "5:00 alert b.mail 1-2", "10:00 alert c.mail 1-3"])
    }

    @Test func `a retry keeps its time`() throws {
        let scene = try Scene(.asking(["a"]))
        scene.channel["a.mail"] = [
            .throttled(after: .minutes(4), reason: .http(429)), .accepted(evidence: .reply(250, "ok")),
        ]
        try scene.file()
        scene.sleep(until: 1)
        try scene.restart()
        try scene.run(until: 4, 30)
        #expect(scene.news() == ["0:00 alert a.mail 1-1", "4:00 alert a.mail 1-1"])
    }

    @Test func `after downtime one overdue step is started, then its normal time is given`() throws {
        let scene = try Scene(.asking(["a"], ["b"], ["c"]))
        try scene.file()
        scene.sleep(until: 180)
        try scene.restart()
        #expect(scene.news() == ["0:00 alert a.mail 1-1", "180:00 alert b.mail 1-2"])
        try scene.run(until: 184, 59)
        #expect(scene.news() == [])
        try scene.run(until: 185)
        #expect(scene.news() == ["185:00 alert c.mail 1-3"])
    }

    @Test(arguments: [-315_360_000, -1_800_000, -3_600, -60, 60, 3_600, 315_360_000] as [Int64])
    func `a clock that jumped while it was off delays nothing beyond its own time and silences nothing`(seconds: Int64)
        throws
    {
        let scene = try Scene(.asking(["a"], ["b"], ["c"]))
        scene.channel["a.mail"] = [nil, .temporary(reason: .reply(451)), .accepted(evidence: .reply(250, "ok"))]
        try scene.file()
        scene.sleep(until: 1)
        scene.wallShift = .seconds(seconds)
        try scene.restart()
        #expect(scene.news().dropFirst().first == "1:00 alert a.mail 1-1")
        try scene.run(until: 30)
        let steps = scene.attempts.filter { $0.contains("b.mail") || $0.contains("c.mail") }
        let early = seconds >= 240
        let expected: [String] =
            if early {
                ["1:00 alert b.mail 1-2", "6:00 alert c.mail 1-3"]
            } else if seconds > 0 {
                ["4:00 alert b.mail 1-2", "9:00 alert c.mail 1-3"]
            } else {
                ["6:00 alert b.mail 1-2", "11:00 alert c.mail 1-3"]
            }
        #expect(steps == expected)
        #expect(scene.faults() == [])
    }

    @Test func `a clock that says 1970 after a restart does not hold back what is planned`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        scene.channel["a.mail"] = [nil, nil, .accepted(evidence: .reply(250, "ok"))]
        try scene.file()
        scene.wallShift = TimeSpan(milliseconds: -Scene.start.milliseconds)
        try scene.restart()
        #expect(scene.news() == ["0:00 alert a.mail 1-1", "0:00 alert a.mail 1-1"])
        scene.wallShift = .zero
        scene.sleep(until: 1)
        try scene.restart()
        try scene.run(until: 4)
        #expect(scene.news() == ["1:00 alert a.mail 1-1"])
        #expect(scene.faults() == [])
    }

    @Test func `a reminder that waits for its time keeps it, and no wrong clock puts it off by more`() throws {
        let scene = try Scene(.asking(["a"], ["a"]))
        try scene.file()
        scene.channel["a.mail"] = [.accepted(evidence: .reply(250, "ok"))]
        try scene.handle(1, .escalateByHand(reason: "now"))
        #expect(scene.store.outboxCount() == 1)
        scene.wallShift = .days(-3_650)
        try scene.restart()
        try scene.run(until: 2)
        #expect(scene.news() == ["0:00 alert a.mail 1-1", "2:00 reminder a.mail 1-2"])
    }

    @Test func `the figures of open and acknowledged incidents go on`() throws {
        let scene = try Scene(.asking(["a"]))
        try scene.file()
        try scene.file()
        try scene.says("a", .accept, to: 2)
        try scene.restart()
        #expect(figures(scene) == ["1", "1"])
        try scene.handle(2, .close(.stoodDown, reason: "out"))
        #expect(figures(scene) == ["1", "0"])
    }

    private func figures(_ scene: Scene) -> [String] {
        let lines = scene.metrics.exposition.split(separator: "\n")
        return ["open", "acknowledged"].map { status in
            let line = lines.first { $0.hasPrefix("tocsin_incidents{status=\"\(status)\"}") }
            return line.flatMap { $0.split(separator: " ").last }.map(String.init) ?? ""
        }
    }

    @Test func `a restart at every moment of a course sends each notification under its own number`() throws {
        for cut in 0..<40 {
            let scene = try Scene(.asking(["a"], ["b"], repetition: .times(1, every: .minutes(2))))
            scene.channel["a.mail"] = [.temporary(reason: .reply(451)), .accepted(evidence: .reply(250, "ok"))]
            try scene.file()
            try scene.run(until: 0, Int64(cut) * 33)
            try scene.restart()
            try scene.run(until: 40)
            let numbers = Dictionary(grouping: scene.attempts) { $0.split(separator: " ").last ?? "" }
            #expect(numbers["1-1"]?.count == 2)
            #expect(numbers.filter { $0.key != "1-1" }.allSatisfy { $0.value.count == 1 })
            #expect(
                Set(scene.attempts.map { $0.split(separator: " ").dropFirst().prefix(3).joined() }).count
                    == numbers.count
            )
            #expect(scene.faults() == [])
        }
    }
}
