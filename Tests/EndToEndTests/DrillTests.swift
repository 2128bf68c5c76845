import Foundation
import Testing

/// A drill says so everywhere.
@Suite(.timeLimit(.minutes(10))) struct DrillTests {
    @Test func `every message of a drill says so, in every channel and language`() async throws {
        let receiver = try Receiver()
        let presets = ["generic", "slack", "wecom", "dingtalk"]
        let languages = ["en": "DRILL", "zh-Hans": "演练", "zh-Hant": "演練"]
        var people: [(String, String)] = [("dee", "{log: dee}")]
        for language in languages.keys.sorted() {
            let hooks = presets.map { "{webhook: \"\(receiver.url("ok/\($0)/\(language)"))\", preset: \($0)}" }
            let name = "p" + language.lowercased()
            people.append((name + " " + language, hooks.joined(separator: ", ") + ", {log: \(name)}"))
        }
        var tree = Tree.usual(rank: "II")
        tree.groups = "duty: {members: [pen, pzh-hans, pzh-hant]}\noffice: {members: [dee]}"
        tree.responses = "II:\n  steps: [{ask: [duty], within: 1s, need: all}]\n  repeat: {times: 1, every: 1s}"
        tree.people = [
            "dee": "{log: dee}", people[1].0: people[1].1, people[2].0: people[2].1, people[3].0: people[3].1,
        ]
        try await Server.serve(tree, flags: ["--allow-address", "127.0.0.1:\(receiver.port)"]) { server in
            let filed = try await server.done(
                "drill",
                "--unit",
                "/yard",
                "--plan",
                "storm",
                "--title",
                "Test of the horn"
            )
            #expect(filed.text.contains("-1 (drill), severity "), "\(filed)")
            for (language, word) in languages {
                for preset in presets {
                    let hit = try await receiver.hits("\(preset)/\(language)", atLeast: 1)[0]
                    #expect(hit.body.contains(word), "\(preset), \(language): \(hit.body)")
                }
                let line = try await server.line("p" + language.lowercased(), kind: "alert")
                #expect(
                    line["drill"].isTrue && line["title"].text?.contains(word) == true
                        && line["text"].text?.contains(word) == true
                )
                let page = try await HTTP.send("GET", try #require(line["link"].text))
                #expect(page.body.localizedCaseInsensitiveContains(word), "\(page)")
            }
            try await server.line("dee", kind: "unanswered")
            try await server.done("incidents", "ack", "1", "--person", "pen")
            try await server.done("incidents", "stand-down", "1", "--reason", "End of the exercise")
            for (language, word) in languages {
                try await server.line("p" + language.lowercased(), kind: "all-clear")
                for line in server.lines("p" + language.lowercased()) {
                    #expect(line["drill"].isTrue && line["title"].text?.contains(word) == true, "\(line)")
                }
            }
            for line in server.lines("dee") { #expect(line["title"].text?.contains("DRILL") == true, "\(line)") }

            #expect(try await server.done("incidents").text.contains("DRILL"))
            #expect(try await server.done("incidents", "show", "1").text.contains("DRILL"))
            let report = try await server.done("drill", "--report", "1")
            #expect(report.text.contains("Pen") && report.text.contains("took it at"), "\(report)")
            let hans = try await server.done("drill", "--report", "1", "--lang", "zh-Hans").text
            #expect(hans.contains("演练#") && hans.contains("首次送达") && hans.contains("负责处置"), "\(hans)")
            #expect(!hans.contains("took") && !hans.contains("reached"), "\(hans)")
            let hant = try await server.done("drill", "--report", "1", "--lang", "zh-Hant").text
            #expect(hant.contains("演練#") && hant.contains("首次送達") && hant.contains("負責處理"), "\(hant)")
            #expect(try await server.run("drill", "--lang", "en", "--unit", "/yard").code == 2)
            _ = try await server.report("Not a drill")
            #expect(try await server.run("drill", "--report", "2").code == 1)
        }
    }

    @Test func `a drill that is called off is no false alarm, in a terminal and in messages`() async throws {
        try await Server.serve(.usual(step: "5m")) { server in
            try await server.done("drill", "--unit", "/yard", "--plan", "storm", "--title", "Test of the horn")
            try await server.line("ann", kind: "alert")
            #expect(try await server.done("incidents", "show", "1").text.contains("people are being asked"))
            let off = try await server.done("incidents", "cancel", "1", "--reason", "It rains")
            #expect(off.text.contains(#/drill [a-z0-9]+-1 was called off; /#), "\(off)")
            let again = try await server.run("incidents", "cancel", "1", "--reason", "It rains")
            #expect((again.text + again.errors).contains("had been called off already"), "\(again)")
            let shown = try await server.done("incidents", "show", "1").text
            #expect(
                shown.contains("drill called off") && shown.contains("Drill called off (")
                    && shown.contains("): It rains"),
                "\(shown)"
            )
            let told = try await server.line("ann", kind: "correction")
            #expect(told["title"].text?.contains("Called off") == true, "\(told)")
            for text in [off.text, again.text + again.errors, shown, told.written] {
                #expect(!text.localizedCaseInsensitiveContains("false alarm"), "\(text)")
            }
        }
    }
}
