/// The names that synchronisers (Dropbox, Nextcloud, OneDrive, Syncthing), desktops and merges give to copies.
enum CopyNames {
    /// A name that is a copy's.
    struct Copy {
        /// What it is a copy of.
        var original: String
        /// Whether the name could as well have been chosen for a file of its own; then it is a copy only beside its original.
        var isDoubtful = false
    }

    /// The copy that a name of a file or folder tells of; `nil` for other names.
    static func copy(_ name: String) -> Copy? {
        if let found = copyOfBranch(name) { return found }
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        let ending = String(name[dot...])
        // Of other kinds of files a copy says nothing.
        guard ["", ".yaml", ".yml", ".mustache"].contains(ending.lowercased()) else { return nil }
        let stem = String(name[..<dot])
        if let found = copy(ofStem: stem, ending) { return found }
        // `alert (1).en.mustache`: the language stands between.
        guard ending.lowercased() == ".mustache", let inner = stem.lastIndex(of: ".") else { return nil }
        return copy(ofStem: String(stem[..<inner]), String(stem[inner...]) + ending)
    }

    private static func copy(ofStem stem: String, _ ending: String) -> Copy? {
        if let first = stem.firstRange(of: ".sync-conflict-") {
            return Copy(original: String(stem[..<first.lowerBound]) + ending)
        }
        for word in ["-conflict-", "_conflict-", "_conf("] {
            guard let range = stem.firstRange(of: word) else { continue }
            return Copy(original: String(stem[..<range.lowerBound]) + ending, isDoubtful: word.hasPrefix("-"))
        }
        // `unit_BACKUP_1234.yaml`, `unit.LOCAL.yaml`, `unit.yaml.BASE.77.yaml`: git's, while two changes are merged.
        if let match = stem.firstMatch(of: /[._](LOCAL|BACKUP|BASE|REMOTE)([._][0-9]+)?$/) {
            return merged(stem[..<match.range.lowerBound], ending)
        }
        // Mercurial's: `unit~base.yaml`, `unit~other.x1y2.yaml`.
        if let match = stem.firstMatch(of: /~(base|local|other)([._].*)?$/) {
            return merged(stem[..<match.range.lowerBound], ending)
        }
        // OneDrive puts the machine's name behind, in capitals as Windows has it.
        if let match = stem.firstMatch(of: /-[A-Z][A-Z0-9-]+$/) {
            return Copy(original: String(stem[..<match.range.lowerBound]) + ending, isDoubtful: true)
        }
        var plain = stem
        while let shorter = withoutMark(plain) { plain = shorter }
        return plain == stem || plain.isEmpty ? nil : Copy(original: plain + ending)
    }

    private static func merged(_ stem: Substring, _ ending: String) -> Copy? {
        guard !stem.isEmpty else { return nil }
        let isWhole = !ending.isEmpty && stem.lowercased().hasSuffix(ending.lowercased())
        return Copy(original: String(stem) + (isWhole ? "" : ending))
    }

    /// `unit.yaml~HEAD`, `quay~main`: what git puts beside a folder or a file that another branch has under the same name.
    private static func copyOfBranch(_ name: String) -> Copy? {
        guard let match = name.wholeMatch(of: /([^~]+)~[A-Za-z][^~]*/) else { return nil }
        let original = String(match.1)
        let ending = original.lastIndex(of: ".").map { original[$0...].lowercased() } ?? ""
        let isEnded = [".yaml", ".yml", ".mustache"].contains { name.lowercased().hasSuffix($0) }
        guard ["", ".yaml", ".yml", ".mustache"].contains(ending), !isEnded else { return nil }
        return Copy(original: original)
    }

    /// The name without one mark of a copy; `nil` when it has none.
    private static func withoutMark(_ stem: String) -> String? {
        let lower = stem.lowercased()
        for word in before where lower.hasPrefix(word) { return String(stem.dropFirst(word.count)) }
        for word in behind where lower.hasSuffix(word) {
            return trimmed(stem.dropLast(word.count))
        }
        // macOS: `flood 2`.
        if let match = stem.firstMatch(of: /\ [0-9]+$/) { return trimmed(stem[..<match.range.lowerBound]) }
        guard stem.hasSuffix(")"), let open = stem.lastIndex(of: "(") else { return nil }
        let inside = stem[stem.index(after: open)...].dropLast().lowercased()
        let isNumber = !inside.isEmpty && inside.allSatisfy(\.isNumber)
        guard isNumber || within.contains(where: inside.contains) else { return nil }
        return trimmed(stem[..<open])
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text
        while let last = rest.last, last == " " || last == "-" || last == "_" { rest = rest.dropLast() }
        return String(rest)
    }

    private static let before = ["copy of ", "kopie von ", "copie de "]

    private static let behind = [
        " copy", " \u{7684}\u{526F}\u{672C}", "\u{526F}\u{672C}", "\u{62F7}\u{8D1D}", "\u{62F7}\u{8C9D}",
        "\u{8907}\u{672C}", ".old", ".bak", ".backup", ".orig", ".save",
    ]

    private static let within = [
        "conflict", "clash", "copy", "\u{51B2}\u{7A81}", "\u{885D}\u{7A81}", "\u{526F}\u{672C}", "\u{62F7}\u{8D1D}",
        "\u{62F7}\u{8C9D}", "\u{8907}\u{672C}",
    ]
}
