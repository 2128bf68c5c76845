import Foundation
import Testing

/// `tocsin rehearse` shows what the running server does.
@Suite(.timeLimit(.minutes(10))) struct RehearsalTests {
    /// A message that somebody gets, and how long after the report.
    private struct Turn: Hashable, CustomStringConvertible {
        var seconds: Double
        var message: String

        var description: String { "\(seconds)s \(message)" }
    }

    @Test(arguments: ["times: 2, every: 2s", "until: met, at_most: 20s, every: 1s"])
    func `the running server does what the rehearsal says`(repetition: String) async throws {
        let tree = Tree(
            people: [
                "ann": "{log: ann}", "bob zh-Hans": "{log: bob}", "cy": "{log: cy}", "eve": "{log: eve}",
                "dee": "{log: dee}",
            ],
            groups: """
                duty: {seats: [{role: duty officer, holder: ann, deputies: [bob]}]}
                leaders: {seats: [{role: head, holder: cy, deputies: [eve]}]}
                office: {members: [dee]}
                """,
            responses: """
                IV:
                  steps:
                    - {ask: [duty], within: 2s, deputies: after_timeout, cc: [office]}
                    - {ask: [leaders, duty], need: each, within: 3s, deputies: after_timeout}
                    - {ask: [office], start: at_once, within: 4s}
                  repeat: {\(repetition)}
                """,
            plan: "severity: {default: IV}"
        )
        try await Server.serve(tree) { server in
            let rehearsed = try await server.done(
                "rehearse",
                "--unit",
                "/yard",
                "--plan",
                "storm",
                "--json",
                "--contacts",
                server.folder.path + "/Contacts",
                "--templates",
                Place.templates
            )
            let expected = rehearsed.text.split(separator: "\n").map { JSON(String($0)) }.compactMap { line -> Turn? in
                guard let message = line["message"].text, let person = line["person"].text else { return nil }
                // One comes two minutes after the last message, so that of several that are planned most are replaced.
                if message == "reminder" { return nil }
                return Turn(seconds: line["offset"].number ?? -1, message: "\(message) \(person)")
            }
            try #require(expected.count > 7, "\(rehearsed)")

            let number = try await server.report("Storm")
            let actual = try await eventually("\(expected.count) messages") {
                let timeline = try await server.timeline(number)
                let planned = timeline.filter { $0.what == "message_planned" && $0.details["kind"].text != "reminder" }
                let turns = planned.map { item in
                    Turn(
                        seconds: (Happening.moment(item.details["due"].text) ?? .distantFuture)
                            .timeIntervalSince(timeline[0].at),
                        message: "\(item.details["kind"].text ?? "") \(item.details["person"].text ?? "")"
                    )
                }
                return turns.count >= expected.count ? Array(turns.prefix(expected.count)) : nil
            }
            #expect(actual.map(\.message).sorted() == expected.map(\.message).sorted())
            // Never early; how late depends on the machine.
            for message in Set(expected.map(\.message)) {
                let (real, said) = (times(of: message, in: actual), times(of: message, in: expected))
                for (real, said) in zip(real, said) {
                    #expect((-0.1...60).contains(real - said), "\(message) at \(real) was to be at \(said)")
                }
            }
        }
    }

    private func times(of message: String, in turns: [Turn]) -> [Double] {
        turns.filter { $0.message == message }.map(\.seconds).sorted()
    }

    private static let example = [
        "rehearse", "--unit", "/riverside-town/service-centre", "--plan", "public-gathering", "--contacts",
        Place.contacts,
        "--templates", Place.templates,
    ]

    @Test func `a rehearsal with an answer stops asking where the answer comes, in each language`() async throws {
        let answer = ["--severity", "IV", "--answers", "chen-wei=accept@4m", "--at", "2026-11-20 09:00"]
        for (language, words) in [
            (
                "en",
                ["times: Asia/Shanghai (UTC+8)", "09:04  +4m", "takes it: Chen Wei", "nothing more happens by itself"]
            ),
            ("zh-Hans", ["时区：Asia/Shanghai", "09:04  +4m", "负责处置：陈伟", "此后无自动动作"]),
            ("zh-Hant", ["時區：Asia/Shanghai", "09:04  +4m", "負責處理：", "其後無自動動作"]),
        ] {
            let output = try await run(Self.example + answer + ["--lang", language])
            #expect(output.code == 0 && words.allSatisfy(output.text.contains), "\(output)")
            #expect(!output.text.contains("no answer;"))
        }
    }

    @Test func `a course that was written is read back, with roles by language`() async throws {
        let folder = try Folder()
        let script = ["--answers", "chen-wei=accept@4m", "--at", "2026-11-20 09:00", "--then", "severity=I@6m"]
        let written = try await run(Self.example + script + ["--json"])
        #expect(written.text.contains(#""zh-Hans":"窗口负责人""#), "\(written)")
        try folder.write(written.text, to: "course.jsonl")
        let held = try await run(Self.example + script + ["--expect", folder.path + "/course.jsonl"])
        #expect(held.code == 0 && held.text.hasPrefix("as "), "\(held)")
    }

    @Test(arguments: ["zh-Hans", "zh-Hant"])
    func `nothing in a rehearsal stays in another language than its reader's`(language: String) async throws {
        let script = ["--at", "2026-11-20 09:00", "--then", "severity=II@2m", "--for", "1h", "--lang", language]
        let raised = try await run(Self.example + script)
        let isSimplified = language == "zh-Hans"
        #expect(
            raised.text.contains(isSimplified ? "级至II级（推演）" : "級至II級（推演）") && !raised.text.contains("rehearsal"),
            "\(raised)"
        )
        #expect(raised.text.contains(isSimplified ? "窗口负责人" : "櫃檯主管"), "\(raised)")
        let named = try await run(Self.example + ["--severity", "I", "--for", "10m", "--lang", language])
        #expect(
            named.text.contains(isSimplified ? "镇政府办公室" : "鎮公所辦公室") && !named.text.contains("office"),
            "\(named)"
        )
        let post = Place.repository + "/Tests/Golden/Trees/post/Contacts"
        let plan = ["--unit", "/post-office", "--plan", "front-gate", "--set", "people=6", "--set", "section=mail"]
        let answers = ["--answers", "lei-ming=accept@2m", "--for", "10m", "--lang", language]
        let played = try await run(
            ["rehearse", "--contacts", post, "--templates", Place.templates] + plan + answers
        )
        #expect(played.text.contains(isSimplified ? "条件不符；所涉股室=savings" : "條件不符；所涉股室=savings"), "\(played)")
    }

    @Test(arguments: [
        ["--answers", "chen-wei=accept@73h"], ["--for", "20m", "--then", "escalate@21m"],
        ["--answers", "nobody=accept@7m"], ["--answers", "chen-wei=coming:10@7m"], ["--then", "task:Fetch sand@7m"],
        ["--then", "severity=V@7m"], ["--answers", "chen-wei=accept@7m", "--then", "sing@8m"],
    ])
    func `what is not there or not built is refused before anything is played`(script: [String]) async throws {
        let output = try await run(Self.example + script)
        #expect(output.code == 2 && output.text.isEmpty && output.errorLines.count == 1, "\(output)")
    }

    @Test func `what is refused when its time comes ends the rehearsal, and is named`() async throws {
        let output = try await run(Self.example + ["--then", "cancel@1m", "--then", "severity=I@2m"])
        #expect(output.code == 1 && output.errors.contains("+2m") && output.errors.contains("closed"), "\(output)")
    }
}
