import Foundation
import Testing

/// Receivers that hang, fail or refuse, beside healthy ones.
@Suite(.timeLimit(.minutes(10))) struct ReceiverTests {
    /// One group with a person for each behaviour; whoever fails has a log as the next address.
    private static func tree(_ receiver: Receiver) -> Tree {
        func hook(_ path: String, _ preset: String = "generic") -> String {
            "{webhook: \"\(receiver.url(path))\", preset: \(preset)}"
        }
        return Tree(
            people: [
                "well": hook("ok/well"),
                "stuck": hook("hang/stuck") + ", {log: stuck}",
                "broken": hook("status/500/broken") + ", {log: broken}",
                "refusing": hook("errcode/93000/refusing", "wecom") + ", {log: refusing}",
                "weak": hook("weak/1/weak"),
                "gone": hook("status/410/gone") + ", {log: gone}",
                "fine": "{log: fine}",
                "dee": "{log: dee}",
            ],
            groups: """
                duty: {members: [stuck, broken, refusing, weak, gone, well, fine]}
                office: {members: [dee]}
                """,
            responses: """
                III:
                  steps: [{ask: [duty], within: 10m}]
                  reach: {order: in_order, every: 10m}
                """,
            plan: "severity: {default: III}"
        )
    }

    @Test func `receivers that hang, fail or refuse end as they must, and hold up nobody else`() async throws {
        let receiver = try Receiver()
        try await Server.serve(Self.tree(receiver), flags: ["--allow-address", "127.0.0.1:\(receiver.port)"]) {
            server in
            let number = try await server.report("Pump stopped")
            var refusals: [Date] = []
            // The healthy ones have it while the stuck one is still waiting for an answer.
            try await receiver.hits("well", atLeast: 1)
            try await server.line("fine", kind: "alert")

            // Refused for good: the next address of the same person at once.
            for name in ["refusing", "gone"] {
                let failed = try await server.timeline(number, has: "message_failed") {
                    $0.details["person"].text == name || $0.text.contains(name == "gone" ? "410" : "93000")
                }
                let line = try await server.line(name, kind: "alert")
                #expect(line["person"].text == name)
                refusals.append(failed.at)
                #expect(try receiver.hits(name).count == 1, "a refusal is not asked again")
            }

            let cutOff = try await server.timeline(number, has: "message_retrying") { $0.details["unknown"].isTrue }
            let timeline = try await server.timeline(number)
            let taken = timeline.count { $0.what == "message_accepted" && $0.at < cutOff.at }
            #expect(
                taken >= 4 && refusals.allSatisfy { $0 < cutOff.at },
                "a stuck receiver held up others: \(timeline)"
            )
            try await Self.expectRetries(receiver, server, number)
        }
    }

    /// Failures that may pass are tried again after 15 s ±20 % under the same id; nobody is asked twice for it.
    private static func expectRetries(_ receiver: Receiver, _ server: Server, _ number: Int) async throws {
        for name in ["broken", "weak"] {
            let hits = try await receiver.hits(name, atLeast: 2)
            let wait = hits[1].at - hits[0].at
            #expect((11.5...60).contains(wait), "\(name) was tried again after \(wait) s")
            #expect(hits[0].id == hits[1].id && !hits[0].id.isEmpty)
        }
        // Cut off by the time limit of a request (15 s): unknown, so again under the same id.
        let stuck = try await receiver.hits("stuck", atLeast: 2)
        #expect(stuck[0].id == stuck[1].id)
        let unknown = try await server.timeline(number, has: "message_retrying") { $0.details["unknown"].isTrue }
        #expect(unknown.details["attempt"] == 1)
        let weak = try receiver.hits("weak")
        let accepted = try await server.timeline(number, has: "message_accepted") { $0.details["attempt"] == 2 }
        #expect(weak.count == 2 && accepted.text.contains("204"), "\(accepted.text)")
        // Nobody waits for what is unknown: the next address is used as soon as the attempt is cut off. A failure that may
        // pass is not yet the next address's turn, where addresses are ten minutes apart.
        let line = try await server.line("stuck", kind: "alert")
        #expect(abs((Happening.moment(line["at"].text) ?? .distantPast).timeIntervalSince(unknown.at)) < 60)
        #expect(server.lines("broken").isEmpty)
    }

    @Test func `a receiver that asks to wait is left alone for as long as it says`() async throws {
        let receiver = try Receiver()
        let tree = Tree.usual(step: "10m", ann: "{webhook: \"\(receiver.url("busy/18/ann"))\"}")
        try await Server.serve(tree, flags: ["--allow-address", "127.0.0.1:\(receiver.port)"]) { server in
            let number = try await server.report("Busy receiver")
            let hits = try await receiver.hits("ann", atLeast: 2)
            #expect((17.5...90).contains(hits[1].at - hits[0].at), "asked again after \(hits[1].at - hits[0].at) s")
            #expect(hits[0].id == hits[1].id)
            try await server.timeline(number, has: "message_accepted")
        }
    }

    @Test func `a loopback address that nobody allowed is never called`() async throws {
        let receiver = try Receiver()
        let tree = Tree.usual(step: "10m", ann: "{webhook: \"\(receiver.url("ok/ann"))\"}, {log: ann}")
        try await Server.serve(tree) { server in
            let number = try await server.report("Not allowed")
            try await server.timeline(number, has: "message_failed")
            try await server.line("ann", kind: "alert")
            #expect(try receiver.hits().isEmpty)
        }
    }
}
