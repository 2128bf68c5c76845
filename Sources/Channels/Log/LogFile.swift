import Foundation
import Glibc
import SystemPackage

/// A log file that is open for one group of records: opened anew each time, it is never one that was rotated away.
package struct LogFile {
    private let file: FileDescriptor
    private var isTorn: Bool

    /// Opens the file for adding at its end, and makes it when it is not there.
    ///
    /// - Throws: an `Errno` or a `CocoaError`.
    package init(directory: String, name: String) throws {
        let path = FilePath(directory).appending(name)
        do {
            file = try Self.open(path)
        } catch Errno.noSuchFileOrDirectory {
            try Self.make(directory)
            file = try Self.open(path)
        }
        do {
            isTorn = try Self.endsWithinLine(file)
        } catch {
            try? file.close()
            throw error
        }
    }

    private static func make(_ directory: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: directory,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o750]
            )
        } catch let error as CocoaError {
            guard let cause = error.underlying as? POSIXError else { throw error }
            // There is a link in its place that leads nowhere.
            if cause.code == .EEXIST { throw Errno.noSuchFileOrDirectory }
            throw Errno(rawValue: cause.code.rawValue)
        }
    }

    /// Opens the file; a new one is also its group's to read, for a log collector, whatever the process's mask says.
    private static func open(_ path: FilePath) throws -> FileDescriptor {
        let options: FileDescriptor.OpenOptions = [.append, .noFollow, .closeOnExec, .nonBlocking]
        do {
            return try FileDescriptor.open(path, .readWrite, options: options)
        } catch Errno.noSuchFileOrDirectory {
            let mode: FilePermissions = [.ownerReadWrite, .groupRead]
            let file = try FileDescriptor.open(path, .readWrite, options: options.union(.create), permissions: mode)
            _ = fchmod(file.rawValue, mode_t(mode.rawValue))
            return file
        }
    }

    /// Whether a write was cut off in the middle of a line, by a full disk or a crash.
    private static func endsWithinLine(_ file: FileDescriptor) throws -> Bool {
        guard try file.seek(offset: 0, from: .end) > 0 else { return false }
        try file.seek(offset: -1, from: .end)
        let reader = FileHandle(fileDescriptor: file.rawValue, closeOnDealloc: false)
        return try reader.read(upToCount: 1)?.first != 0x0A
    }

    /// Adds a line with one write; where it begins.
    ///
    /// - Throws: an `Errno`.
    @discardableResult
    package mutating func append(_ line: [UInt8]) throws -> Int64 {
        let bytes = isTorn ? [0x0A] + line : line
        isTorn = true
        try file.writeAll(bytes)
        isTorn = false
        return try file.seek(offset: 0, from: .current) - Int64(line.count)
    }

    /// Sees to it that the lines survive a loss of power, and closes the file.
    ///
    /// - Throws: an `Errno`.
    package func syncAndClose() throws {
        guard fdatasync(file.rawValue) == 0 else {
            let problem = Errno(rawValue: errno)
            try? file.close()
            throw problem
        }
        try file.close()
    }
}
