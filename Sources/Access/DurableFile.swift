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
        let folder = (path as NSString).deletingLastPathComponent
        var attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        // What root writes beside a server must stay readable for the server.
        if geteuid() == 0, let owner = PrivateFile.owner(of: folder), owner != 0 {
            attributes[.ownerAccountID] = NSNumber(value: owner)
        }
        try FileManager.default.setAttributes(attributes, ofItemAtPath: path)
        for place in [path, folder] {
            guard let file = FileHandle(forReadingAtPath: place) else { throw CocoaError(.fileReadNoPermission) }
            try file.synchronize()
            try file.close()
        }
    }
}
