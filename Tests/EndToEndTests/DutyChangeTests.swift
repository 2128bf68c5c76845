import Foundation
import Testing

/// Absences and overrides that the server writes into the contact tree.
@Suite(.timeLimit(.minutes(10))) struct DutyChangeTests {
    private static func serve(script: String? = nil, _ body: (Server) async throws -> Void) async throws {
        try await Server.serve(.usual(step: "1h"), script: script) { server in
            let unit = server.folder.read("Contacts/yard/unit.yaml")
            let line = "duty: {seats: [{role: duty officer, holder: ann, deputies: [bob]}]}"
            #expect(unit.contains(line))
            try server.folder.write(unit.replacing(line, with: "duty: {roster: watch}"), to: "Contacts/yard/unit.yaml")
            try server.folder.write("rosters: {watch: {members: [ann]}}\n", to: "Contacts/yard/rosters.yaml")
            try await server.done("reload")
            try await body(server)
        }
    }

    private static func days() -> (from: String, to: String) {
        let form = DateFormatter()
        form.dateFormat = "yyyy-MM-dd"
        form.timeZone = TimeZone(identifier: "UTC")
        return (
            form.string(from: Date(timeIntervalSinceNow: -86_400)),
            form.string(from: Date(timeIntervalSinceNow: 86_400))
        )
    }

    @Test func `an absence is in force at once, on record with who and why, and can be withdrawn`() async throws {
        try await Self.serve { server in
            let (from, to) = Self.days()
            let said = try await server.done(
                "duty",
                "absence",
                "--person",
                "ann",
                "--from",
                from,
                "--to",
                to,
                "--deputy",
                "bob",
                "--reason",
                "leave"
            )
            let file = "yard/changes/\(from)-ann.yaml"
            #expect(said.text == "ann is absent from \(from) to \(to), in \(file)\n")
            #expect(server.folder.read("Contacts/" + file).contains("person: ann"))
            _ = try await server.report("While Ann is away")
            try await server.line("bob", kind: "alert")
            #expect(!server.lines("ann").contains { $0["kind"] == "alert" })
            let own = try await server.done("audit", "export", "0").text
            #expect(own.contains("treeEdited") && own.contains(file) && own.contains("leave"), "\(own)")
            #expect(own.contains("token:tests"), "\(own)")

            try await server.done("duty", "withdraw", file, "--reason", "back")
            #expect(server.folder.read("Contacts/" + file).isEmpty)
            _ = try await server.report("Ann is back")
            try await server.line("ann", kind: "alert")
            try await server.expectSoundRecord()
        }
    }

    @Test func `an override changes who is on duty, and one that contradicts it changes nothing`() async throws {
        try await Self.serve { server in
            let (from, to) = Self.days()
            let usual = ["--roster", "/yard/watch", "--from", from, "--to", to, "--reason", "swapped"]
            func override(_ more: String...) async throws -> Output {
                try await run(["duty", "override"] + usual + more, environment: server.environment)
            }
            let done = try await override("--replace", "ann=cy")
            #expect(done.code == 0, "\(done)")
            let again = try await override("--replace", "ann=dee")
            #expect(again.code == 1 && again.errors.contains("contradict each other about `ann`"), "\(again)")
            let files = try FileManager.default.contentsOfDirectory(
                atPath: server.folder.path + "/Contacts/yard/changes"
            )
            #expect(files == ["\(from)-watch.yaml"])
            let wrong = try await override("--replace", "ann")
            #expect(wrong.code == 2 && wrong.errors.contains("lin-yue=he-an"), "\(wrong)")
            let nobody = try await override()
            #expect(nobody.code == 2 && nobody.errors.contains("--replace"), "\(nobody)")
            _ = try await server.report("Cy is on duty")
            try await server.line("cy", kind: "alert")
        }
    }

    @Test func `two at once both come into force, each in a file of its own`() async throws {
        try await Self.serve { server in
            let (from, to) = Self.days()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for person in ["bob", "bob", "cy", "dee"] {
                    group.addTask {
                        let body = #"{"person": "\#(person)", "from": "\#(from)", "to": "\#(to)", "reason": "x"}"#
                        return try await server.post("/v1/changes/absence", body).status
                    }
                }
                for try await status in group { #expect(status == 200) }
            }
            let files = try FileManager.default.contentsOfDirectory(
                atPath: server.folder.path + "/Contacts/yard/changes"
            )
            #expect(Set(files) == Set(["bob", "bob-2", "cy", "dee"].map { "\(from)-\($0).yaml" }))
            try await server.done("reload")
        }
    }

    @Test func `a file that somebody changed meanwhile does not come into force unseen`() async throws {
        try await Self.serve { server in
            let (from, to) = Self.days()
            let absence = ["duty", "absence", "--person", "ann", "--from", from, "--to", to, "--reason", "leave"]
            let rosters = server.folder.read("Contacts/yard/rosters.yaml")
            try server.folder.write(rosters.replacing("[ann]", with: "[ann, bob]"), to: "Contacts/yard/rosters.yaml")
            let refused = try await run(absence, environment: server.environment)
            #expect(refused.code == 1 && refused.errors.contains("Contacts/yard/rosters.yaml changed"), "\(refused)")
            #expect(!FileManager.default.fileExists(atPath: server.folder.path + "/Contacts/yard/changes"))
            try await server.done("reload")
            let done = try await run(absence, environment: server.environment)
            #expect(done.code == 0, "\(done)")
        }
    }

    @Test func `a tree that may not be written is told in one line, and stays as it is`() async throws {
        // Root writes everywhere unless it gives that up.
        let script = """
            [ "$(id -u)" = 0 ] && exec setpriv --bounding-set=-dac_override,-dac_read_search -- "$@"
            exec "$@"
            """
        try await Self.serve(script: script) { server in
            let (from, to) = Self.days()
            let yard = server.folder.path + "/Contacts/yard"
            let absence = ["duty", "absence", "--person", "ann", "--from", from, "--to", to, "--reason", "leave"]
            try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: yard)
            let refused = try await run(absence, environment: server.environment)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: yard)
            #expect(refused.code == 1 && refused.errors.contains("cannot write into"), "\(refused)")
            #expect(refused.errorLines.count == 1, "\(refused)")
            #expect(!FileManager.default.fileExists(atPath: yard + "/changes"))
            let done = try await run(absence, environment: server.environment)
            #expect(done.code == 0, "\(done)")
        }
    }

    @Test func `with faults in the files nothing is written`() async throws {
        try await Self.serve { server in
            let (from, to) = Self.days()
            try await server.stop()
            try server.folder.write("rosters: {watch: {members: [nobody]}}\n", to: "Contacts/yard/rosters.yaml")
            try await server.start()
            let refused = try await run(
                ["duty", "absence", "--person", "ann", "--from", from, "--to", to, "--reason", "leave"],
                environment: server.environment
            )
            #expect(refused.code == 1 && refused.errors.contains("are not those in force"), "\(refused)")
            #expect(!FileManager.default.fileExists(atPath: server.folder.path + "/Contacts/yard/changes"))
        }
    }

    @Test func `a swap is told to both, and so is its end`() async throws {
        try await Self.serve { server in
            let (from, to) = Self.days()
            try await server.done(
                "duty",
                "override",
                "--roster",
                "/yard/watch",
                "--from",
                from,
                "--to",
                to,
                "--replace",
                "ann=cy",
                "--reason",
                "swapped with Ann"
            )
            let cy = try await server.line("cy", kind: "duty")
            #expect(cy["text"].text?.contains("you are on duty from") == true, "\(cy)")
            #expect(cy["text"].text?.contains("swapped with Ann") == true, "\(cy)")
            let ann = try await server.line("ann", kind: "duty")
            #expect(ann["text"].text?.contains("you are off duty from") == true, "\(ann)")
            try await server.done("duty", "withdraw", "yard/changes/\(from)-watch.yaml", "--reason", "no swap")
            try await eventually("word of the end") {
                let last = ["ann": "you are on duty from", "cy": "you are off duty from"]
                return last.allSatisfy { server.lines($0).last?["text"].text?.contains($1) == true } ? true : nil
            }
            try await server.done(
                "duty",
                "override",
                "--roster",
                "/yard/watch",
                "--from",
                from,
                "--to",
                to,
                "--replace",
                "dee=cy",
                "--reason",
                "dee is not on duty"
            )
            try await server.done(
                "duty",
                "absence",
                "--person",
                "ann",
                "--from",
                from,
                "--to",
                to,
                "--deputy",
                "bob",
                "--reason",
                "flu"
            )
            let bob = try await server.line("bob", kind: "duty")
            #expect(bob["text"].text?.contains("In the place of Ann") == true, "\(bob)")
            #expect(
                server.lines("dee").isEmpty && server.lines("cy").count == 2,
                "whose duty is as it was is told nothing"
            )
        }
    }

    @Test func `who comes on is reminded once, also across a restart`() async throws {
        try await Self.serve { server in
            let form = DateFormatter()
            form.dateFormat = "yyyy-MM-dd'T'HH:mm"
            form.timeZone = TimeZone(identifier: "UTC")
            // Five minutes ahead at least, so that a busy machine has looked before the shift begins.
            let start = form.string(from: Date(timeIntervalSinceNow: 360))
            let watch = "{remind: [5m], rotations: [{from: \(start), every: 1d, people: [cy]}], members: [ann]}"
            try server.folder.write("rosters: {watch: \(watch)}\n", to: "Contacts/yard/rosters.yaml")
            try await server.done("reload")
            let line = try await server.line("cy", kind: "duty")
            #expect(line["text"].text?.contains("you are on duty from") == true, "\(line)")
            #expect(line["text"].text?.contains("Going off duty: Ann") == true, "\(line)")
            #expect(line["text"].text?.contains("No incident is open now.") == true, "\(line)")
            try await server.stop()
            try await server.start()
            _ = try await server.report("After the restart")
            try await server.line("ann", kind: "alert")
            #expect(server.lines("cy").filter { $0["kind"] == "duty" }.count == 1)
        }
    }
}
