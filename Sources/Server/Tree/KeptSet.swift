import CProcess
import Dispatching
import Escalation
import Foundation
import Record
import SystemPackage
import Text

/// A copy of the contact tree and the templates in the data directory: what was last in force, for a start at which the
/// files themselves have faults.
///
/// Each lies in a numbered folder of its own below `kept`; a new one is complete and on the disk before it gets its number,
/// and then the others go.
package struct KeptSet {
    private static let manifest = "kept.json"

    /// What is known of a set.
    struct Facts: Codable, Equatable, Sendable {
        /// When it was put in force, in milliseconds of the wall clock.
        var at: Int64
        /// Of the contact tree.
        var version: String
        /// The version of the rules of its time zones.
        var tzdata: String
        /// Where relative paths of `{file: …}` begin.
        var base: String
        /// ``TreeFileSet/digest``.
        var digest: String

        /// Whether nothing but the time differs.
        func isSame(as other: Facts) -> Bool {
            (version, tzdata, base, digest) == (other.version, other.tzdata, other.base, other.digest)
        }
    }

    var facts: Facts
    var path: String
    /// What is wrong with the newest one, when this is an older one that is intact.
    var isInsteadOf: String?
    var files: TreeFileSet

    var contacts: String { path + "/" + TreeFileSet.contacts }
    var templates: String { path + "/" + TreeFileSet.templates }

    /// What there is in a data directory.
    enum Newest {
        case none
        case sound(KeptSet)
        case damaged(path: String, why: String)
    }

    /// The newest set that is intact, or the newest when none is; each of their bytes is looked at.
    static func newest(in data: String) -> Newest {
        var first: Newest?
        for number in numbers(in: data).sorted(by: >) {
            switch (read(number, in: data), first) {
            case (.sound(var set), .damaged(let path, let why)?):
                set.isInsteadOf = "\(path) is damaged: \(why)"
                return .sound(set)
            case (.sound(let set), _): return .sound(set)
            case (let other, nil): first = other
            default: continue
            }
        }
        return first ?? .none
    }

    private static func read(_ number: Int, in data: String) -> Newest {
        let path = "\(DataFile.kept.path(in: data))/\(number)"
        guard let written = FileManager.default.contents(atPath: path + "/" + manifest),
            let facts = try? JSONDecoder().decode(Facts.self, from: written)
        else { return .damaged(path: path, why: "its \(manifest) is not there or cannot be read") }
        let files = TreeFileSet(
            contacts: path + "/" + TreeFileSet.contacts,
            templates: path + "/" + TreeFileSet.templates
        )
        guard files.digest == facts.digest else {
            return .damaged(path: path, why: "its files are not those that were written")
        }
        return .sound(KeptSet(facts: facts, path: path, files: files))
    }

    /// Whether a set was ever kept.
    static func exists(in data: String) -> Bool { !numbers(in: data).isEmpty }

    /// Keeps a set instead of the one before; does nothing when that is the same.
    ///
    /// - Throws: an `Errno` or a `CocoaError`; the set before is still there then.
    static func write(_ files: TreeFileSet, _ facts: Facts, to data: String) throws {
        if case .sound(let set) = newest(in: data), set.isInsteadOf == nil, set.facts.isSame(as: facts) {
            return
        }
        let place = DataFile.kept.path(in: data)
        let name = "\((numbers(in: data).max() ?? 0) + 1)"
        let part = place + "/" + name + ".part"
        try? FileManager.default.removeItem(atPath: part)
        do {
            try fill(part, files, facts)
            try FileManager.default.moveItem(atPath: part, toPath: place + "/" + name)
        } catch {
            try? FileManager.default.removeItem(atPath: part)
            throw error
        }
        try sync(place) { fsync($0) == 0 ? 0 : errno }
        try sync(data) { fsync($0) == 0 ? 0 : errno }
        for other in try FileManager.default.contentsOfDirectory(atPath: place) where other != name {
            try FileManager.default.removeItem(atPath: place + "/" + other)
        }
    }

    /// Copies the newest set into another data directory, if there is one.
    ///
    /// - Returns: what is wrong with it when it cannot be copied.
    /// - Throws: an `Errno` or a `CocoaError`.
    package static func copy(from data: String, to other: String) throws -> String? {
        var fault: String?
        // Beside a server that reads its files again a set may go while it is read.
        for _ in 0..<3 {
            switch newest(in: data) {
            case .none: return nil
            case .damaged(let path, let why): fault = "\(path) is damaged: \(why)"
            case .sound(let set):
                try write(set.files, set.facts, to: other)
                return nil
            }
        }
        return fault
    }

    private static func numbers(in data: String) -> [Int] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: DataFile.kept.path(in: data))
        return (names ?? []).compactMap { Int($0) }
    }

    private static func fill(_ part: String, _ files: TreeFileSet, _ facts: Facts) throws {
        let disk = FileManager.default
        var made: Set<String> = []
        let all = files.files.merging([manifest: try CompactEncoder.encode(facts)]) { $1 }
        for (name, content) in all {
            let path = part + "/" + name
            let folder = (path as NSString).deletingLastPathComponent
            if made.insert(folder).inserted {
                try disk.createDirectory(
                    atPath: folder,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
            }
            let data = Data(content)
            try data.write(to: URL(fileURLWithPath: path))
            try disk.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        }
        // One call for hundreds of small files; a sync of each would hold up the start.
        try sync(part, by: process_sync_files)
    }

    /// Makes what a folder holds durable, by a call of the system.
    static func sync(_ path: String, by call: (Int32) -> Int32) throws {
        let file = try FileDescriptor.open(FilePath(path), .readOnly, options: [.directory, .closeOnExec])
        try file.closeAfter {
            let code = call(file.rawValue)
            guard code == 0 else { throw Errno(rawValue: code) }
        }
    }
}
