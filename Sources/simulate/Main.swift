import ArgumentParser
import Foundation
import Streams

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

    static func main() {
        do throws(StandardStreams.Fault) {
            try StandardStreams.begin()
        } catch {
            Foundation.exit(1)
        }
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            guard exitCode(for: error).isSuccess else { exit(withError: error) }
            let text = fullMessage(for: error)
            if !text.isEmpty { Answer.say(text) }
        }
    }
}
