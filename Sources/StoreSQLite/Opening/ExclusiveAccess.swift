import Dispatching
import Foundation
import Text

/// Work on a data directory while no server and no other command has it.
package enum ExclusiveAccess {
    /// Runs `body` while everybody else is kept out of the directory.
    ///
    /// - Throws: ``StoreError/inUse(_:)``, or what `body` throws.
    package static func with<Value>(_ directory: String, command: String, _ body: () throws -> Value) throws -> Value {
        let lock = try ProcessLock(try DataDirectory(directory), command: command)
        defer { lock.release() }
        return try body()
    }

    /// The number of the process that holds the directory; `nil` when none does.
    package static func holder(of directory: String) -> Int32? {
        guard let file = FileHandle(forReadingAtPath: DataFile.lock.path(in: directory)) else { return nil }
        defer { try? file.close() }
        // Shared, so that two who ask do not take each other for the holder.
        guard flock(file.fileDescriptor, LOCK_SH | LOCK_NB) != 0 else { return nil }
        let note = (try? file.readToEnd()).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return note.split(whereSeparator: \.isWhitespace).first.flatMap { Int32($0) }
    }
}
