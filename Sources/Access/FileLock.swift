import Foundation
import Glibc
import SystemPackage

/// A lock between processes that ends with its holder, however that ends.
package enum FileLock {
    /// Runs `body` while holding the lock of a file, which is made if it is not there.
    ///
    /// - Throws: what `body` throws, or an `Errno` when the file cannot be opened or locked.
    package static func whileHolding<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        let file = try FileDescriptor.open(
            FilePath(path),
            .readWrite,
            options: [.create, .closeOnExec, .noFollow],
            permissions: .ownerReadWrite
        )
        // A lock that root made beside a server must not keep the server's own user out.
        let folder = (path as NSString).deletingLastPathComponent
        if geteuid() == 0, let owner = PrivateFile.owner(of: folder), owner != 0 {
            try? FileManager.default.setAttributes([.ownerAccountID: NSNumber(value: owner)], ofItemAtPath: path)
        }
        return try file.closeAfter {
            guard flock(file.rawValue, LOCK_EX) == 0 else { throw Errno.resourceTemporarilyUnavailable }
            return try body()
        }
    }
}
