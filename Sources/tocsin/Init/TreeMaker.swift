import CProcess
import ConfigFiles
import Foundation
import Server
import SystemPackage
import Text

/// Puts a first unit into the folder of the contact tree: whole, or not at all.
struct TreeMaker {
    private static let staging = ".init-"

    /// The folder of the contact tree.
    var contacts: String

    /// - Throws: ``CommandError`` where there is a tree already, or something that is no folder.
    func refuseOther() throws(CommandError) {
        guard let found = try? FilePath(contacts).stat(followTargetSymlink: true) else { return }
        guard found.type == .directory else {
            throw CommandError(text: "\(contacts) is not a folder; name another with --contacts")
        }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: contacts)
        } catch {
            throw CommandError(text: "\(contacts) cannot be read: \(FailureWords.of(error))")
        }
        let others = names.filter { FileNames.verdict(on: $0, isFolder: false) != .passedOver }.sorted()
        guard let first = others.first else { return }
        throw CommandError(
            text:
                "there is a contact tree already: \(contacts) holds `\(Spelling.shown(first))`; `tocsin check` looks at it"
        )
    }

    /// Writes the unit beside the place where it is to be, has it checked there, and puts it in place.
    ///
    /// - Parameters:
    ///   - tree: what to write.
    ///   - check: finds faults in the tree, whose folder it is given.
    ///   - last: done when everything is known to be right, just before the tree is there.
    /// - Returns: the paths of the files, and what `last` gave.
    /// - Throws: what these throw, or a ``CommandError``; then nothing is left.
    func make<Value>(
        _ tree: FirstTree,
        check: (String) throws -> Void,
        last: () throws -> Value
    ) throws -> (files: [String], Value) {
        let isNew = !FileManager.default.fileExists(atPath: contacts)
        let mode: Int
        do {
            mode = try folderMode()
            try folder(contacts, mode)
        } catch {
            throw unwritable(error)
        }
        return try whileAlone {
            try refuseOther()
            return try makeAlone(tree, isNew: isNew, mode, check: check, last: last)
        }
    }

    private func makeAlone<Value>(
        _ tree: FirstTree,
        isNew: Bool,
        _ mode: Int,
        check: (String) throws -> Void,
        last: () throws -> Value
    ) throws -> (files: [String], Value) {
        let disk = FileManager.default
        let place = contacts + "/" + tree.id
        let part = contacts + "/" + Self.staging + "\(ProcessInfo.processInfo.processIdentifier)"
        var isDone = false
        defer {
            try? disk.removeItem(atPath: part)
            // Of what somebody else put there meanwhile nothing is taken away.
            if isNew, !isDone, (try? disk.contentsOfDirectory(atPath: contacts))?.isEmpty == true {
                try? disk.removeItem(atPath: contacts)
            }
        }
        do {
            for name in try disk.contentsOfDirectory(atPath: contacts) where name.hasPrefix(Self.staging) {
                try disk.removeItem(atPath: contacts + "/" + name)
            }
            try folder(part, mode)
            for (name, text) in tree.files { try write(text, to: "\(part)/\(tree.id)/\(name)", mode) }
        } catch {
            throw unwritable(error)
        }
        try check(part)
        let value = try last()
        try FileManager.default.moveItem(atPath: part + "/" + tree.id, toPath: place)
        isDone = true
        try sync()
        return (tree.files.keys.sorted(by: >).map { place + "/" + $0 }, value)
    }

    private func unwritable(_ error: any Error) -> CommandError {
        CommandError(text: "nothing can be written into \(contacts): \(FailureWords.of(error)); nothing was made")
    }

    /// Runs `body` while nobody else makes a tree in the same folder.
    private func whileAlone<Value>(_ body: () throws -> Value) throws -> Value {
        let file: FileDescriptor
        do {
            file = try FileDescriptor.open(FilePath(contacts), .readOnly, options: [.directory, .closeOnExec])
        } catch {
            throw unwritable(error)
        }
        return try file.closeAfter {
            guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
                throw CommandError(text: "another `tocsin init` is at work on \(contacts); nothing was made")
            }
            return try body()
        }
    }

    /// As the folder of the tree has it: a group that may write there may write what is made.
    private func folderMode() throws -> Int {
        guard FileManager.default.fileExists(atPath: contacts) else { return 0o750 }
        let target = URL(fileURLWithPath: contacts).resolvingSymlinksInPath().path
        let found = try FileManager.default.attributesOfItem(atPath: target)[.posixPermissions] as? NSNumber
        return (found?.intValue ?? 0o750) | 0o700
    }

    private func folder(_ path: String, _ mode: Int) throws {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: NSNumber(value: mode)]
        )
    }

    private func write(_ text: String, to path: String, _ mode: Int) throws {
        try folder((path as NSString).deletingLastPathComponent, mode)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let mode = NSNumber(value: mode & 0o666)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private func sync() throws {
        let file = try FileDescriptor.open(FilePath(contacts), .readOnly, options: [.directory, .closeOnExec])
        try file.closeAfter {
            let code = process_sync_files(file.rawValue)
            guard code == 0 else { throw Errno(rawValue: code) }
        }
    }
}
