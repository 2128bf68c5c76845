import Escalation
import Testing

@Suite("Attempts, cancelling and latecomers")
struct AttemptTests {
    private func attempts(_ delivery: Rehearsal.Delivery, jitter: Double) throws -> Rehearsal {
        let scene = try Rehearsal(.running(.ask("a", within: 60)), channel: ["a": [.hangs, delivery]])
        scene.jitter = jitter
        try scene.finish("a", delivery)
        try scene.run(until: "10:00")
        return scene
    }

    @Test func `an attempt is made at once and after 15 seconds, a minute and five minutes`() throws {
        let scene = try attempts(.failsForNow, jitter: 0)
        #expect(
            scene.news() == [
                "0:00 alert a hangs", "0:15 alert a failed for now", "1:15 alert a failed for now",
                "6:15 alert a failed for now", "6:15 unanswered office",
            ]
        )
        #expect(scene.changes.contains(.notificationFailed(number: 1, attempt: 4, reason: .reply(451, "later"))))
    }

    @Test(arguments: [
        (1.0, "0:18 1:30 7:30"), (5.0, "0:18 1:30 7:30"), (-1.0, "0:12 1:00 5:00"), (-9.0, "0:12 1:00 5:00"),
    ])
    func `the waits are spread by a fifth either way`(jitter: Double, moments: String) throws {
        let scene = try attempts(.failsForNow, jitter: jitter)
        let times = scene.news().dropFirst().prefix(3).compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(times.joined(separator: " ") == moments)
    }

    @Test func `an attempt of unknown outcome has the same schedule and the same id`() throws {
        let scene = try attempts(.cutsOff, jitter: 0)
        #expect(scene.news().prefix(4).map { String($0.prefix(4)) } == ["0:00", "0:15", "1:15", "6:15"])
        #expect(scene.changes.contains(.notificationFailed(number: 1, attempt: 4, reason: Evidence(.cutOff(.stopped)))))
    }

    @Test func `an answer that cannot be read is asked for once more, then the address has failed`() throws {
        let scene = try Rehearsal(.running(.ask("a", within: 60)), channel: ["a": [.mumbles]])
        try scene.run(until: "10:00")
        #expect(scene.news() == ["0:00 alert a mumbled", "0:15 alert a mumbled", "0:15 unanswered office"])
        #expect(
            scene.changes.contains(
                .notificationFailed(number: 1, attempt: 2, reason: Evidence(.http(status: 200, .silent)))
            )
        )
    }

    @Test func `an answer that can be read the second time counts`() throws {
        let scene = try Rehearsal(.running(.ask("a", within: 60)), channel: ["a": [.mumbles, .accepts]])
        try scene.run(until: "10:00")
        #expect(scene.news() == ["0:00 alert a mumbled", "0:15 alert a"])
    }

    @Test(
        arguments: [
            ([.cutsOff, .mumbles], ["0:00 alert a cut off", "0:15 alert a mumbled"]),
            (
                [.mumbles, .failsForNow, .mumbles],
                ["0:00 alert a mumbled", "0:15 alert a failed for now", "1:15 alert a mumbled"]
            ),
            (
                [.failsForNow, .mumbles, .mumbles],
                ["0:00 alert a failed for now", "0:15 alert a mumbled", "1:15 alert a mumbled"]
            ),
        ] as [([Rehearsal.Delivery], [String])]
    )
    func `what may have arrived once is not repeated for an answer that cannot be read`(
        _ script: [Rehearsal.Delivery],
        _ news: [String]
    ) throws {
        let scene = try Rehearsal(.running(.ask("a", within: 60)), channel: ["a": script])
        try scene.run(until: "10:00")
        #expect(scene.news().filter { $0.contains("alert") } == news)
    }

    @Test func `a receiver that asks to wait longer is given that time`() throws {
        let channel: [String: [Rehearsal.Delivery]] = ["a": [.throttles(.seconds(40)), .accepts]]
        let scene = try Rehearsal(.running(.ask("a", within: 60)), channel: channel)
        try scene.run(until: "1:00")
        #expect(scene.news() == ["0:00 alert a throttled", "0:40 alert a"])
    }

    @Test func `a receiver that asks to wait shorter or for ever gets the usual time or an hour`() throws {
        let short = try Rehearsal(.running(.ask("a")), channel: ["a": [.throttles(.seconds(1)), .accepts]])
        try short.run(until: "1:00")
        #expect(short.news() == ["0:00 alert a throttled", "0:15 alert a"])
        let endless = TimeSpan(milliseconds: .max)
        let long = try Rehearsal(.running(.ask("a", within: 90)), channel: ["a": [.throttles(endless), .accepts]])
        try long.run(until: "60:00")
        #expect(long.news() == ["0:00 alert a throttled", "60:00 alert a"])
    }

    @Test func `only the first end of a notification counts`() throws {
        let scene = try Rehearsal.running()
        try scene.handle(.attempt(number: 1, outcome: .permanent(reason: .reply(550)), jitter: 0))
        #expect(scene.isUntouched)
        try scene.handle(.attempt(number: 99, outcome: .accepted(evidence: .reply(250, "ok")), jitter: 0))
        #expect(scene.isUntouched)
    }

    // MARK: Answered or closed in the meantime

    @Test func `a message that waits for its next attempt is cancelled when the incident is answered`() throws {
        let channel: [String: [Rehearsal.Delivery]] = ["b": [.failsForNow], "c": [.failsForNow]]
        let scene = try Rehearsal(.running(.ask("a", "b", cc: ["c"])), channel: channel)
        _ = scene.looked()
        try scene.says("a", .accept)
        #expect(scene.newChanges().contains(.notificationCancelled(number: 2, because: .answered)))
        #expect(scene.incident.unfinished.values.map(\.kind) == [.copy])
    }

    @Test func `a message to somebody whom an unmet part asks is not cancelled by somebody else's yes`() throws {
        let channel: [String: [Rehearsal.Delivery]] = ["b": [.failsForNow, .accepts]]
        let scene = try Rehearsal(.running(.ask("a"), .ask("b", start: .atOnce)), channel: channel)
        try scene.says("a", .accept)
        try scene.run(until: "1:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b failed for now", "0:15 alert b"])
    }

    @Test func `what is being sent may finish and whoever it reaches is told who answers`() throws {
        let channel: [String: [Rehearsal.Delivery]] = ["b": [.hangs, .accepts], "c": [.hangs, .accepts]]
        let scene = try Rehearsal(.running(.ask("a", "b", cc: ["c"])), channel: channel)
        try scene.says("a", .accept)
        _ = scene.looked()
        try scene.run(until: "1:00")
        try scene.finish("b")
        try scene.finish("c")
        #expect(scene.news() == ["1:00 taken-over b", "1:00 taken-over c"])
    }

    @Test(arguments: [Closing.stoodDown, .cancelled])
    func `what is being sent may finish and whoever it reaches is told that it is over`(closing: Closing) throws {
        let scene = try Rehearsal(.running(.ask("b")), channel: ["b": [.hangs, .accepts]])
        try scene.close(closing)
        _ = scene.looked()
        try scene.finish("b")
        #expect(scene.news() == [closing == .cancelled ? "0:00 correction b" : "0:00 all-clear b"])
    }

    @Test func `somebody told at one address that it is over is not told again for a late message at another`() throws {
        let scene = try Rehearsal(
            .running(.ask("a")),
            directory: Town.directory(addresses: ["a": ["mail", "hook"]]),
            channel: ["a.hook": [.hangs]],
            severity: .one
        )
        try scene.close()
        try scene.finish("a.hook")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert a.hook hangs", "0:00 all-clear a"])
    }

    @Test func `what is being sent is not tried again once the incident is answered or closed`() throws {
        for isClosed in [false, true] {
            let scene = try Rehearsal(.running(.ask("a", "b")), channel: ["b": [.hangs, .accepts]])
            if isClosed { try scene.close() } else { try scene.says("a", .accept) }
            _ = scene.looked()
            try scene.finish("b", .failsForNow)
            #expect(scene.newChanges() == [.notificationCancelled(number: 2, because: isClosed ? .closed : .answered)])
        }
    }

    @Test func `what is being sent is not tried again once its reader has answered`() throws {
        for word in [Answer.Word.accept, .cannot] {
            let scene = try Rehearsal(.running(.ask("a", "b", need: .all)), channel: ["a": [.hangs, .accepts]])
            try scene.says("a", word)
            _ = scene.looked()
            try scene.finish("a", .cutsOff)
            #expect(scene.newChanges() == [.notificationCancelled(number: 1, because: .personAnswered)])
        }
    }

    @Test func `somebody who answered by another way is not told who answers by a late message of their own`() throws {
        let scene = try Rehearsal(.running(.ask("a")), channel: ["a": [.hangs]])
        try scene.says("a", .accept)
        try scene.finish("a")
        #expect(scene.news() == ["0:00 alert a hangs"])
    }

    // MARK: Told to exactly those who were reached

    @Test func `those reached are told at the addresses that reached them`() throws {
        let scene = try Rehearsal(
            .running(.ask("a")),
            directory: Town.directory(addresses: ["a": ["mail", "hook"]]),
            channel: ["a": [.refuses]]
        )
        try scene.close()
        #expect(scene.news() == ["0:00 alert a refused", "0:00 alert a.hook", "0:00 all-clear a.hook"])
    }

    @Test func `those reached are told at another address when theirs has left the contact tree`() throws {
        let scene = try Rehearsal(.running(.ask("a")), directory: Town.directory(addresses: ["a": ["mail", "hook"]]))
        scene.directory = Town.directory(addresses: ["a": ["hook"]])
        try scene.close()
        #expect(scene.news() == ["0:00 alert a", "0:00 all-clear a.hook"])
    }

    @Test func `an all-clear that fails goes to the next address`() throws {
        let scene = try Rehearsal(
            .running(.ask("a")),
            directory: Town.directory(addresses: ["a": ["mail", "hook"]]),
            channel: ["a": [.accepts, .refuses]]
        )
        try scene.close()
        #expect(scene.news() == ["0:00 alert a", "0:00 all-clear a refused", "0:00 all-clear a.hook"])
    }

    @Test func `an all-clear is tried again like every message`() throws {
        let scene = try Rehearsal(.running(.ask("a")), channel: ["a": [.accepts, .failsForNow, .accepts]])
        try scene.close()
        try scene.run(until: "1:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 all-clear a failed for now", "0:15 all-clear a"])
    }

    @Test func `taken over is not said any more once nobody answers again`() throws {
        let scene = try Rehearsal(
            .running(.ask("a", "b"), .ask("c")),
            channel: ["b": [.accepts, .failsForNow, .accepts]]
        )
        try scene.says("a", .accept)
        try scene.says("a", .cannot)
        try scene.run(until: "4:00")
        #expect(
            scene.news() == [
                "0:00 alert a", "0:00 alert b", "0:00 taken-over b failed for now", "0:00 alert c", "2:00 reminder b",
            ]
        )
    }

    // MARK: Faults and digests

    @Test func `a digest and the rule that made it are on record and the message still has its end`() throws {
        let scene = try Rehearsal(.running(.ask("a")), channel: ["a": [.hangs]])
        let digest = DigestID(first: NotificationID(incident: 3, number: 9), mark: 11)
        try scene.handle(.merged(number: 1, digest: digest, rule: .perAddress))
        #expect(scene.incident.unfinished[1]?.digest == digest)
        try scene.finish("a")
        #expect(scene.incident.unfinished.isEmpty)
        #expect(scene.incident.contacts["a"]?.reachedBy == ["mail"])
    }

    @Test func `a template that failed is on record`() throws {
        let scene = try Rehearsal.running()
        let fault = TemplateFault(template: "alert", language: "en", gap: .noTitle)
        try scene.handle(.templateFault(number: 1, fault))
        #expect(scene.newChanges() == [.templateFailed(number: 1, fault: fault)])
    }

    @Test func `a message cut off under way is not sent again to whoever is waited for no more`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b")), channel: ["b": [.hangs]])
        try scene.says("a", .accept)
        #expect(scene.incident.unfinished.count == 1)
        scene.isHeldUp = true
        scene.cutOff()
        try scene.says("a", .note)
        #expect(scene.incident.unfinished.isEmpty)
    }
}
