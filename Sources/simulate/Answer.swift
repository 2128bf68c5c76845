import ArgumentParser
import Foundation
import Streams

/// How every check of this tool ends: what was wrong, then one line of counts, and the exit code.
enum Answer {
    static func give(_ failures: [String], _ summary: String, isFailed: Bool) throws {
        for line in failures.prefix(20) + [summary] {
            say(line)
        }
        if isFailed { throw ExitCode(1) }
    }

    /// Prints a line; a run whose findings nobody can see has failed.
    @Sendable static func say(_ line: String) {
        do throws(StandardStreams.Fault) {
            try StandardStreams.say(line + "\n")
        } catch {
            StandardStreams.complain("simulate: standard output cannot be written: \(error)\n")
            exit(1)
        }
    }
}
