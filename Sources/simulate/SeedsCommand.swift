import ArgumentParser
import Foundation
import Messages
import Simulation
import Streams

/// Runs the dispatcher against simulated clocks, channels, disks and people, seed by seed.
struct SeedsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seeds",
        abstract: "Looks for broken promises in simulated worlds; a seed decides everything in one."
    )

    @Option(help: "How many seeds are run.") var seeds = 1_000
    @Option(help: "The first seed.") var from: UInt64 = 1
    @Option(help: "This seed alone.") var seed: UInt64?
    @Option(help: "Where the ledger is kept: memory, sqlite or mixed.") var store = "memory"
    @Option(help: "How many run at the same time.") var jobs = 2
    @Option(help: "Where the message templates are.") var templates = "Templates"
    @Option(help: "Writes counts of states, events, inputs and faults to this file, as JSON.") var report: String?
    @Flag(help: "Lets nothing go wrong: no crash, no fault.") var calm = false
    @Flag(help: "Runs each seed twice; both must have the same hash.") var twice = false
    @Flag(help: "Prints every event; for one seed.") var trace = false

    mutating func run() throws {
        let templates: Templates
        do {
            templates = try Templates.load(from: self.templates)
        } catch {
            throw ValidationError("The templates in \(self.templates) have faults: \(error)")
        }
        guard let kinds = DiskKind(rawValue: store).map({ [$0] }) ?? (store == "mixed" ? DiskKind.allCases : nil) else {
            throw ValidationError("There is no store \(store); write memory, sqlite or mixed.")
        }
        let first = seed ?? from
        let last = seed ?? from + UInt64(max(seeds, 1)) - 1
        var campaign = Campaign(kinds: kinds, templates: templates, isTwice: twice, isCalm: calm)
        let start = ContinuousClock.now
        let jobs = seed == nil ? jobs : 1
        campaign.run(first...last, jobs: jobs, isTraced: trace, progress: Self.mutter) { Answer.say($0) }
        let took = start.duration(to: .now)
        if let report { try Data(campaign.report.utf8).write(to: URL(fileURLWithPath: report)) }
        Answer.say(campaign.summary(took: took))
        if campaign.isFailed { throw ExitCode(1) }
    }

    /// Beside the output, so that what is piped on holds only failures and the last line.
    @Sendable private static func mutter(_ text: String) {
        StandardStreams.complain(text + "\n")
    }
}
