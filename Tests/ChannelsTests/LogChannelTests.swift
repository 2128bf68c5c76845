@testable import Channels
import Dispatching
import Escalation
import Foundation
import Messages
import TestSupport
import Testing
import Text

/// Log files: what is in them, and what cannot get into them.
@Suite(.timeLimit(.minutes(10))) struct LogChannelTests {
    private struct Line: Decodable, Equatable {
        var at: String
        var id: String
        var thread: String
        var kind: String
        var incident: Int64
        var severity: String
        var label: String
        var drill: Bool
        var person: String
        var title: String
        var text: String
        var link: String?
        var unit: String
        var plan: String
    }

    private let folder: TemporaryFolder
    private let channel: LogChannel
    private let file: String

    init() throws {
        folder = try TemporaryFolder()
        channel = LogChannel(directory: folder.path("log"))
        file = folder.path("log/duty-desk.jsonl")
    }

    private func delivery(_ number: Int = 1, _ name: String = "duty-desk", _ change: (inout Message) -> Void = { _ in })
        -> Delivery
    {
        Example.delivery(number, Example.address("log", ["file": name]), Example.message(change))
    }

    private func bytes() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: file)) }

    private func lines() throws -> [Line] {
        try bytes().split(separator: 0x0A).map { try JSONDecoder().decode(Line.self, from: $0) }
    }

    @Test func `a line that may not be written is not, and the others are`() async throws {
        var forbidden = delivery(1)
        forbidden.mayStart = { false }
        let reports = Reports()
        channel.send([forbidden, delivery(2)], report: reports.take)
        let results = await reports.waitFor(2)
        #expect(results.map { $0.outcome == nil } == [true, false])
        #expect(try lines().count == 1)
    }

    @Test func `a message becomes a line with all that matters`() async throws {
        let outcome = try await channel.outcome(delivery())
        #expect(outcome == .accepted(evidence: Evidence(.written(file: "duty-desk.jsonl", byte: 0))))
        let line = try #require(try lines().first)
        #expect(
            line
                == Line(
                    at: "2026-11-20T19:05:00.000Z",
                    id: "k3f9x2-7-3",
                    thread: "k3f9x2-7",
                    kind: "alert",
                    incident: 7,
                    severity: "II",
                    label: "重大",
                    drill: false,
                    person: "lin-yue",
                    title: Example.title,
                    text: Example.text,
                    link: Example.link,
                    unit: "/riverside-town/service-centre",
                    plan: "public-gathering"
                )
        )
    }

    @Test func `the evidence says where the line begins`() async throws {
        let outcomes = await channel.outcomes([delivery(1), delivery(2)])
        let second = try bytes().firstIndex(of: 0x0A).map { $0 + 1 }
        #expect(
            outcomes[2]
                == .accepted(evidence: Evidence(.written(file: "duty-desk.jsonl", byte: Int64(try #require(second)))))
        )
        #expect(try lines().count == 2)
    }

    @Test func `a text cannot forge a line, colour a terminal or turn the writing direction`() async throws {
        let evil =
            "x\"}\n{\"id\":\"forged\"}\r\u{1B}[31mred\u{9B}0m\u{2028}\u{202E}live\u{2066}\u{0}\\"
            + HarmfulTexts.scalars.map { "，\($0)" }.joined()
        #expect(
            try await channel.outcome(
                delivery { message in
                    message.title = evil
                    message.text = evil
                    message.severityLabel = evil
                }
            ).isAccepted
        )
        #expect(try lines().map(\.text) == [evil])
        let scalars = String(decoding: try bytes().dropLast(), as: UTF8.self).unicodeScalars
        #expect(!scalars.contains(where: HarmfulScalar.contains))
    }

    @Test func `a field holds 8 KiB and ends between two characters`() async throws {
        _ = try await channel.outcome(delivery { $0.text = String(repeating: "字", count: 10_000) })
        let text = try #require(try lines().first?.text)
        #expect(text == String(repeating: "字", count: 2729) + "…")
    }

    @Test func `after rotation or removal a new file is begun`() async throws {
        _ = try await channel.outcome(delivery())
        try FileManager.default.moveItem(atPath: file, toPath: file + ".1")
        #expect(
            try await channel.outcome(delivery())
                == .accepted(evidence: Evidence(.written(file: "duty-desk.jsonl", byte: 0)))
        )
        try FileManager.default.removeItem(atPath: folder.path("log"))
        #expect(
            try await channel.outcome(delivery())
                == .accepted(evidence: Evidence(.written(file: "duty-desk.jsonl", byte: 0)))
        )
        #expect(try lines().count == 1)
    }

    @Test func `a line that a crash cut off does not swallow the next`() async throws {
        _ = try await channel.outcome(delivery())
        try (try bytes() + Data("{\"id\":".utf8)).write(to: URL(fileURLWithPath: file))
        #expect(try await channel.outcome(delivery()).isAccepted)
        let pieces = try bytes().split(separator: 0x0A)
        #expect(pieces.count == 3 && pieces.first == pieces.last)
    }

    @Test func `the file is for its owner and group only`() async throws {
        _ = try await channel.outcome(delivery())
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(try #require(mode) & 0o137 == 0)
    }

    @Test(arguments: [
        "../evil", "/etc/passwd", "a/b", "", ".", "..", "A", "a.b", "a\u{0}b", String(repeating: "a", count: 65),
    ])
    func `a name that is a path or none is refused`(_ name: String) async throws {
        #expect(try await channel.outcome(delivery(1, name)).isPermanent)
        #expect(!FileManager.default.fileExists(atPath: folder.path("log")))
    }

    @Test func `a symbolic link is not followed`() async throws {
        try FileManager.default.createDirectory(atPath: folder.path("log"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: folder.path("target"))
        let outcome = try await channel.outcome(delivery())
        #expect(outcome.isTemporary, "\(outcome)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("target")))
    }

    @Test(arguments: ["/proc/tocsin", "/dev/null/log"])
    func `a directory that takes no files is a reason to try again`(_ directory: String) async throws {
        let channel = LogChannel(directory: directory)
        let outcome = try await channel.outcome(delivery())
        let words = ["no such file or folder", "a part of the path is no folder"].map {
            "could not write duty-desk.jsonl: \($0)"
        }
        #expect(outcome.isTemporary && words.contains(outcome.words), "\(outcome)")
    }

    @Test(.enabled(if: getuid() == 0, "makes a device")) func `a full disk is a reason to try again`() async throws {
        try FileManager.default.createDirectory(atPath: folder.path("log"), withIntermediateDirectories: true)
        try Shell.run("/usr/bin/mknod", [file, "c", "1", "7"])
        let outcomes = await channel.outcomes([delivery(1), delivery(2), delivery(3, "other")])
        #expect(outcomes[1] == .temporary(reason: Evidence(.notWritten(file: "duty-desk.jsonl", error: 28))))
        #expect(outcomes[2]?.isTemporary == true && outcomes[3]?.isAccepted == true)
    }

    @Test func `a pipe in place of a file holds nobody up`() async throws {
        try FileManager.default.createDirectory(atPath: folder.path("log"), withIntermediateDirectories: true)
        try Shell.run("/usr/bin/mkfifo", [file])
        #expect(try await channel.outcome(delivery()).isTemporary)
        #expect(try await channel.outcome(delivery(2, "other")).isAccepted)
    }
}
