import ConfigFiles
import Foundation

/// Reads folders and files of the contact tree, and nothing outside of it.
struct TreeFiles {
    /// Something in a folder.
    struct Entry {
        enum Kind { case file, folder }

        var name: String
        var path: String
        var kind: Kind
        /// Names with a leading dot (of version control, editors) are passed over, unless they look like ours.
        var isHidden: Bool { name.hasPrefix(".") }

        func isFile(_ name: String) -> Bool { kind == .file && self.name == name }
    }

    let root: String
    let log: FaultLog

    /// What lies in a folder, sorted by name; links and devices are reported and left out.
    func entries(of folder: String) -> [Entry]? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            fault(folder, "the folder cannot be read", "check that it exists and that this user may read it")
            return nil
        }
        return names.sorted().compactMap { entry(named: $0, in: folder) }
    }

    /// The bytes of a file.
    func content(of path: String) -> [UInt8]? {
        let limit = ConfigLimits.bytesInFile
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: limit + 1) ?? Data()
        else {
            fault(path, "the file cannot be read", "give this user the right to read it")
            return nil
        }
        guard data.count <= limit else {
            fault(path, "the file is larger than 1 MiB", "split it over several units")
            return nil
        }
        return [UInt8](data)
    }

    /// Reports a fault of a file or folder as a whole.
    func fault(_ path: String, _ what: String, _ remedy: String) {
        log.add(Place(file: path, line: 1, column: 1), what, remedy)
    }

    private func entry(named name: String, in folder: String) -> Entry? {
        let path = folder + "/" + name
        if name.hasPrefix("."), name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            fault(path, "a hidden file that would not be read", "remove the dot from its name, or the file")
            return nil
        }
        switch type(of: path) {
        case .typeDirectory: return Entry(name: name, path: path, kind: .folder)
        case .typeRegular: return Entry(name: name, path: path, kind: .file)
        case .typeSymbolicLink: return link(named: name, path: path)
        default:
            fault(path, "neither a file nor a folder", "remove it")
            return nil
        }
    }

    /// A link may lead to a file in the tree, and nowhere else; so there are no cycles of units.
    private func link(named name: String, path: String) -> Entry? {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let tree = URL(fileURLWithPath: root).resolvingSymlinksInPath().path
        guard target.hasPrefix(tree + "/") else {
            fault(path, "a link that leads out of the contact tree or nowhere", "put the file itself here")
            return nil
        }
        guard type(of: target) == .typeRegular else {
            fault(path, "a link that does not lead to a file", "put the folder itself here")
            return nil
        }
        return Entry(name: name, path: path, kind: .file)
    }

    private func type(of path: String) -> FileAttributeType? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.type] as? FileAttributeType
    }
}
