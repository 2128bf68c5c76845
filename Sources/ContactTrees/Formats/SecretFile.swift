import ConfigFiles
import Escalation
import Foundation
import SystemPackage
import Text

/// A file that holds one secret, and that nobody else may read.
package enum SecretFile {
    /// What became of reading one.
    package enum Outcome {
        /// One line of text, without a mark of UTF-8 before it and line ends behind it.
        case value(String)
        case missing
        case refused(what: String, remedy: String)
    }

    /// Reads a secret: the file is the service's or root's, of mode 0640 or less, and no link leads out of its folder.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - limit: the most bytes that it may have.
    ///   - hasLines: whether it may have several lines, as a key does.
    /// - Returns: the secret, or what is wrong with its file.
    package static func read(
        _ path: String,
        atMost limit: Int = ConfigLimits.bytesInSecret,
        hasLines: Bool = false
    ) -> Outcome {
        let named = URL(fileURLWithPath: path)
        let folder = named.deletingLastPathComponent().resolvingSymlinksInPath().path
        let target = named.resolvingSymlinksInPath().path
        guard (try? FilePath(target).stat(followTargetSymlink: false)) != nil else { return .missing }
        guard target.hasPrefix(folder == "/" ? folder : folder + "/") else {
            return .refused(what: "is a link that leaves its folder", remedy: "put the file itself there")
        }
        switch FileBytes.read(target, atMost: limit + 8) {
        case .bytes(let bytes, let stat):
            if let refusal = fault(of: stat, isMounted: target.contains("/..")) { return refusal }
            return text(bytes, atMost: limit, hasLines: hasLines)
        case .missing: return .missing
        case .unreadable: return .refused(what: "may not be read", remedy: "make the service its owner: `chown`")
        case .notAFile: return .refused(what: "is not a file", remedy: "name a file")
        case .tooLarge:
            return .refused(
                what: "is larger than \(limit) bytes",
                remedy: "put only the secret into it"
            )
        }
    }

    private static func fault(of stat: Stat, isMounted: Bool) -> Outcome? {
        guard stat.userID.rawValue == 0 || stat.userID.rawValue == geteuid() else {
            return .refused(what: "belongs to another user", remedy: "make the service its owner: `chown`")
        }
        let mode = stat.permissions.rawValue & 0o777
        guard mode & ~0o640 == 0 else {
            let inVolume = isMounted ? ", or set `defaultMode: 0400` for the volume that holds it" : ""
            return .refused(
                what: "has mode \(String(mode, radix: 8)), so others may read or change it",
                remedy: "run `chmod 0600` on it\(inVolume)"
            )
        }
        return nil
    }

    private static func text(_ content: [UInt8], atMost limit: Int, hasLines: Bool) -> Outcome {
        let bytes = TextEncoding.withoutMark(content)
        if let encoding = TextEncoding.foreign(bytes) {
            return .refused(what: "is \(encoding), not UTF-8", remedy: TextEncoding.remedy)
        }
        guard var text = String(validating: bytes, as: UTF8.self) else {
            return .refused(what: "cannot be read as text", remedy: "put only the secret into it, as UTF-8")
        }
        while text.last?.isNewline == true { text.removeLast() }
        guard !text.isBlank else {
            return .refused(what: "is empty", remedy: "put the secret into it")
        }
        // A key's lines may end as Windows ends them.
        let shown = hasLines ? text.replacing("\r\n", with: "\n") : text
        let isOneLine = !shown.unicodeScalars.contains { HarmfulScalar($0) == .lineEnd }
        if text.utf8.count > limit {
            return .refused(what: "holds more than \(limit) bytes", remedy: "put only the secret into it")
        }
        if !hasLines, !isOneLine {
            return .refused(what: "holds more than one line of text", remedy: "put only the secret into it")
        }
        if let unseen = hasLines ? Spelling.acting(in: shown, multiline: true) : Spelling.unseen(in: text) {
            return .refused(what: "holds \(unseen)", remedy: Spelling.unseenRemedy)
        }
        return .value(text)
    }
}
