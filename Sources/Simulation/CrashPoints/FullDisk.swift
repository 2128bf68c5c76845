import Dispatching
import Escalation
import StoreSQLite

/// Lets the disk fill up at many sizes: reports are refused, running incidents go on, and everything recovers by itself
/// when there is room again (RELIABILITY §3.3 F7, §5 G11).
package struct FullDisk: Sendable {
    private let sizes: Int

    /// - Parameter sizes: how many sizes are tried.
    package init(sizes: Int = 50) {
        self.sizes = sizes
    }

    package struct Outcome: Sendable {
        package var sizes = 0
        package var reports = 0
        package var failures: [String] = []
        package var summary: String {
            "\(sizes) disk sizes, \(reports) reports taken before they were full, \(failures.count) failed"
        }
    }

    private static let story = Story(name: "full-disk", deeds: [], reserve: 4 << 20)

    /// Tries every size: some room beside what an empty ledger and the reserve take, 37 KiB more each time.
    package func run() -> Outcome {
        var outcome = Outcome()
        for size in 0..<max(sizes, 1) {
            outcome.sizes += 1
            let room = size * 37 * 1_024
            do {
                outcome.failures += try attempt(room, &outcome.reports).map { "\(room) bytes of room: \($0)" }
            } catch {
                outcome.failures.append("\(room) bytes of room: \(error)")
            }
        }
        return outcome
    }

    private func attempt(_ room: Int, _ reports: inout Int) throws -> [String] {
        let disk = try FaultDisk()
        defer { disk.free() }
        let run = StoryRun(disk: disk, told: CallersTold(), story: Self.story)
        defer { run.close() }
        try run.perform(.open)
        try run.perform(.file(["first"]))
        try run.perform(.fill(leaving: room))
        var taken = 0
        while taken < 2_000 {
            // Not a failure of the disk's: the first report that does not fit ends the filling.
            do { try run.perform(.file(["r\(taken)"])) } catch is StoryRun.Wrong { break }
            taken += 1
        }
        reports += taken
        guard taken < 2_000 else { return ["the disk never filled up"] }
        var found = try whileFull(run)
        try run.perform(.free)
        try run.perform(.file(["after"]))
        try run.perform(.fileRefused(["r\(taken)"]))
        try run.perform(.pass(.minutes(1)))
        found += try run.faults() + run.retryFaults() + run.quietFaults()
        try run.perform(.reopen)
        return try found + run.faults()
    }

    /// The disk stays full: no report is taken, answers are, and the next step is told.
    private func whileFull(_ run: StoryRun) throws -> [String] {
        var found: [String] = []
        try run.perform(.fileRefused(["refused"]))
        try run.perform(.answer("first", "a", .seen))
        let before = run.told.now.sent.count
        try run.perform(.pass(.minutes(6)))
        if run.told.now.sent.count == before { found.append("nobody was told of the next step") }
        guard let id = run.told.now.filed["first"], let incident = try run.store?.history(of: id)?.state() else {
            return found + ["the first incident is gone"]
        }
        if incident.round.stage(1) == nil { found.append("the first incident did not go on to its next step") }
        try run.perform(.fileRefused(["refused again"]))
        return found
    }
}
