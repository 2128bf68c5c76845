import Foundation
import Messages
import Simulation
import Testing

@Suite struct SeedTests {
    static let templates = try? Templates.load(from: root.appendingPathComponent("Templates").path)
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func run(_ seed: UInt64, _ kind: DiskKind = .memory, isCanary: Bool = false) throws -> SeedRun {
        try SeedRun(seed: seed, kind: kind, templates: #require(Self.templates), isCanary: isCanary)
    }

    @Test(arguments: DiskKind.allCases)
    func `a few seeds keep every promise`(kind: DiskKind) throws {
        for seed in UInt64(1)...8 {
            let run = try run(seed, kind)
            #expect(run.failures.isEmpty, "seed \(seed): \(run.failures.first?.description ?? "")")
        }
    }

    @Test func `the same seed gives the same events`() throws {
        for seed in UInt64(20)...24 {
            let (one, other) = (try run(seed), try run(seed))
            #expect(one.hash == other.hash, "seed \(seed)")
        }
    }

    @Test func `the disk below makes no difference while nothing goes wrong`() throws {
        let templates = try #require(Self.templates)
        for seed in UInt64(1)...5 {
            let hashes = try [DiskKind.memory, .sqlite].map { kind in
                try SeedRun(seed: seed, kind: kind, templates: templates, isCalm: true).hash
            }
            #expect(hashes[0] == hashes[1], "seed \(seed)")
        }
    }

    @Test func `two seeds are two worlds`() throws {
        #expect(try run(2).hash != run(3).hash)
    }

    @Test func `an oracle that does not see every message complains`() throws {
        let complaints = try (UInt64(1)...5).map { try run($0, isCanary: true).failures.count }
        #expect(complaints.contains { $0 > 0 })
    }

    @Test func `every seed that ever failed holds`() throws {
        let list = try String(
            contentsOf: Self.root.appendingPathComponent("Tests/SimulationTests/seeds.txt"),
            encoding: .utf8
        )
        let seeds = list.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap {
            line -> (UInt64, DiskKind)? in
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count == 3, let seed = UInt64(words[0]), let kind = DiskKind(rawValue: String(words[1])) else {
                Issue.record("a line is `seed store what it found`, not `\(line)`")
                return nil
            }
            return (seed, kind)
        }
        #expect(!seeds.isEmpty)
        for (seed, kind) in seeds {
            let run = try run(seed, kind)
            #expect(run.failures.isEmpty, "seed \(seed) \(kind.rawValue): \(run.failures.first?.description ?? "")")
        }
    }
}
