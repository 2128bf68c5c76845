package import Foundation
import Glibc

/// Small files that are replaced as a whole: a reader sees the old or the new content, also after a crash.
package enum DurableFile {
    /// Writes a file readable by its owner alone: a new one renamed over the old, then the file and its folder synced.
    ///
    /// - Throws: a `CocoaError`.
    package static func write(_ content: Data, to path: String) throws {
        let usual = umask(0o077)
        defer { _ = umask(usual) }
        try content.write(to: URL(fileURLWithPath: path), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        for place in [path, (path as NSString).deletingLastPathComponent] {
            guard let file = FileHandle(forReadingAtPath: place) else { throw CocoaError(.fileReadNoPermission) }
            try file.synchronize()
            try file.close()
        }
    }
}
