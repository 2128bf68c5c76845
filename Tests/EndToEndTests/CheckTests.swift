import Foundation
import Testing

/// What would be found only when an alarm goes out is found by the check.
@Suite(.timeLimit(.minutes(10))) struct CheckTests {
    private static func tree(_ folder: Folder, _ addresses: String) throws -> [String] {
        try folder.write(
            """
            name: Town
            time_zone: UTC
            language: en
            people:
              ada: {name: Ada, addresses: [\(addresses)]}

            """,
            to: "Contacts/town/unit.yaml"
        )
        return ["check", "--contacts", folder.path + "/Contacts", "--templates", Place.templates]
    }

    @Test(arguments: [
        ("mysecret", "too short"), ("whsec_abc", "too short"),
        ("\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"", "in quotes"),
        ("whsec_ MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "too short"), ("not-base64!!", "not base64"),
    ])
    func `a secret that cannot sign is a fault at its line, and not shown`(_ secret: String, _ words: String)
        async throws
    {
        let folder = try Folder()
        let arguments = try Self.tree(folder, "{webhook: {env: ADA}, secret: {env: SEC}}")
        let environment = ["ADA": "https://hooks.example/x", "SEC": secret]
        let output = try await EndToEndTests.run(arguments, environment: environment)
        #expect(output.code == 1 && output.text.contains("unit.yaml:5:"), "\(output)")
        #expect(output.text.contains(words) && !output.text.contains("MfKQ9r8G"), "\(output)")
    }

    @Test func `a secret for a preset that does not sign is refused`() async throws {
        let folder = try Folder()
        let arguments = try Self.tree(folder, "{webhook: {env: ADA}, preset: slack, secret: {env: SEC}}")
        let environment = ["ADA": "https://hooks.example/x", "SEC": "x"]
        let output = try await EndToEndTests.run(arguments, environment: environment)
        #expect(output.code == 1 && output.text.contains("does not sign"), "\(output)")
    }

    @Test func `what a plan says and may not mean is a warning, and the tree is used`() async throws {
        let folder = try Folder()
        let arguments = try Self.tree(folder, "{log: x}]}\n  bo: {name: Bo, addresses: [{log: x}")
        let plan =
            "name: Storm\nresponses:\n  IV:\n    steps:\n      - {ask: [ada], within: 5m}\n      - {ask: [bo], within: 5m}\n"
        try folder.write(plan + "fallback: [ada]\n", to: "Contacts/town/plans/storm.yaml")
        let output = try await EndToEndTests.run(arguments)
        let hint =
            "storm.yaml:6:10: `bo` hears nothing once `ada` answers; if they are to come in any case, add `start: accepted`"
        #expect(output.code == 0 && output.text.contains("warning: ") && output.text.contains(hint), "\(output)")
        let machine = try await EndToEndTests.run(arguments + ["--json"])
        #expect(machine.json["warnings"].list.count == 1 && machine.json["faults"].list.isEmpty, "\(machine)")
    }

    @Test func `with settings the check names whom nothing can reach`() async throws {
        let folder = try Folder()
        let arguments = try Self.tree(folder, "{webhook: {env: ADA}}, {email: ada@town.example}")
        let environment = ["ADA": "https://10.1.2.3/CANARY"]
        let plain = try await EndToEndTests.run(arguments, environment: environment)
        #expect(plain.code == 0 && !plain.text.contains("warning"), "\(plain)")
        try folder.write("listen: 127.0.0.1:8080\n", to: "settings.yaml")
        let with = ["--settings", folder.path + "/settings.yaml"]
        let output = try await EndToEndTests.run(arguments + with, environment: environment)
        #expect(output.code == 0 && output.text.contains("`ada` has no address that can be used"), "\(output)")
        #expect(output.text.contains("allow-address") && !output.text.contains("CANARY"), "\(output)")
        let machine = try await EndToEndTests.run(arguments + with + ["--json"], environment: environment)
        #expect(machine.json["warnings"].list.count == 2 && machine.json["faults"].list.isEmpty, "\(machine)")
        let relay = "smtp-url: smtp://mail.town.example\nsmtp-from: tocsin@town.example\n"
        try folder.write("allow-address: [10.1.2.3]\n" + relay, to: "settings.yaml")
        let listed = try await EndToEndTests.run(arguments + with, environment: environment)
        #expect(listed.code == 0 && !listed.text.contains("warning"), "\(listed)")
    }

    @Test(arguments: [
        ("listen: 8080", "is not HOST:PORT"), ("log-level: verbose", "is not a level"),
        ("report-rate: 0", "report-rate"),
        ("keep-closed: 3d", "keep-closed"), ("operators: [/yard/nobody]", "names nobody in the contact tree"),
        ("smtp-url: smtp://h:70000", "smtp-url"), ("heartbeat-every: 2d", "heartbeat-every"),
        ("trusted-proxy: [proxy.example]", "trusted-proxy"), ("insecure-bind: maybe", "insecure-bind"),
    ])
    func `what a start would refuse of the settings, the check refuses too`(line: String, words: String) async throws {
        let folder = try Folder()
        let arguments = try Self.tree(folder, "{log: ada}")
        try folder.write(line + "\n", to: "settings.yaml")
        let output = try await EndToEndTests.run(arguments + ["--settings", folder.path + "/settings.yaml"])
        #expect(output.code == 2 && output.errors.contains(words), "\(output)")
        #expect(!output.text.contains("no fault"), "\(output)")
    }

    @Test func `of an array of reports each that was refused is told with its reason`() async throws {
        try await Server.serve(.usual(step: "4s", ann: "{log: ann}", rank: "II")) { server in
            let good = #"{"unit": "/yard", "plan": "storm", "title": "T"}"#
            let bad = #"{"unit": "/nowhere", "plan": "storm", "title": "T"}"#
            for flags in [[], ["--json"]] {
                let mixed = try await EndToEndTests.run(
                    ["report", "-"] + flags,
                    environment: server.environment,
                    input: "[\(good), \(bad)]"
                )
                #expect(mixed.code == 1 && mixed.errors.contains("report 2 of the array"), "\(mixed)")
                #expect(
                    mixed.errors.contains("/nowhere") && !mixed.errors.contains("report 1 of the array"),
                    "\(mixed)"
                )
                let none = try await EndToEndTests.run(
                    ["report", "-"] + flags,
                    environment: server.environment,
                    input: "[\(bad), {}]"
                )
                #expect(
                    none.code == 1 && (1...2).allSatisfy { none.errors.contains("report \($0) of the array") },
                    "\(none)"
                )
                #expect(none.errors.contains("/nowhere") && none.errors.contains("title"), "\(none)")
            }
            let sound = try await server.run("report", "-", input: "[\(good), \(good)]")
            #expect(sound.code == 0 && sound.errors.isEmpty, "\(sound)")
        }
    }
}
