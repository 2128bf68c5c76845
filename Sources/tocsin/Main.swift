import Access
import ArgumentParser
import CProcess
import Dispatching
import Foundation
import NIOCore
import Server
import Streams
import Text

/// The `tocsin` command.
@main struct Tocsin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tocsin",
        abstract: "A notification and escalation dispatcher: tells the people who must know, until somebody answers.",
        discussion: """
            Settings come from flags, then TOCSIN_… variables, then a settings file (--settings FILE).
            Client commands reach a running server by TOCSIN_URL and TOCSIN_TOKEN.
            Exit codes: 0 done, 1 refused or failed, 2 wrong use.
            """,
        version: "0.1.0",
        subcommands: [
            Serve.self, Check.self, Who.self, DutyCommand.self, Rehearse.self, Report.self, Incidents.self, Drill.self,
            TestAddress.self,
            Init.self, Tokens.self, Audit.self, Backup.self, Reload.self, Demo.self,
        ]
    )

    static func main() async {
        do throws(StandardStreams.Fault) {
            try StandardStreams.begin()
        } catch {
            Foundation.exit(1)
        }
        if CommandLine.arguments.dropFirst().first == Serve._commandName {
            process_hold_signals()
            ServerLog.begin()
        }
        _ = umask(0o077)
        // Not fatal where the system forbids it: there are no core dumps without a limit above 0 either.
        _ = process_disable_core_dumps()
        // One event loop is enough, and leaves the cores to the ledger and the channels (PLATFORM: more gain nothing).
        NIOSingletons.groupLoopCountSuggestion = 1
        do {
            try RepeatedFlags.refuse(in: Array(CommandLine.arguments.dropFirst()))
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            ServerLog.finish()
        } catch {
            end(with: error)
        }
    }

    /// One line on standard error and the exit code that goes with it; help goes to standard output.
    private static func end(with error: any Error) -> Never {
        if let trouble = error as? CommandError {
            complain(trouble.text, code: trouble.code)
        }
        if let error = error as? CocoaError { complain(error.wordsWithPlace, code: 1) }
        if let code = error as? ExitCode { exit(code.rawValue) }
        if Self.exitCode(for: error).isSuccess {
            do throws(CommandError) {
                try Console.say(Self.fullMessage(for: error))
            } catch {
                complain(error.text, code: error.code)
            }
            exit(0)
        }
        if let fault = UnknownCommand.fault(in: Array(CommandLine.arguments.dropFirst()), below: Self.self) {
            complain(fault, code: 2)
        }
        let isWrongUse = Self.exitCode(for: error) == .validationFailure
        let text = Self.message(for: error).split(separator: "\n").first.map(String.init) ?? "\(error)"
        complain(isWrongUse ? "\(text) (tocsin --help shows how it is used)" : text, code: isWrongUse ? 2 : 1)
    }

    private static func complain(_ text: String, code: Int32) -> Never {
        Console.refuse(text)
        exit(code)
    }

    private static func exit(_ code: Int32) -> Never {
        ServerLog.finish()
        Foundation.exit(code)
    }
}
