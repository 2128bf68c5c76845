import ArgumentParser
import Foundation
import HTTPAPI

/// Files an incident.
struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "File an incident: --unit U --plan P --title T --set people=25 …, --json-file FILE, or - for standard input."
    )

    @OptionGroup var body: ReportBody
    @OptionGroup var server: ClientOptions

    @Option(
        name: .long,
        help: "A file with the report as JSON (an object, or an array of several); - for standard input."
    )
    var jsonFile: String?

    @Argument(help: "- reads the report as JSON from standard input.")
    var input: String?

    func run() async throws {
        try await Self.file(try content(), with: server)
    }

    private func content() throws -> [UInt8] {
        guard let path = jsonFile ?? input else { return try body.bytes(isDrill: false) }
        if path == "-" {
            do {
                return Array(try FileHandle.standardInput.readToEnd() ?? Data())
            } catch {
                throw Trouble(text: "standard input cannot be read: \(error.localizedDescription)")
            }
        }
        guard input == nil else { throw Trouble.wrongUse("\(path) is no flag; --json-file names a file") }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Trouble(text: "\(path) cannot be read")
        }
        return Array(data)
    }

    static func file(_ body: [UInt8], with server: ClientOptions) async throws {
        let key = ("Idempotency-Key", UUID().uuidString)
        let isArray = body.first { !" \n\r\t".utf8.contains($0) } == UInt8(ascii: "[")
        let answer = try await server.client().ask(
            "POST",
            "/v1/incidents",
            body: body,
            headers: isArray ? [] : [key]
        )
        let lines = (isArray ? answer.json.elements : [answer.json]).map(Self.line)
        try Console.say(
            server.json ? answer.text : lines.joined(separator: "\n"),
            after: "the server has answered all the same; " + lines.joined(separator: "; ")
        )
    }

    private static func line(_ answer: JSONValue) -> String {
        let incident = answer["incident"] ?? answer
        guard let id = incident["id"]?.int else {
            return "refused: " + (answer["detail"]?.string ?? answer["problem"]?["detail"]?.string ?? "see --json")
        }
        let severity = incident["severity"]?.string ?? "?"
        let result = answer["result"]?.string ?? "created"
        return "incident \(id), severity \(severity), \(result)"
    }
}
