/// A file of a set as it would be: looked at with all others before anything is written.
package struct FileDraft: Hashable, Sendable {
    /// Below the folder of the set, such as `riverside-town/changes/2026-12-01-he-an.yaml`.
    package var path: String
    /// Its bytes; `nil` for a file that is to go.
    package var content: [UInt8]?

    /// - Parameters:
    ///   - path: below the folder of the set, without a slash before or behind it.
    ///   - content: its bytes; `nil` for a file that is to go.
    package init(path: String, content: [UInt8]?) {
        self.path = path
        self.content = content
    }

    /// The file in its folder, or the next folder on the way to it where none lies there yet.
    ///
    /// - Parameters:
    ///   - folder: a folder of the set.
    ///   - root: the set's own, as the user named it.
    /// - Returns: `nil` when the file lies elsewhere, and for a folder that is read as every other.
    func entry(in folder: FileSet.Entry, of root: String) -> FileSet.Entry? {
        let way = folder.path == root ? "" : folder.path.dropFirst(root.count + 1) + "/"
        guard path.hasPrefix(way) else { return nil }
        let rest = path.dropFirst(way.count).split(separator: "/")
        guard let name = rest.first.map(String.init) else { return nil }
        let real = folder.real + "/" + name
        if rest.count > 1, FileSet.type(of: real) != nil { return nil }
        return FileSet.Entry(
            name: name,
            path: folder.path + "/" + name,
            real: real,
            kind: rest.count == 1 ? .file : .folder
        )
    }
}
