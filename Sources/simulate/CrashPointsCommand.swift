import ArgumentParser
import Simulation

/// Crashes fixed stories at every point at which something is written.
struct CrashPointsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crash-points",
        abstract: "Crash fixed stories at every write, sync and deletion, and recover."
    )

    @Option(help: "This story alone.") var story: String?
    @Option(help: "This point alone.") var point: Int?
    @Option(help: "Every so manyth point.") var stride = 1
    @Option(help: "How many run at the same time.") var jobs = 2
    @Flag(help: "Disks whose syncs do nothing: this must fail.") var canary = false

    func run() throws {
        let stories = Story.all.filter { story == nil || $0.name == story }
        if stories.isEmpty {
            throw ValidationError("There is no story \(story ?? ""); there are \(Story.all.map(\.name)).")
        }
        let outcome = CrashPoints(stories: stories, stride: stride, only: point, jobs: jobs, isLying: canary).run()
        try Answer.give(outcome.failures, outcome.summary, isFailed: outcome.failed > 0 || outcome.runs == 0)
    }
}

/// Lets each of the first syncs of a long story fail.
struct SyncErrorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync-errors",
        abstract: "Let each of the first syncs fail: nothing is promised after it, and the restart is clean."
    )

    @Option(help: "How many syncs are tried.") var positions = 200

    func run() throws {
        let outcome = SyncErrors(positions: positions).run()
        try Answer.give(outcome.failures, outcome.summary, isFailed: !outcome.failures.isEmpty)
    }
}

/// Fills disks of many sizes.
struct FullDiskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "full-disk",
        abstract: "Fill disks of many sizes: reports are refused, running incidents go on, and it recovers by itself."
    )

    @Option(help: "How many sizes are tried.") var sizes = 50

    func run() throws {
        let outcome = FullDisk(sizes: sizes).run()
        try Answer.give(outcome.failures, outcome.summary, isFailed: !outcome.failures.isEmpty)
    }
}

/// Changes a long record at random; verification must find every change.
struct RecordEditsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record-edits",
        abstract: "Change bits of a long record, remove and swap entries: verification must find every change."
    )

    @Option(help: "How long the record is.") var entries = 100_000
    @Option(help: "How many changes are made, one at a time.") var edits = 1_000
    @Option(help: "Decides which changes.") var seed: UInt64 = 1

    func run() throws {
        if entries < 2 { throw ValidationError("A record to edit has two entries or more.") }
        let outcome = try RecordEdits(entries: entries).run(edits: edits, seed: seed)
        try Answer.give(outcome.missed, outcome.summary, isFailed: outcome.found < outcome.edits)
    }
}
