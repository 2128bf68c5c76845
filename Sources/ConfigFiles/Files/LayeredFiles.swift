/// Folders that lie over one another, read as one: a file of an upper one stands in the place of the file of the same name below
/// it, and is added where there is none.
package struct LayeredFiles {
    /// Something in the folders.
    package struct Entry {
        package var name: String
        /// Where the uppermost lies, as the user would write it.
        package var path: String
        package var kind: FileSet.Entry.Kind
        /// The same name in each folder that has it with this kind, the lowest first.
        fileprivate var places: [(layer: Int, entry: FileSet.Entry)]

        package func isFile(_ name: String) -> Bool { kind == .file && self.name == name }
    }

    /// A file of an upper folder.
    package struct Upper: Equatable, Sendable {
        package var path: String
        /// The file that would be read without it; `nil` when it is a file more.
        package var insteadOf: String?
    }

    /// The sets, the lowest first; never empty.
    package let layers: [FileSet]
    package let log: FaultLog

    /// - Parameters:
    ///   - roots: the folders as the user named them, the lowest first; at least one.
    ///   - subject: what faults call the whole.
    ///   - log: takes what is wrong.
    package init(roots: [String], subject: String, log: FaultLog) {
        layers = roots.map { FileSet(root: $0, subject: subject, log: log) }
        self.log = log
    }

    /// What lies in the folders themselves, sorted by name.
    package func top() -> [Entry] {
        merged(layers.indices.map { ($0, layers[$0].top) })
    }

    /// What lies in a folder, sorted by name.
    package func entries(of folder: Entry) -> [Entry] {
        merged(folder.places)
    }

    /// The bytes of the uppermost file of that name; `nil` after a fault was reported.
    package func content(of entry: Entry, atMost limit: Int = ConfigLimits.bytesInFile) -> [UInt8]? {
        guard let place = entry.places.last else { return nil }
        return layers[place.layer].content(of: place.entry, atMost: limit)
    }

    /// The files among `entries` that come from an upper folder.
    package func upper(among entries: [Entry]) -> [Upper] {
        entries.compactMap { entry in
            guard entry.kind == .file, let last = entry.places.last, last.layer > 0 else { return nil }
            return Upper(path: entry.path, insteadOf: entry.places.dropLast().last?.entry.path)
        }
    }

    /// Reports a fault of a file or folder as a whole.
    package func fault(_ path: String, _ what: String, _ remedy: String) {
        layers[0].fault(path, what, remedy)
    }

    private func merged(_ folders: [(layer: Int, entry: FileSet.Entry)]) -> [Entry] {
        var found: [String: Entry] = [:]
        for (layer, folder) in folders {
            for entry in layers[layer].entries(of: folder) ?? [] {
                guard let below = found[entry.name] else {
                    found[entry.name] = Entry(
                        name: entry.name,
                        path: entry.path,
                        kind: entry.kind,
                        places: [(layer, entry)]
                    )
                    continue
                }
                guard below.kind == entry.kind else {
                    let (here, there) = entry.kind == .file ? ("a file", "a folder") : ("a folder", "a file")
                    fault(entry.path, "\(here), and \(below.path) is \(there)", "give it another name, or remove it")
                    continue
                }
                found[entry.name]?.path = entry.path
                found[entry.name]?.places.append((layer, entry))
            }
        }
        return found.values.sorted { $0.name < $1.name }
    }
}
