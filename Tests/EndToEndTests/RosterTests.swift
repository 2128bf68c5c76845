import Foundation
import Testing

/// Who is on duty: on the terminal, and as a calendar that a server hands out.
@Suite(.timeLimit(.minutes(10))) struct RosterTests {
    /// Ann and Bob week by week, Bob away for two days with Cy for him; Dee beside them for a day; nobody on the 20th.
    private static func write(to folder: Folder) throws {
        var tree = Tree.usual(step: "5m")
        tree.groups = tree.groups.replacing(
            "duty: {seats: [{role: duty officer, holder: ann, deputies: [bob]}]}",
            with: "duty: {roster: desk}"
        )
        tree.zone = "Asia/Shanghai"
        try tree.write(to: folder)
        try write(
            """
            rosters:
              desk: {rotations: [{from: 2026-12-07T08:30, every: 1w, people: [ann, bob]}]}
              plus: {members: [cy]}
            special_periods:
              feast: {from: 2026-12-25, to: 2026-12-26, rosters: {desk: plus}}

            """,
            to: "rosters.yaml",
            folder
        )
        try write(
            "absence: {person: bob, from: 2026-12-15, to: 2026-12-16, deputies: [cy]}\n",
            to: "changes/bob.yaml",
            folder
        )
        try write(
            "override: {roster: desk, from: 2026-12-10T08:30, to: 2026-12-11T08:30, add: [dee]}\n",
            to: "changes/help.yaml",
            folder
        )
        try write(
            "override: {roster: desk, from: 2026-12-20T00:00, to: 2026-12-21T00:00, remove: [bob]}\n",
            to: "changes/off.yaml",
            folder
        )
    }

    private static func write(_ text: String, to name: String, _ folder: Folder) throws {
        try folder.write(text, to: "Contacts/yard/\(name)")
    }

    private static func duty(_ folder: Folder, _ words: String...) async throws -> Output {
        try await run(["duty"] + words + ["--contacts", folder.path + "/Contacts", "--templates", Place.templates])
    }

    @Test func `each line names who, by what, for whom and until when, and gaps are named`() async throws {
        let folder = try Folder()
        try Self.write(to: folder)
        let span = ["--from", "2026-12-09 00:00", "--to", "2026-12-28 08:30"]
        let output = try await Self.duty(folder, "--unit", "/yard", span[0], span[1], span[2], span[3])
        #expect(output.code == 0 && output.errors.isEmpty, "\(output)")
        #expect(
            output.text
                == """
                /yard/desk, Asia/Shanghai (UTC+8)
                    Wed 9 Dec 00:00 to Mon 14 Dec 08:30: Ann (rotation 1)
                    Thu 10 Dec 08:30 to Fri 11 Dec 08:30: Dee (added by the roster change help)
                    Mon 14 Dec 08:30 to Tue 15 Dec 00:00: Bob (rotation 1)
                    Tue 15 Dec 00:00 to Thu 17 Dec 00:00: Cy (for Bob) (rotation 1; Bob is absent until Wed 16 Dec)
                    Thu 17 Dec 00:00 to Sun 20 Dec 00:00: Bob (rotation 1)
                    Sun 20 Dec 00:00 to Mon 21 Dec 00:00: gap: nobody is on duty
                    Mon 21 Dec 00:00 to 08:30: Bob (rotation 1)
                    Mon 21 Dec 08:30 to Fri 25 Dec 00:00: Ann (rotation 1)
                    Fri 25 Dec 00:00 to Sun 27 Dec 00:00: Cy (standing member, special period feast)
                    Sun 27 Dec 00:00 to Mon 28 Dec 08:30: Ann (rotation 1)

                """.replacing("Dec", with: Self.month),
            "\(output)"
        )
        let chinese = try await Self.duty(folder, span[0], span[1], span[2], span[3], "--lang", "zh-Hans")
        #expect(chinese.text.contains("：Cy（代Bob）（第1组轮班；Bob请假外出至"), "\(chinese)")
        #expect(chinese.text.contains("空档：无人在班"), "\(chinese)")
        let json = try await Self.duty(folder, span[0], span[1], span[2], span[3], "--json")
        let roster = json.json["rosters"][0]
        #expect(roster["roster"].text == "/yard/desk" && roster["gaps"].list.count == 1, "\(json)")
        #expect(roster["shifts"].list.map { $0["person"].text ?? "-" }.contains("dee"), "\(json)")
    }

    /// The month with its year, where that is not the year in which the test runs.
    private static var month: String {
        Calendar(identifier: .gregorian).component(.year, from: Date()) == 2026 ? "Dec" : "Dec 2026"
    }

    @Test func `one person's shifts, everybody's load, and how it stands now`() async throws {
        let folder = try Folder()
        try Self.write(to: folder)
        let person = try await Self.duty(
            folder,
            "--person",
            "cy",
            "--from",
            "2026-12-07 08:30",
            "--to",
            "2026-12-28 08:30",
            "--json"
        )
        let shifts = person.json["shifts"].list
        #expect(shifts.map { $0["for"].text ?? "-" } == ["bob", "-"], "\(person)")
        #expect(shifts.map { $0["period"].text ?? "-" } == ["-", "feast"], "\(person)")
        let absent = try await Self.duty(
            folder,
            "--person",
            "bob",
            "--from",
            "2026-12-07 08:30",
            "--to",
            "2026-12-28 08:30"
        )
        #expect(absent.text.contains("Bob is absent (deputies: Cy)"), "\(absent)")
        let load = try await Self.duty(
            folder,
            "--load",
            "--from",
            "2026-12-07 08:30",
            "--to",
            "2026-12-28 08:30",
            "--json"
        )
        let hours = Dictionary(
            uniqueKeysWithValues: load.json["people"].list.map {
                ($0["person"].text ?? "-", ($0["seconds"].number ?? 0) / 3_600)
            }
        )
        #expect(hours == ["ann": 288, "bob": 96, "cy": 96, "dee": 24], "\(load)")
        let table = try await Self.duty(folder, "--load", "--from", "2026-12-07 08:30", "--to", "2026-12-28 08:30")
        #expect(table.text.contains(/Ann +288 h +3 shifts/), "\(table)")
        let now = try await Self.duty(folder)
        #expect(now.code == 0 && now.text.hasPrefix("/yard/desk, "), "\(now)")
    }

    @Test func `who and rehearse say until when somebody is on duty, and the one absent for whom they are asked`()
        async throws
    {
        let folder = try Folder()
        try Self.write(to: folder)
        let words = ["--unit", "/yard", "--plan", "storm", "--contacts", folder.path + "/Contacts"]
        let tree = words + ["--templates", Place.templates]
        for (command, at, said) in [
            (["who"], "2026-12-09 12:00", "Ann, please answer, by 12:05 (duty; on duty until Mon 14 Dec 08:30) by log"),
            (["rehearse"], "2026-12-14 08:00", "Ann, please answer, by 08:05 (duty; on duty until 08:30)"),
            (["who"], "2026-12-15 12:00", "Cy (for Bob), please answer, by 12:05"),
            (["who"], "2026-12-15 12:00", "; Bob is absent until Wed 16 Dec) by log"),
            (["rehearse", "--lang", "zh-Hant"], "2026-12-15 12:00", "；Bob請假至12月16日（週三）"),
        ] {
            let output = try await run(command + tree + ["--at", at])
            #expect(output.code == 0 && output.text.contains(said), "\(command) \(at): \(output)")
        }
    }

    @Test func `the example shows a roster, an absence and a special period`() async throws {
        let output = try await run([
            "duty", "--unit", "/riverside-town/water-plant", "--from", "2026-12-21 08:30", "--to", "2027-02-15 08:30",
            "--contacts", Place.contacts, "--templates", Place.templates,
        ])
        for part in ["Peng Jun (for Tomás Vidal)", "Tomás Vidal is absent until", "special period spring-festival"] {
            #expect(output.code == 0 && output.text.contains(part), "\(part): \(output)")
        }
        let now = try await run(["duty", "--contacts", Place.contacts, "--templates", Place.templates])
        #expect(now.text.hasPrefix("/riverside-town/water-plant/standby, ") && now.text.contains("on duty"), "\(now)")
    }

    @Test func `what cannot be meant is refused with what to write`() async throws {
        let folder = try Folder()
        try Self.write(to: folder)
        for (words, said) in [
            (["--unit", "/nowhere"], "there are /yard"), (["--person", "anm"], "did you mean `ann`"),
            (["--load", "--ics"], "leave out"), (["--json", "--ics"], "leave out"), (["--lang", "fr"], "zh-Hant"),
            (["--from", "2026-12-07 08:30", "--to", "2026-12-07 08:30"], "after --from"),
            (["--from", "2026-12-07", "--to", "2026-12-07 08:30"], "09:00"),
            (["--from", "2026-12-07 08:30", "--to", "2028-12-07 08:30"], "366 days"), (["sho"], "there are: show"),
        ] {
            let output = try await run(
                ["duty"] + words
                    + (words == ["sho"]
                        ? [] : ["--contacts", folder.path + "/Contacts", "--templates", Place.templates])
            )
            #expect(output.code != 0 && output.text.isEmpty && output.errorLines.count == 1, "\(words): \(output)")
            #expect(output.errors.contains(said), "\(words): \(output)")
        }
        try folder.remove("Contacts/yard/rosters.yaml")
        try folder.remove("Contacts/yard/changes")
        try Tree.usual().write(to: folder)
        let none = try await Self.duty(folder)
        #expect(none.code == 1 && none.errors.contains("has no roster"), "\(none)")
    }

    @Test func `a feed's key is made, listed, read and revoked beside a running server`() async throws {
        try await Server.serve(.usual(step: "5m")) { server in
            try Self.write(to: server.folder)
            try await server.done("reload")
            let unknown = try await server.run("token", "create", "--roster", "/yard/dsk", "--name", "wall")
            #expect(unknown.code == 1 && unknown.errors.contains("did you mean `/yard/desk`"), "\(unknown)")
            for words in [
                [], ["--role", "admin", "--roster", "/yard/desk"], ["--roster", "/yard/desk", "--person", "ann"],
                ["--roster", "desk"],
            ] {
                let wrong = try await run(["token", "create", "--name", "x"] + words, environment: server.environment)
                #expect(wrong.code == 2 && wrong.text.isEmpty && wrong.errorLines.count == 1, "\(words): \(wrong)")
            }
            let made = try await server.done("token", "create", "--roster", "/yard/desk", "--name", "wall")
            let key = made.text.trimmingCharacters(in: .newlines)
            #expect(key.utf8.count == 32 && !made.errors.contains(key), "\(made)")
            #expect(made.errors.contains("/v1/rosters/yard/desk.ics?key="), "\(made)")
            let listed = try await server.done("token", "list")
            #expect(listed.text.contains(/wall +feed +\/yard\/desk/) && !listed.text.contains(key), "\(listed)")
            let address = server.url + "/v1/rosters/yard/desk.ics?key="
            let feed = try await eventually("the feed") {
                let reply = try await HTTP.send("GET", address + key)
                return reply.status == 200 ? reply : nil
            }
            #expect(feed.body.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), "\(feed)")
            #expect(feed.body.contains("SUMMARY:Ann on duty\r\n"), "\(feed)")
            #expect(try await server.get("/v1/rosters/yard/desk").status == 200)
            try await server.logged("desk.ics")
            #expect(!server.log.contains(key))
            try await server.done("token", "revoke", "wall")
            try await eventually("refusal of the revoked key") {
                try await HTTP.send("GET", address + key).status == 404 ? true : nil
            }
        }
    }
}
