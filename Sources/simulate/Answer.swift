import ArgumentParser
import Foundation

/// How every check of this tool ends: what was wrong, then one line of counts, and the exit code.
enum Answer {
    static func give(_ failures: [String], _ summary: String, isFailed: Bool) throws {
        for line in failures.prefix(20) + [summary] {
            try FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
        }
        if isFailed { throw ExitCode(1) }
    }
}
