import Access
import ArgumentParser
import Dispatching
import Foundation
import Record
import Server
import Settings
import StoreSQLite
import Text

/// Copies a data directory while its server runs, and proves the copy.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the data directory into a new folder and verify the copy; works beside a running server.",
        discussion: """
            The database is read in one snapshot, so the copy is consistent; the server is not held up. Copied with it are
            answer.key, tokens.json, log/record-heads.jsonl and kept, the contact tree and templates last in force: keep the
            copy as safe as the original. What the log channel wrote is not copied. A server started with --data on the copy
            goes on from there; it leaves out numbers of incidents that may have been given since.
            """
    )

    @Option(name: .long, help: "The folder for the copy; must not be there yet, or be empty.")
    var to: String

    @OptionGroup var place: Tokens.DataOptions

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func validate() throws {
        if to.allSatisfy(\.isWhitespace) { throw ValidationError("--to is empty; name a new folder for the copy") }
    }

    func run() async throws {
        let source = try await place.directory()
        try refuseWithinTree(source)
        let reader = try Audit.reader(source)
        // A link is followed: what it leads to is where the copy belongs.
        let target = URL(fileURLWithPath: to).standardizedFileURL.resolvingSymlinksInPath().path
        try Self.mustBeEmpty(target)
        let part = target + ".part-\(UUID().uuidString.prefix(8))"
        do {
            let sound = try Self.copy(reader, from: source, to: part)
            let size = try Self.size(of: part)
            try Self.put(part, at: target)
            try Console.say(
                json
                    ? JSONValue.object([
                        .init("to", .text(target)), .init("ledger", .text(sound.ledger)),
                        .init("entries", .integer(sound.head.position)),
                        .init("removed", .integer(Int64(sound.removed))),
                        .init("incidents", .integer(Int64(sound.incidents))), .init("bytes", .integer(Int64(size))),
                    ]).line
                    : "copied and verified: \(sound.head.position) entries, \(sound.incidents == 1 ? "1 incident" : "\(sound.incidents) incidents"), \(size) bytes in \(target)",
                after: "the copy is whole and verified all the same, in \(target)"
            )
        } catch {
            try? FileManager.default.removeItem(atPath: part)
            switch error {
            case let fault as RecordFault:
                throw CommandError(text: "the record does not verify: \(fault); nothing was kept")
            case let fault as LedgerReader.SnapshotFault:
                throw CommandError(text: "the copy does not verify: \(fault); nothing was kept")
            case let fault as LedgerReader.BlobFault:
                throw CommandError(text: "the copy does not verify: \(fault); nothing was kept")
            case let error as StoreError: throw CommandError(text: "the copy failed: \(error); nothing was kept")
            case let error as CocoaError:
                throw CommandError(text: "the copy failed: \(error.wordsWithPlace); nothing was kept")
            default: throw error
            }
        }
    }

    /// A copy within the contact tree would be read as a part of it: by the next check, reload or start.
    private func refuseWithinTree(_ data: String) throws(CommandError) {
        do throws(SettingsFault) {
            var source = try SettingsSource.ofCommand([.data: place.data], file: place.settings)
            if let running = SettingsSource.runningFile(in: data) { try source.add(running: running) }
            guard let outer = Places.surroundings(of: to, in: source) else { return }
            throw SettingsFault(text: "--to \(to) lies within \(outer); name a folder outside of it")
        } catch {
            throw CommandError.wrongUse(error.text)
        }
    }

    private static func mustBeEmpty(_ target: String) throws {
        if let fault = PrivateFile.faultOfPlace(target) { throw CommandError(text: "--to \(fault)") }
        guard FileManager.default.fileExists(atPath: target) else { return }
        // Of anything but a folder there is no content to list.
        let content = try? FileManager.default.contentsOfDirectory(atPath: target)
        guard content?.isEmpty == true else {
            throw CommandError(text: "--to \(target) is there already and is not an empty folder; name a new one")
        }
    }

    /// The heads are copied before the database: the record of the copy reaches at least as far as they do.
    private static func copy(_ reader: LedgerReader, from source: String, to part: String) throws -> LedgerReader.Sound
    {
        let files = FileManager.default
        let folder = DataFile.logs.path(in: part)
        do {
            try files.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch let error as CocoaError {
            let place = (part as NSString).deletingPathExtension
            throw CommandError(
                text:
                    "cannot make \(place): \(error.words); nothing was kept; name a folder within one that this user may write"
            )
        }
        try files.setAttributes([.posixPermissions: 0o750], ofItemAtPath: folder)
        for file in [DataFile.signedHeads, .masterSecret, .tokens] {
            guard files.fileExists(atPath: file.path(in: source)) else { continue }
            let content = try Data(contentsOf: URL(fileURLWithPath: file.path(in: source)))
            try DurableFile.write(content, to: file.path(in: part))
        }
        if let fault = try KeptSet.copy(from: source, to: part) {
            Console.complain("\(fault); it is left out of the copy")
        }
        try CopyMark.write(in: part)
        let database = DataFile.database.path(in: part)
        try reader.copy(to: database)
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: database)
        try sync(database)
        let copy = try Audit.reader(part)
        try copy.checkPages()
        return try copy.verify(try Audit.Verify.signedHeads(part))
    }

    /// Moves the finished copy to where it belongs; a folder that is there is empty.
    private static func put(_ part: String, at target: String) throws {
        try sync(part)
        if FileManager.default.fileExists(atPath: target) { try FileManager.default.removeItem(atPath: target) }
        try FileManager.default.moveItem(atPath: part, toPath: target)
        try sync((target as NSString).deletingLastPathComponent)
    }

    private static func sync(_ path: String) throws {
        guard let file = FileHandle(forReadingAtPath: path) else { throw CocoaError(.fileReadNoPermission) }
        try file.synchronize()
        try file.close()
    }

    private static func size(of folder: String) throws -> Int {
        try FileManager.default.subpathsOfDirectory(atPath: folder).reduce(0) { sum, name in
            let found = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
            return sum + (found[.type] as? FileAttributeType == .typeRegular ? found[.size] as? Int ?? 0 : 0)
        }
    }
}
