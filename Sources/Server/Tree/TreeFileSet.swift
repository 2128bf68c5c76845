import Crypto
import Dispatching
import Foundation
import Record
import Text

/// The files of a contact tree and its templates, as they are on the disk: bytes by name, such as `Contacts/yard/unit.yaml`.
///
/// It follows links and passes over hidden names, as those who read the files do. Of other kinds of files it takes none: a
/// secret is named in these, and has a file of its own.
struct TreeFileSet: Equatable, Sendable {
    static let contacts = "Contacts"
    static let templates = "Templates"
    private static let endings = [".yaml", ".mustache"]
    /// Readers of the folders refuse larger files.
    private static let bytesInFile = 1 << 20
    /// Beyond it nothing is kept; a tree of 1,000 units is below 10 MiB.
    private static let bytesAtMost = 256 << 20
    /// Ends cycles of links; units lie less deep.
    private static let depth = 24

    private(set) var files: [String: [UInt8]] = [:]
    /// Whether everything is in ``files``.
    private(set) var isWhole = true
    private var bytes = 0

    /// Reads the folders; what cannot be read is left out, and a file of the overlay stands in place of the one below it.
    init(contacts: String, templates: String, overlay: String? = nil) {
        read(contacts, as: Self.contacts, depth: Self.depth)
        read(templates, as: Self.templates, depth: Self.depth)
        if let overlay { read(overlay, as: Self.templates, depth: Self.depth) }
    }

    /// Tells the files of one set from those of another, by name: SHA-256 in hexadecimal digits.
    var digests: [String: String] { files.mapValues(Self.digest(of:)) }

    /// SHA-256 of a file's bytes, in hexadecimal digits.
    static func digest(of content: [UInt8]) -> String { Hex.text(Array(SHA256.hash(data: content))) }

    /// Tells one set from another, in hexadecimal digits.
    var digest: String {
        var hash = SHA256()
        for (name, content) in files.sorted(by: { $0.key < $1.key }) {
            hash.update(data: Array("\(name.utf8.count) \(name) \(content.count) ".utf8))
            hash.update(data: content)
        }
        return Hex.text(Array(hash.finalize()))
    }

    private mutating func read(_ folder: String, as name: String, depth: Int) {
        guard depth > 0, let entries = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
        for entry in entries where !entry.hasPrefix(".") {
            let path = folder + "/" + entry
            let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            let found = try? FileManager.default.attributesOfItem(atPath: target)
            switch found?[.type] as? FileAttributeType {
            case .typeDirectory: read(path, as: name + "/" + entry, depth: depth - 1)
            case .typeRegular where Self.endings.contains { entry.hasSuffix($0) }: add(path, as: name + "/" + entry)
            default: continue
            }
        }
    }

    private mutating func add(_ path: String, as name: String) {
        guard let file = FileHandle(forReadingAtPath: path),
            let content = try? file.read(upToCount: Self.bytesInFile + 1) ?? Data(), content.count <= Self.bytesInFile
        else { return }
        bytes += content.count
        guard bytes <= Self.bytesAtMost else {
            isWhole = false
            return
        }
        files[name] = Array(content)
    }
}

extension TreeFileSet {
    /// What lies where the settings say.
    init(_ settings: ServerSettings) {
        self.init(contacts: settings.contacts, templates: settings.templates, overlay: settings.overlay)
    }
}
