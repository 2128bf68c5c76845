import ConfigFiles
import Foundation

/// A file that holds one secret, and that nobody else may read.
package enum SecretFile {
    /// What became of reading one.
    package enum Outcome {
        case value(String)
        case missing
        case refused(what: String, remedy: String)
    }

    /// Reads a secret of at most so many bytes: the file is the service's or root's, of mode 0640 or less, and no link leads
    /// out of its folder.
    package static func read(_ path: String, atMost limit: Int = ConfigLimits.bytesInSecret) -> Outcome {
        let named = URL(fileURLWithPath: path)
        let folder = named.deletingLastPathComponent().resolvingSymlinksInPath().path
        let target = named.resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: target) else { return .missing }
        guard target.hasPrefix(folder == "/" ? folder : folder + "/") else {
            return .refused(what: "is a link that leaves its folder", remedy: "put the file itself there")
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            return .refused(what: "is not a file", remedy: "name a file")
        }
        let owner = (attributes[.ownerAccountID] as? NSNumber)?.uint32Value
        guard owner == 0 || owner == geteuid() else {
            return .refused(what: "belongs to another user", remedy: "make the service its owner: `chown`")
        }
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        guard mode & 0o777 & ~0o640 == 0 else {
            return .refused(
                what: "has mode \(String(mode & 0o777, radix: 8)), so others may read or change it",
                remedy: "run `chmod 0600` on it"
            )
        }
        guard let handle = FileHandle(forReadingAtPath: target), let data = try? handle.read(upToCount: limit + 2),
            var text = String(validating: data, as: UTF8.self)
        else { return .refused(what: "cannot be read as text", remedy: "put only the secret into it, as UTF-8") }
        if text.hasSuffix("\r\n") || text.hasSuffix("\n") { text.removeLast() }
        return .value(text)
    }
}
