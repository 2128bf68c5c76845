import Dispatching
import Escalation
import TestSupport
import Testing
import Text

@Suite("Metrics and readiness")
struct MetricsTests {
    /// Reads the text as a scraper does; `nil` when a line is not of the format.
    private func parsed(_ text: String) -> [String: Double]? {
        var found: [String: Double] = [:]
        var typed: Set<Substring> = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("# HELP ") { continue }
            if line.hasPrefix("# TYPE ") {
                let words = line.split(separator: " ")
                guard words.count == 4, ["counter", "gauge", "histogram"].contains(words[3]) else { return nil }
                guard typed.insert(words[2]).inserted else { return nil }
                continue
            }
            guard let match = line.wholeMatch(of: /([a-z_]+)(\{[a-z]+="[^"\\\n]*"\})? (-?[0-9.]+)/) else { return nil }
            let base = match.1.replacing(/_(bucket|sum|count)$/, with: "")
            guard typed.contains(match.1) || typed.contains(base[...]) else { return nil }
            guard let value = Double(match.3) else { return nil }
            let name = String(match.1) + String(match.2 ?? "")
            guard found.updateValue(value, forKey: name) == nil else { return nil }
        }
        return found
    }

    @Test func `the text parses, before anything happened and after`() throws {
        let fresh = try #require(parsed(Metrics().exposition))
        #expect(fresh["tocsin_notifications_accepted_total"] == 0)
        let scene = try Scene(.asking(["a"], ["b"]))
        scene.channel["a.mail"] = [.temporary(reason: .reply(451)), .accepted(evidence: .reply(250, "ok"))]
        scene.channel["b.mail"] = [.permanent(reason: .reply(550))]
        try scene.file(Town.report(key: "k"))
        try scene.file(Town.report(key: "k"))
        try scene.run(until: 6)
        try scene.says("d", .accept)
        let found = try #require(parsed(scene.metrics.exposition))
        #expect(found["tocsin_reports_total{result=\"created\"}"] == 1)
        #expect(found["tocsin_reports_total{result=\"counted\"}"] == 1)
        #expect(found["tocsin_attempts_total{channel=\"log\"}"] == Double(scene.attempts.count))
        #expect(found["tocsin_notifications_retried_total{outcome=\"temporary\"}"] == 1)
        #expect(found["tocsin_notifications_failed_total"] == 1)
        #expect(found["tocsin_escalations_total{to=\"step\"}"] == 1)
        #expect(found["tocsin_escalations_total{to=\"exhausted\"}"] == 1)
        #expect(found["tocsin_answers_total{answer=\"accept\"}"] == 1)
        #expect(found["tocsin_incidents{status=\"open\"}"] == 0)
        #expect(found["tocsin_incidents{status=\"acknowledged\"}"] == 1)
        #expect(found["tocsin_outbox"] == 0)
    }

    @Test func `the histogram of batches adds up`() throws {
        let scene = try Scene(.asking(["a"]))
        for size in [1, 2, 3, 70, 2_000] {
            try scene.cycle((0..<size).map { _ in .file(Filing(report: Town.report())) { _ in } })
        }
        let found = try #require(parsed(scene.metrics.exposition))
        let buckets = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024].compactMap {
            found["tocsin_commit_entries_bucket{le=\"\($0)\"}"]
        }
        #expect(buckets.count == 11 && buckets == buckets.sorted())
        #expect(found["tocsin_commit_entries_bucket{le=\"+Inf\"}"] == found["tocsin_commit_entries_count"])
        #expect(found["tocsin_commit_entries_sum"] == Double(scene.store.sealed(from: 1, limit: .max).count))
    }

    @Test func `a commit that is refused is counted, and what it would have done is not`() throws {
        let scene = try Scene(.asking(["a"]))
        scene.store.failCommits(.full)
        #expect(throws: LedgerError.self) { try scene.file() }
        let found = try #require(parsed(scene.metrics.exposition))
        #expect(found["tocsin_commit_failures_total"] == 1)
        #expect(found["tocsin_reports_total{result=\"created\"}"] == nil)
    }

    @Test func `it is ready while cycles end, and says why when it is not`() throws {
        let slow = "the scheduler has not finished a cycle in the last 2 s"
        #expect(Metrics().troubles(at: Post.at(0)) == [slow])
        let scene = try Scene(.asking(["a"]))
        try scene.cycle()
        #expect(scene.metrics.troubles(at: Post.at(2)) == [])
        #expect(scene.metrics.troubles(at: Post.at(3)) == [slow])
        scene.store.failCommits(.full)
        #expect(throws: LedgerError.self) { try scene.file() }
        let full = "the store takes no writes: the disk is full; nothing was stored"
        #expect(scene.metrics.troubles(at: Post.at(3)) == [slow, full])
    }
}
