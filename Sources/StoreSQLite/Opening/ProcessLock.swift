import Dispatching
import Foundation

/// Keeps every other store out of a data directory, in this process and in others, for as long as it lives.
///
/// The kernel drops the lock when the process ends, however it ends; the file stays and means nothing by itself.
final class ProcessLock: Sendable {
    private let file: FileHandle

    /// - Throws: ``StoreError/inUse(_:)`` with the holder's number and command.
    init(_ directory: DataDirectory, command: String) throws(StoreError) {
        try directory.protect(directory.lockPath)
        guard let file = FileHandle(forUpdatingAtPath: directory.lockPath) else {
            throw .unreadable("the lock \(directory.lockPath) cannot be opened")
        }
        // A child process must not hold the lock on when this one is gone.
        guard fcntl(file.fileDescriptor, F_SETFD, FD_CLOEXEC) != -1 else {
            throw .unreadable("the lock \(directory.lockPath) cannot be kept from child processes")
        }
        guard flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
            let fault = errno
            guard fault == EWOULDBLOCK else {
                throw .unreadable("the lock \(directory.lockPath) cannot be taken: system error \(fault)")
            }
            let note = (try? file.readToEnd()).flatMap { String(data: $0, encoding: .utf8) } ?? ""
            throw .inUse(Self.refusal(directory: directory.path, note: note))
        }
        // The note only helps whoever is refused: a full disk may leave it out.
        try? file.truncate(atOffset: 0)
        try? file.write(contentsOf: Data("\(ProcessInfo.processInfo.processIdentifier) \(command)\n".utf8))
        self.file = file
    }

    /// Lets others in; may be called again.
    func release() {
        try? file.close()
    }

    private static func refusal(directory: String, note: String) -> String {
        let words = note.split(whereSeparator: \.isWhitespace)
        let holder =
            if let process = words.first {
                "process \(process) (\(words.dropFirst().joined(separator: " ")))"
            } else {
                "another process"
            }
        return "the data directory \(directory) is in use by \(holder); stop it, or name another --data"
    }
}
