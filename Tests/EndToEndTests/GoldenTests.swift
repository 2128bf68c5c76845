import Foundation
import Testing

/// The golden timelines: incidents written by hand from the rules, played by `tocsin rehearse --expect`.
@Suite(.timeLimit(.minutes(10))) struct GoldenTests {
    private static let folder = Place.repository + "/Tests/Golden"

    /// The names of what can be played: each has its command line and its lines.
    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".args") }.map { String($0.dropLast(5)) }.sorted()
    }()

    /// The command line of a timeline, with whole paths.
    private func arguments(_ name: String) throws -> [String] {
        let written = try String(contentsOfFile: "\(Self.folder)/\(name).args", encoding: .utf8)
        let arguments = written.split(separator: "\n").map { argument in
            argument.hasPrefix("Tests/Golden/") ? Place.repository + "/" + argument : String(argument)
        }
        return arguments + (arguments.contains("--templates") ? [] : ["--templates", Place.templates])
    }

    @Test func `there are golden timelines`() {
        #expect(Self.names.count >= 6, "\(Self.names)")
    }

    @Test(arguments: names)
    func `it goes as written by hand`(name: String) async throws {
        let output = try await run(arguments(name))
        #expect(output.code == 0, "\(output)")
    }

    @Test func `a line too many or too few in the file is told, with its place and exit code 1`() async throws {
        let name = try #require(Self.names.first)
        var arguments = try arguments(name)
        let place = try #require(arguments.firstIndex(of: "--expect")) + 1
        let lines = try String(contentsOfFile: arguments[place], encoding: .utf8).split(separator: "\n").map(
            String.init
        )
        let folder = try Folder()
        arguments[place] = folder.path + "/changed.jsonl"

        try folder.write(lines.dropFirst().joined(separator: "\n"), to: "changed.jsonl")
        let less = try await run(arguments)
        #expect(
            less.code == 1 && less.text.hasPrefix("+ {\"offset\":0") && less.errors.contains("1 are not in it"),
            "\(less)"
        )

        let planted = #"{"offset": 61.5, "event": "accepted"}"#
        try folder.write((lines + [planted]).joined(separator: "\n"), to: "changed.jsonl")
        let more = try await run(arguments)
        #expect(more.code == 1 && more.text.contains("changed.jsonl:\(lines.count + 1): {"), "\(more)")
        #expect(more.text.hasPrefix("- ") && more.errors.contains("1 of its lines are missing"), "\(more)")

        try folder.write("{\"event\": \"aksed\"}\n", to: "changed.jsonl")
        let wrong = try await run(arguments)
        #expect(wrong.code == 2 && wrong.errors.contains("changed.jsonl:1: `event` is never `aksed`"), "\(wrong)")
        arguments[place] = folder.path + "/none.jsonl"
        let missing = try await run(arguments)
        #expect(missing.code == 2 && missing.errors.contains("none.jsonl"), "\(missing)")
    }
}
