import ArgumentParser

/// Looks for broken promises of the dispatcher in simulated worlds and on simulated disks.
@main
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Look for broken promises of the dispatcher in simulated worlds and on simulated disks.",
        subcommands: [
            SeedsCommand.self, CrashPointsCommand.self, SyncErrorsCommand.self, FullDiskCommand.self,
            RecordEditsCommand.self,
        ],
        defaultSubcommand: SeedsCommand.self
    )
}
