import Foundation
package import SystemPackage

/// Reads the bytes of a file, never more than it may have, and never waits for one: a pipe or a device is refused unread.
package enum FileBytes {
    package enum Outcome {
        /// The bytes, and the file as it was when they were read.
        case bytes([UInt8], Stat)
        /// Nothing lies there, or no longer.
        case missing
        /// This user may not read it, or the disk does not give it.
        case unreadable
        /// A folder, a pipe, a socket or a device.
        case notAFile
        /// More bytes than asked for.
        case tooLarge
    }

    /// Reads the file at `path`, links followed.
    package static func read(_ path: String, atMost limit: Int) -> Outcome {
        let descriptor: FileDescriptor
        do {
            // Without `nonBlocking`, opening a pipe that nobody writes to waits for ever.
            descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: [.nonBlocking, .closeOnExec])
        } catch let error as Errno {
            switch error {
            case .noSuchFileOrDirectory, .notDirectory, .tooManySymbolicLinkLevels: return .missing
            // What opening a socket says.
            case .noSuchAddressOrDevice: return .notAFile
            default: return .unreadable
            }
        } catch { return .unreadable }
        let handle = FileHandle(fileDescriptor: descriptor.rawValue, closeOnDealloc: true)
        guard let stat = try? descriptor.stat() else { return .unreadable }
        guard stat.type == .regular else { return .notAFile }
        guard stat.size <= limit else { return .tooLarge }
        guard let data = try? handle.read(upToCount: limit + 1) ?? Data() else { return .unreadable }
        return data.count <= limit ? .bytes([UInt8](data), stat) : .tooLarge
    }
}
