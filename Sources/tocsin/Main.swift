import ArgumentParser
import CProcess
import Foundation
import NIOCore

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
            Serve.self, Check.self, Who.self, Rehearse.self, Report.self, Incidents.self, Drill.self, TestAddress.self,
            Tokens.self, Audit.self, Backup.self, Reload.self, Demo.self,
        ]
    )

    static func main() async {
        _ = umask(0o077)
        // Not fatal where the system forbids it: there are no core dumps without a limit above 0 either.
        _ = process_disable_core_dumps()
        // One event loop is enough, and leaves the cores to the ledger and the channels (PLATFORM: more gain nothing).
        NIOSingletons.groupLoopCountSuggestion = 1
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }

    /// One line on standard error and the exit code that goes with it; help goes to standard output.
    private static func end(with error: any Error) -> Never {
        if let trouble = error as? Trouble {
            Console.complain(trouble.text)
            Foundation.exit(trouble.code)
        }
        if let code = error as? ExitCode { Foundation.exit(code.rawValue) }
        if Self.exitCode(for: error).isSuccess {
            Console.say(Self.fullMessage(for: error))
            Foundation.exit(0)
        }
        let isWrongUse = Self.exitCode(for: error) == .validationFailure
        let text = Self.message(for: error).split(separator: "\n").first.map(String.init) ?? "\(error)"
        Console.complain(isWrongUse ? "\(text) (tocsin --help shows how it is used)" : text)
        Foundation.exit(isWrongUse ? 2 : 1)
    }

}
