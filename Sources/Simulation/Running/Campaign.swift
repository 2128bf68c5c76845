import Foundation
package import Messages
import Synchronization

/// Many seeds, on several threads, and what came of them.
package struct Campaign {
    private let kinds: [DiskKind]
    private let templates: Templates
    private let isTwice: Bool
    private let isCalm: Bool
    private var sum = CampaignSum()
    private var isCanarySeen = false
    /// From one word on how far it got to the next.
    private static let seedsToAWord = 5_000

    /// - Parameters:
    ///   - kinds: where the ledgers are kept, one seed after another.
    ///   - templates: what the messages say.
    ///   - isTwice: whether every seed is run twice, and must give the same hash.
    ///   - isCalm: whether nothing goes wrong.
    package init(kinds: [DiskKind], templates: Templates, isTwice: Bool = false, isCalm: Bool = false) {
        self.isCalm = isCalm
        self.kinds = kinds
        self.templates = templates
        self.isTwice = isTwice
    }

    package var isFailed: Bool {
        !sum.failed.isEmpty || !isCanarySeen || !sum.unlike.isEmpty || (isLong && !gaps.isEmpty)
    }

    private var isLong: Bool { sum.seeds >= Coverage.enough && !isCalm }

    /// What was not met.
    private var gaps: [String] {
        Coverage.gaps(in: sum.tallies, runsWith: sum.runsWith, runs: sum.seeds, isReal: kinds.contains(.sqlite))
    }

    private struct Shared {
        var next: UInt64
        var sum = CampaignSum()
    }

    /// Runs the seeds; `say` is told what a reader should see at once, `progress` now and then how far it got.
    package mutating func run(
        _ range: ClosedRange<UInt64>,
        jobs: Int,
        isTraced: Bool = false,
        progress: @escaping @Sendable (String) -> Void = { _ in },
        say: @escaping @Sendable (String) -> Void
    ) {
        let shared = Mutex(Shared(next: range.lowerBound))
        let (kinds, templates, isTwice, isCalm) = (kinds, templates, isTwice, isCalm)
        let threads = (0..<max(jobs, 1)).map { _ in
            let done = DispatchSemaphore(value: 0)
            let thread = Thread {
                while true {
                    let seed = shared.withLock { shared -> UInt64? in
                        guard shared.next <= range.upperBound else { return nil }
                        defer { shared.next += 1 }
                        return shared.next
                    }
                    guard let seed else { break }
                    let kind = Self.kind(of: seed, among: kinds)
                    do {
                        let run = try SeedRun(
                            seed: seed,
                            kind: kind,
                            templates: templates,
                            isCalm: isCalm,
                            isTraced: isTraced
                        )
                        let again =
                            isTwice
                            ? try SeedRun(seed: seed, kind: kind, templates: templates, isCalm: isCalm).hash : nil
                        for line in run.trace { say(line) }
                        if !run.failures.isEmpty { say(Self.complaint(run)) }
                        let (done, failed) = shared.withLock { shared in
                            shared.sum.add(run, again)
                            return (shared.sum.seeds, shared.sum.failed.count)
                        }
                        if done % Self.seedsToAWord == 0 {
                            progress("\(done) of \(range.count) seeds, \(failed) failed")
                        }
                    } catch {
                        say("seed \(seed): \(error)")
                        shared.withLock { $0.sum.failed.append(seed) }
                    }
                }
                done.signal()
            }
            thread.stackSize = 16 << 20
            thread.start()
            return done
        }
        for done in threads { done.wait() }
        sum = shared.withLock { $0.sum }
        isCanarySeen = seesCanary()
        if isLong { for gap in gaps { say("not met: \(gap)") } }
        if !isCanarySeen { say("the canary was not seen: the oracle did not notice that it was blind") }
    }

    /// SQLite in one world of four: it takes six times as long.
    private static func kind(of seed: UInt64, among kinds: [DiskKind]) -> DiskKind {
        kinds.count > 1 && seed % 4 == 0 ? .sqlite : kinds[0]
    }

    private static func complaint(_ run: SeedRun) -> String {
        var text = "seed \(run.seed) failed (\(run.kind.rawValue))\n"
        for failure in run.failures.prefix(3) { text += "  \(failure)\n" }
        return text + "  again: swift run -c release simulate --seed \(run.seed) --store \(run.kind.rawValue) --trace"
    }

    /// A blind oracle must complain in one of a few seeds, or its silence means nothing.
    private func seesCanary() -> Bool {
        (1...UInt64(5)).contains { seed in
            let run = try? SeedRun(seed: seed, kind: .memory, templates: templates, isCanary: true)
            return run?.failures.isEmpty == false
        }
    }

    // MARK: What came of it

    /// One line of counts.
    package func summary(took: Duration) -> String {
        let years = Double(sum.simulated) / 31_557_600_000
        let crashes = (sum.tallies.counts["fault"] ?? [:]).filter { $0.key.hasPrefix("F22") }.values.reduce(0, +)
        let parts = [
            "\(sum.seeds) seeds", "\(sum.failed.count) failed", isLong ? "\(gaps.count) gaps" : nil,
            isCanarySeen ? "canary seen" : "CANARY NOT SEEN",
            isTwice ? "\(sum.unlike.count) not repeatable" : nil,
            String(format: "%.1f simulated years", years),
            "\(sum.tallies.count("caller", "report")) reports", "\(crashes) crashes", "\(sum.checks) checks",
            String(format: "%.0f ms a seed", Double(took.components.seconds * 1_000) / Double(max(sum.seeds, 1))),
            "hash " + String(sum.hash, radix: 16),
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }

    /// Counts of states and events, inputs and faults.
    package var report: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        struct Report: Encodable {
            var seeds: Int
            var failed: [UInt64]
            var simulatedMilliseconds: Int64
            var gaps: [String]
            var counts: [String: [String: Int]]
            var runsWith: [String: [String: Int]]
        }
        let report = Report(
            seeds: sum.seeds,
            failed: sum.failed.sorted(),
            simulatedMilliseconds: sum.simulated,
            gaps: gaps,
            counts: sum.tallies.counts,
            runsWith: sum.runsWith.counts
        )
        return (try? encoder.encode(report)).map { String(decoding: $0, as: UTF8.self) + "\n" } ?? ""
    }
}
