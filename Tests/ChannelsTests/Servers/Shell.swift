import Foundation

/// Runs programs for tests.
enum Shell {
    /// A program that did not end well.
    struct Failure: Error {
        let command: String
    }

    /// Runs a program to its end and returns what it printed.
    @discardableResult
    static func run(_ program: String, _ arguments: [String], input: [UInt8] = []) throws -> Data {
        let process = Process()
        let (standardInput, output, errors) = (Pipe(), Pipe(), FileHandle.nullDevice)
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = standardInput
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input))
        try standardInput.fileHandleForWriting.close()
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(command: ([program] + arguments.prefix(1)).joined(separator: " "))
        }
        return printed
    }

    /// Runs a Python script that reads its input and prints JSON.
    static func python<Value: Decodable>(_ script: String, input: [UInt8], as type: Value.Type) throws -> Value {
        let printed = try run("/usr/bin/env", ["python3", "-c", script], input: input)
        return try JSONDecoder().decode(type, from: printed)
    }
}
