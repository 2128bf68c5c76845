import Foundation
import Synchronization
import Testing

/// A process that was started here; it is killed at the latest when nobody holds it any more.
final class Child: Sendable {
    private let process: Mutex<Process>
    let identifier: Int32

    /// Starts the binary under test; what stands in the files for its output is kept.
    ///
    /// `environment` is added to a bare one, so that settings of whoever runs the tests play no part; `script` is what bash
    /// does with the command, which is `"$@"` there.
    init(
        _ arguments: [String],
        environment: [String: String],
        input: String = "",
        output: String,
        errors: String,
        script: String? = nil
    ) throws {
        let process = Process()
        let binary = try Place.binary.get()
        process.executableURL = URL(fileURLWithPath: script == nil ? binary : "/bin/bash")
        process.arguments = script.map { ["-c", $0, "bash", binary] + arguments } ?? arguments
        // The tests may run as root; a test of their own sees that a server refuses that.
        var bare = ["PATH": "/usr/bin:/bin", "HOME": "/tmp", "LANG": "C.UTF-8", "TOCSIN_ALLOW_ROOT": "true"]
        // What a sanitizer finds in this process goes where whoever runs the tests looks for it.
        for name in ["ASAN_OPTIONS", "TSAN_OPTIONS"] { bare[name] = ProcessInfo.processInfo.environment[name] }
        process.environment = bare.merging(environment) { $1 }
        if !input.isEmpty { try Data(input.utf8).write(to: URL(fileURLWithPath: output + ".in")) }
        let feed = input.isEmpty ? nil : try FileHandle(forReadingFrom: URL(fileURLWithPath: output + ".in"))
        let (out, err) = (try Self.file(output), try Self.file(errors))
        // Foundation keeps a process and its files for good, and crashes where descriptors go beyond 1,024.
        defer { for file in [feed, out, err] { try? file?.close() } }
        process.standardInput = feed ?? FileHandle.nullDevice
        process.standardOutput = out
        process.standardError = err
        try process.run()
        identifier = process.processIdentifier
        self.process = Mutex(process)
    }

    deinit {
        if isRunning { kill(identifier, SIGKILL) }
    }

    var isRunning: Bool { process.withLock { $0.isRunning } }

    func signal(_ number: Int32) {
        if isRunning { kill(identifier, number) }
    }

    /// The exit code; a signal counts as 128 and its number.
    func end(within limit: Duration) async throws -> Int32 {
        try await eventually("the end of process \(identifier)", within: limit) { isRunning ? nil : true }
        return process.withLock { process in
            process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
        }
    }

    private static func file(_ path: String) throws -> FileHandle {
        if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(fileURLWithPath: path)) }
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.seekToEnd()
        return file
    }
}

/// What a command printed, and how it ended.
struct Output: CustomStringConvertible {
    var code: Int32
    var text: String
    var errors: String

    var description: String { "exit \(code)\n\(text)\(errors)" }
    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
    var json: JSON { JSON(text) }
}

/// Runs the command as a user does.
func run(
    _ arguments: [String],
    environment: [String: String] = [:],
    input: String = "",
    script: String? = nil
) async throws -> Output {
    let folder = try Folder()
    let (output, errors) = (folder.path + "/out", folder.path + "/err")
    let child = try Child(
        arguments,
        environment: environment,
        input: input,
        output: output,
        errors: errors,
        script: script
    )
    let code = try await child.end(within: .seconds(240))
    return Output(code: code, text: folder.read("out"), errors: folder.read("err"))
}
