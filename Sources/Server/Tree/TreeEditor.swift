import CProcess
import ConfigFiles
import Dispatching
import Foundation
import SystemPackage
import Text

/// The one way in which the server writes into the contact tree: a file is looked at together with all others before it is
/// written, and taken back when it does not come into force.
struct TreeEditor {
    /// So many files of one name are told apart by a number.
    private static let mostOfOneName = 99

    let settings: ServerSettings
    /// What the files were like that are in force, by name; `nil` when that is not known.
    let inForce: [String: String]?

    /// What was written.
    struct Written {
        var tree: LoadedTree
        var edit: TreeEdit
        /// All files as they are now; `nil` when others changed meanwhile.
        var files: TreeFileSet?
        /// Puts the file back as it was; throws where the disk does not let it.
        var takeBack: () throws -> Void
    }

    /// Writes the file of a draft, once the whole tree with it has no fault.
    ///
    /// - Parameters:
    ///   - draft: the file.
    ///   - read: reads the whole tree with a file as it would be.
    /// - Returns: what was written; it is not in force yet.
    /// - Throws: ``TreeEditFault``; nothing was written then.
    func write(_ draft: TreeDraft, read: (FileDraft) throws -> LoadedTree) throws(TreeEditFault) -> Written {
        let before = TreeFileSet(settings)
        try checkUntouched(before)
        let file = try self.file(of: draft, among: before)
        let name = TreeFileSet.contacts + "/" + file.path
        let tree: LoadedTree
        do {
            tree = try read(file)
        } catch let error as TreeFaults {
            throw .faults(error.faults)
        } catch {
            throw .impossible("the contact tree cannot be read: \(FailureWords.of(error)); nothing was changed")
        }
        let former = before.files[name]
        let takeBack = { try put(FileDraft(path: file.path, content: former)) }
        do {
            try put(file)
        } catch {
            // It may lie there already, where its folder could not be synced; what does not is not to be taken back.
            try? takeBack()
            throw .impossible(unwritable(file, error))
        }
        var expected = before.digests
        expected[name] = file.content.map(TreeFileSet.digest(of:))
        let after = TreeFileSet(settings)
        return Written(
            tree: tree,
            edit: TreeEdit(
                file: file.path,
                before: former.map(TreeFileSet.digest(of:)),
                after: expected[name],
                by: draft.by,
                reason: draft.reason
            ),
            files: after.digests == expected ? after : nil,
            takeBack: takeBack
        )
    }

    /// What somebody else wrote must not come into force unseen along with the file.
    private func checkUntouched(_ files: TreeFileSet) throws(TreeEditFault) {
        guard let inForce else {
            throw .impossible(
                "the files of \(settings.contacts) are not those in force; see `tocsin check`, run `tocsin reload`, and try again"
            )
        }
        let found = files.digests
        let changed = Set(found.keys).union(inForce.keys).filter { found[$0] != inForce[$0] }.sorted()
        guard !changed.isEmpty else { return }
        let more = changed.count > 3 ? " and \(changed.count - 3) more" : ""
        throw .impossible(
            "\(changed.prefix(3).joined(separator: ", "))\(more) changed since the files were read; "
                + "run `tocsin reload` to put that in force, and try again"
        )
    }

    private func file(of draft: TreeDraft, among files: TreeFileSet) throws(TreeEditFault) -> FileDraft {
        switch draft.deed {
        case .remove(let path):
            guard files.files[TreeFileSet.contacts + "/" + path] != nil else { throw .noSuchFile(path) }
            return FileDraft(path: path, content: nil)
        case .add(let folder, let name, let content):
            let taken = Set(files.files.keys)
            let names = [name] + (2...Self.mostOfOneName).map { "\(name)-\($0)" }
            let free = names.map { "\(folder)/\($0).yaml" }.first { path in
                !taken.contains(TreeFileSet.contacts + "/" + path)
                    && (try? FilePath(settings.contacts + "/" + path).stat(followTargetSymlink: false)) == nil
            }
            guard let free else {
                throw .impossible("\(folder) has \(names.count) files called \(name); remove those that are over")
            }
            return FileDraft(path: free, content: Array(content.utf8))
        }
    }

    // MARK: - The disk

    /// Writes the file under a hidden name, which nobody reads, and gives it its own; or removes it.
    ///
    /// It is on the disk afterwards.
    private func put(_ file: FileDraft) throws {
        let disk = FileManager.default
        let path = settings.contacts + "/" + file.path
        let folder = (path as NSString).deletingLastPathComponent
        guard let content = file.content else {
            try disk.removeItem(atPath: path)
            return try KeptSet.sync(folder, by: process_sync_files)
        }
        let mode = try mode(of: settings.contacts)
        if !disk.fileExists(atPath: folder) {
            try disk.createDirectory(atPath: folder, withIntermediateDirectories: false)
            try allow(mode, folder)
        }
        let part = "\(folder)/.\((path as NSString).lastPathComponent).part"
        let descriptor = try FileDescriptor.open(
            FilePath(part),
            .writeOnly,
            options: [.create, .truncate, .closeOnExec, .noFollow],
            permissions: .ownerReadWrite
        )
        do {
            try descriptor.closeAfter {
                _ = try descriptor.writeAll(content)
                let code = process_sync_files(descriptor.rawValue)
                guard code == 0 else { throw Errno(rawValue: code) }
            }
            try allow(mode & 0o666, part)
            try disk.moveItem(atPath: part, toPath: path)
        } catch {
            try? disk.removeItem(atPath: part)
            throw error
        }
        try KeptSet.sync(folder, by: process_sync_files)
    }

    /// As the folder of the tree has it: a group that may write there may write what is made.
    private func mode(of folder: String) throws -> Int {
        let target = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        let found = try FileManager.default.attributesOfItem(atPath: target)[.posixPermissions] as? NSNumber
        return (found?.intValue ?? 0o750) | 0o700
    }

    private func allow(_ mode: Int, _ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: NSNumber(value: mode)], ofItemAtPath: path)
    }

    private func unwritable(_ file: FileDraft, _ error: any Error) -> String {
        let folder = ((settings.contacts + "/" + file.path) as NSString).deletingLastPathComponent
        return
            "this server cannot write into \(folder): \(FailureWords.of(error)); nothing was changed. Mend that, or write "
            + "the file where the tree comes from and run `tocsin reload`"
    }
}
