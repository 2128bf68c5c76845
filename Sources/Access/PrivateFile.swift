import Foundation

/// Files that hold secrets: what must be true of one before it is read (RELIABILITY §4 S16).
package enum PrivateFile {
    /// What is wrong with a file and what to do about it; `nil` when it is sound or not there.
    ///
    /// Its owner is who runs this process or root, its mode 0640 or less, and it is no link. Root may also read what
    /// belongs to the owner of its folder, so that an administrator can use the commands beside a server.
    package static func fault(_ path: String) -> String? {
        guard let found = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
        if found[.type] as? FileAttributeType == .typeSymbolicLink {
            return "\(path) is a link; put the file itself there"
        }
        guard found[.type] as? FileAttributeType == .typeRegular else { return "\(path) is not a file; move it away" }
        let owner = (found[.ownerAccountID] as? NSNumber)?.uint32Value
        let folder = (path as NSString).deletingLastPathComponent
        guard owner == 0 || owner == geteuid() || (geteuid() == 0 && owner == Self.owner(of: folder)) else {
            return "\(path) belongs to another user; make the one who runs tocsin its owner: `chown`"
        }
        let mode = (found[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        guard mode & 0o777 & ~0o640 == 0 else {
            let written = String(mode & 0o777, radix: 8)
            return "\(path) has mode \(written), so others may read or change it; run `chmod 0600 \(path)`"
        }
        return nil
    }

    /// What is wrong with the data directory, and what to do; `nil` when it is sound or not there.
    ///
    /// It may be a link to a folder, as service managers make one.
    package static func fault(ofDirectory path: String) -> String? {
        if let fault = faultOfPlace(path) { return fault }
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let found = try? FileManager.default.attributesOfItem(atPath: target) else { return nil }
        guard (found[.ownerAccountID] as? NSNumber)?.uint32Value == geteuid() else {
            return "the data directory \(path) belongs to another user; run tocsin as that user, or `chown` it"
        }
        let mode = (found[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        guard mode & 0o077 == 0 else {
            let written = String(mode & 0o777, radix: 8)
            return
                "the data directory \(path) has mode \(written), so others may look into it; run `chmod 0700 \(path)`"
        }
        return nil
    }

    /// What is there instead of a folder, and what to do; `nil` when it is a folder, leads to one, or nothing is there.
    package static func faultOfPlace(_ path: String) -> String? {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let found = try? FileManager.default.attributesOfItem(atPath: target) else { return nil }
        let type = found[.type] as? FileAttributeType
        if type == .typeDirectory { return nil }
        guard type == .typeSymbolicLink, let aim = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
        else {
            return "\(path) is not a folder; name another"
        }
        return "\(path) is a link to \(aim), and there is no such folder; make it (mode 0700), or remove the link"
    }

    /// The number of the user to whom a file or folder belongs; of a link, to whom that belongs to which it leads.
    package static func owner(of path: String) -> UInt32? {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let found = try? FileManager.default.attributesOfItem(atPath: target)
        return (found?[.ownerAccountID] as? NSNumber)?.uint32Value
    }
}
