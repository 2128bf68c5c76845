import Dispatch
import Foundation
import SystemPackage
import Text

/// A folder with all below it, read as one set: nothing outside of it, nothing twice, and as it stood at one moment.
///
/// Links are followed inside the set as Kubernetes lays its volumes out: a folder with `..data` is read through what that link
/// leads to when the folder is opened, so that no file comes from the set that replaces it.
package final class FileSet {
    /// Something in a folder.
    package struct Entry {
        package enum Kind { case file, folder }

        package var name: String
        /// As the user would write it.
        package var path: String
        /// Where it lies in truth.
        var real: String
        package var kind: Kind

        package func isFile(_ name: String) -> Bool { kind == .file && self.name == name }
    }

    /// How often a set that changes is read before that is reported.
    private static let readings = 6
    private static let pause = DispatchTimeInterval.milliseconds(30)

    /// The folder as the user named it.
    package let root: String
    package let log: FaultLog
    /// What faults call the whole: `the contact tree`.
    private let subject: String
    private let realRoot: String
    private var states: [String: FileState?] = [:]
    /// Where links led that stand for a whole set.
    private var turns: [String: String] = [:]
    /// The folders that were read, with the path they were read under.
    private var folders: [String: String] = [:]
    private var hasLost = false
    /// Whether `..data` leads nowhere: for a moment, or for good.
    private var isDangling = false
    /// What is read in the place of the disk's.
    private let draft: FileDraft?

    /// - Parameters:
    ///   - root: the folder as the user named it.
    ///   - subject: what faults call the whole.
    ///   - draft: a file that is looked at before it is written; it counts as if it lay there already.
    ///   - log: takes what is wrong.
    package init(root: String, subject: String, draft: FileDraft? = nil, log: FaultLog) {
        self.root = root
        self.subject = subject
        self.draft = draft
        self.log = log
        realRoot = Self.resolved(root)
    }

    /// The folder itself.
    package var top: Entry { Entry(name: root, path: root, real: realRoot, kind: .folder) }

    /// Reads a set again while it changes under the reading.
    ///
    /// - Parameter read: reads the whole set anew, with a log of its own; the sets are those that it read.
    /// - Returns: the reading that nothing disturbed; or the last one, with a fault that says so.
    package static func settled<Reading>(_ read: () -> (Reading, files: [FileSet])) -> Reading {
        for _ in 1..<readings {
            let (reading, files) = read()
            if files.allSatisfy({ $0.isAsRead && !$0.isDangling }) { return reading }
            _ = DispatchSemaphore(value: 0).wait(timeout: .now() + pause)
        }
        let (reading, files) = read()
        for set in files where !set.isAsRead {
            set.fault(
                set.root,
                "the files here are changed while they are read",
                "try again when whatever writes here is done"
            )
        }
        return reading
    }

    /// What lies in a folder, sorted by name; what cannot be ours is passed over, what only looks like it is reported.
    package func entries(of folder: Entry) -> [Entry]? {
        if let first = folders[folder.real] {
            fault(folder.path, "a link to what was read as \(first) already", "remove the link")
            return nil
        }
        folders[folder.real] = folder.path
        let drafted = draft?.entry(in: folder, of: root)
        guard let names = list(folder.real) ?? (drafted != nil && Self.type(of: folder.real) == nil ? [] : nil) else {
            fault(folder.path, "the folder cannot be read", "check that it exists and that this user may read it")
            return nil
        }
        if folder.path == root, Self.holdsIncidents(realRoot) {
            faultOfKept(folder.path)
            return nil
        }
        var places = Dictionary(names.map { ($0, folder.real + "/" + $0) }) { first, _ in first }
        if names.contains(Self.swapped), let data = dataFolder(of: folder) {
            // Links into the set are left out: they are made and removed after the set was exchanged.
            for (name, place) in places where Self.destination(place)?.hasPrefix(Self.swapped + "/") == true {
                places[name] = nil
            }
            for name in list(data) ?? [] { places[name] = data + "/" + name }
        }
        if let drafted { places[drafted.name] = nil }
        let all = Set(places.keys)
        let found = places.sorted { $0.key < $1.key }
            .compactMap { entry(named: $0.key, at: $0.value, in: folder, among: all) }
        guard let drafted, drafted.kind == .folder || draft?.content != nil else { return found }
        return (found + [drafted]).sorted { $0.name < $1.name }
    }

    /// The bytes of a file; `nil` after a fault was reported.
    package func content(of entry: Entry, atMost limit: Int = ConfigLimits.bytesInFile) -> [UInt8]? {
        if let draft, entry.path == root + "/" + draft.path { return draft.content }
        switch FileBytes.read(entry.real, atMost: limit) {
        case .bytes(let bytes, let stat):
            states[entry.real] = FileState(stat)
            return bytes
        case .missing:
            hasLost = true
            fault(entry.path, "the file was removed while it was read", "try again")
        case .unreadable: fault(entry.path, "the file cannot be read", "give this user the right to read it")
        case .notAFile: fault(entry.path, "neither a file nor a folder", "remove it")
        case .tooLarge:
            let size = limit == 1 << 20 ? "1 MiB" : "\(limit) bytes"
            fault(entry.path, "the file is larger than \(size)", "shorten it, or split it")
        }
        return nil
    }

    /// Reports a fault of a file or folder as a whole.
    package func fault(_ path: String, _ what: String, _ remedy: String) {
        log.add(Place(file: path, line: 1, column: 1), what, remedy)
    }

    // MARK: - Links

    /// The link that Kubernetes exchanges when a volume changes.
    private static let swapped = "..data"

    /// The folder that `..data` leads to now.
    private func dataFolder(of folder: Entry) -> String? {
        let link = folder.real + "/" + Self.swapped
        turns[link] = Self.destination(link)
        let target = Self.resolved(link)
        guard target.hasPrefix(realRoot + "/"), Self.type(of: target) == .directory else {
            isDangling = true
            fault(
                folder.path + "/" + Self.swapped,
                "does not lead to a folder inside \(subject)",
                "mount the volume again"
            )
            return nil
        }
        return target
    }

    private func entry(named name: String, at real: String, in folder: Entry, among names: Set<String>) -> Entry? {
        let path = folder.path + "/" + name
        // By its name alone first: a lock is a link that leads nowhere.
        if FileNames.verdict(on: name, isFolder: false) == .passedOver,
            FileNames.verdict(on: name, isFolder: true, holdsUnit: Self.holdsUnit(real)) == .passedOver
        {
            return nil
        }
        let found: Entry
        switch Self.type(of: real) {
        case .directory: found = Entry(name: name, path: path, real: real, kind: .folder)
        case .regular: found = Entry(name: name, path: path, real: real, kind: .file)
        case .symbolicLink:
            guard let entry = link(named: name, at: real, path: path) else { return nil }
            found = entry
        case nil where name.contains("\u{FFFD}"):
            for odd in OddNames.inFolder((real as NSString).deletingLastPathComponent) where odd.mended == name {
                let remedy = "rename it (a shell finds it as $'\(odd.shown)'), or move it to another folder"
                fault(folder.path + "/" + odd.shown, "a name that is not UTF-8", remedy)
            }
            return nil
        case nil:
            hasLost = true
            return nil
        default:
            fault(path, "neither a file nor a folder", "remove it")
            return nil
        }
        let isFolder = found.kind == .folder
        if isFolder, Self.holdsIncidents(found.real) {
            faultOfKept(path)
            return nil
        }
        let holdsUnit = isFolder && Self.holdsUnit(found.real)
        switch FileNames.verdict(on: name, isFolder: isFolder, holdsUnit: holdsUnit, among: names) {
        case .ours: return found
        case .passedOver: return nil
        case .refused(let what, let remedy):
            fault(path, what, remedy)
            return nil
        }
    }

    /// Whether a folder is a data directory of a server, or a copy of one.
    private static func holdsIncidents(_ folder: String) -> Bool {
        [DataFile.database, .copyMark, .tokens, .masterSecret].contains { type(of: $0.path(in: folder)) != nil }
    }

    private func faultOfKept(_ path: String) {
        fault(
            path,
            "a server's data directory, or a backup of one, and no part of \(subject)",
            "move it to a place outside, and name it there; it holds incidents, so do not delete it"
        )
    }

    private static func holdsUnit(_ folder: String) -> Bool {
        type(of: resolved(folder + "/unit.yaml")) == .regular
    }

    private func link(named name: String, at real: String, path: String) -> Entry? {
        let target = Self.resolved(real)
        let kind = Self.type(of: target)
        // Nobody reads it, wherever it leads.
        if kind != .directory, FileNames.verdict(on: name, isFolder: false) == .passedOver { return nil }
        guard kind == .regular || kind == .directory else {
            fault(path, "a link that leads to no file or folder", "mend the link, or remove it")
            return nil
        }
        if kind == .directory, Self.holdsIncidents(target) {
            faultOfKept(path)
            return nil
        }
        guard target.hasPrefix(realRoot + "/") else {
            fault(path, "a link that leads out of \(subject)", "put what it leads to here, in place of the link")
            return nil
        }
        guard kind == .directory else { return Entry(name: name, path: path, real: target, kind: .file) }
        // What no hidden folder holds is read in its own place; a link to it would read it twice, or for ever.
        let isHidden = target.dropFirst(realRoot.count).split(separator: "/").contains { $0.hasPrefix(".") }
        guard isHidden else {
            fault(
                path,
                "a link to a folder that is read in its own place",
                "remove the link, or put a folder of its own here"
            )
            return nil
        }
        turns[real] = Self.destination(real)
        return Entry(name: name, path: path, real: target, kind: .folder)
    }

    // MARK: - Whether it was one moment

    /// Whether every file and folder is still the one that was read.
    private var isAsRead: Bool {
        !hasLost && Self.resolved(root) == realRoot
            && turns.allSatisfy { Self.destination($0.key) == $0.value }
            && states.allSatisfy { FileState(at: $0.key) == $0.value }
    }

    private func list(_ real: String) -> [String]? {
        states[real] = FileState(at: real)
        return try? FileManager.default.contentsOfDirectory(atPath: real)
    }

    static func type(of path: String) -> FileType? {
        try? FilePath(path).stat(followTargetSymlink: false).type
    }

    private static func destination(_ link: String) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: link)
    }

    private static func resolved(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
}
