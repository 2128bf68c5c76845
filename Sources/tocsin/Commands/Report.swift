import Access
import ArgumentParser
import Dispatching
import ConfigFiles
import Foundation
import Server
import Text

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

    func validate() throws {
        if let input, input != "-" {
            throw ValidationError("'\(input)' is left over; --json-file names a file, - is standard input")
        }
        if let jsonFile, input != nil {
            throw ValidationError("--json-file \(jsonFile) and - are two reports; keep one of them")
        }
        guard jsonFile != nil || input != nil, !body.given.isEmpty else { return }
        let flags = body.given.joined(separator: ", ")
        throw ValidationError("the report is read from \(jsonFile ?? "standard input"): put into it what \(flags) says")
    }

    private func content() throws -> [UInt8] {
        guard let path = jsonFile ?? input else { return try body.bytes(isDrill: false) }
        guard !path.isEmpty else { throw CommandError.wrongUse("--json-file names no file") }
        if path == "-" {
            let bytes: [UInt8]
            do {
                bytes = Array(try FileHandle.standardInput.readToEnd() ?? Data())
            } catch {
                throw CommandError(
                    text: "standard input cannot be read: \((error as? CocoaError)?.words ?? "\(error)")"
                )
            }
            return try Self.report(bytes, from: "standard input")
        }
        switch FileBytes.read(path, atMost: Self.longestFile) {
        case .bytes(let bytes, _): return try Self.report(bytes, from: path)
        case .missing: throw CommandError(text: "\(path) is not there")
        case .unreadable: throw CommandError(text: "\(path) cannot be read")
        case .notAFile: throw CommandError(text: "\(path) is not a file; for standard input write -")
        case .tooLarge: throw CommandError(text: "\(path) is larger than 16 MiB; file its reports in parts")
        }
    }

    /// More than any server takes at once.
    private static let longestFile = 16 << 20

    /// The report as it is sent: UTF-8 without a mark.
    private static func report(_ bytes: [UInt8], from source: String) throws(CommandError) -> [UInt8] {
        if let encoding = TextEncoding.foreign(bytes) {
            throw CommandError(text: "\(source) is \(encoding), not UTF-8; \(TextEncoding.remedy)")
        }
        let text = TextEncoding.withoutMark(bytes)
        guard text.contains(where: { $0 > UInt8(ascii: " ") }) else {
            throw CommandError(text: "\(source) is empty; write the report into it, as JSON")
        }
        do {
            _ = try JSONReader.read(text)
        } catch {
            let lines = text.prefix(error.offset).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let place = "\(source):\(lines.count):\((lines.last?.count ?? 0) + 1)"
            throw CommandError(text: "\(place): \(error.what); the report must be JSON, mend it there")
        }
        return text
    }

    static func file(_ body: [UInt8], with server: ClientOptions) async throws {
        let key = ("Idempotency-Key", UUID().uuidString)
        let isArray = body.first { !" \n\r\t".utf8.contains($0) } == UInt8(ascii: "[")
        guard isArray else {
            let answer = try await server.client().ask("POST", path, body: body, headers: [key])
            let line = line(answer.json) ?? "the server gave no incident back: see --json"
            return try say(answer, [line], with: server)
        }
        // An array of which none was taken has a refusal's status, and the reasons in its elements.
        let answer = try await server.client().send("POST", path, body: body)
        guard case .list(let results) = answer.json, !results.isEmpty else {
            throw CommandError(text: APIClient.complaint(in: answer.json, status: answer.status))
        }
        let lines = results.map(Self.line)
        try say(answer, lines.compactMap { $0 }, with: server)
        let refused = lines.indices.filter { lines[$0] == nil }
        for index in refused {
            let problem = results[index]["problem"] ?? results[index]
            let status = results[index]["status"]?.int ?? answer.status
            let why = APIClient.complaint(in: problem, status: status, about: "it")
            Console.complain("report \(index + 1) of the array was refused: \(why)")
        }
        guard !refused.isEmpty else { return }
        throw CommandError(text: "\(refused.count) of \(results.count) reports were refused")
    }

    private static let path = "/v1/incidents"

    private static func say(_ answer: APIClient.Answer, _ lines: [String], with server: ClientOptions) throws {
        let text = server.json ? answer.text : lines.joined(separator: "\n")
        guard !text.isEmpty else { return }
        let done = lines.isEmpty ? "it took no report" : lines.joined(separator: "; ")
        try Console.say(text, after: "the server has answered all the same; \(done)")
    }

    /// What became of a report; `nil` where it was refused.
    private static func line(_ answer: JSONValue) -> String? {
        let incident = answer["incident"] ?? answer
        guard let id = incident["id"]?.string else { return nil }
        let severity = incident["severity"]?.string ?? "?"
        let result = answer["result"]?.string ?? "created"
        let mark = incident["drill"]?.bool == true ? " (drill)" : ""
        return "incident \(id)\(mark), severity \(severity), \(result)"
    }
}
