import Foundation

/// What a name says about a file or folder before anybody looks into it.
package enum FileNames {
    package enum Verdict: Equatable {
        /// May be one of ours.
        case ours
        /// What editors, systems and version control leave beside files; nobody expects it to be read.
        case passedOver
        /// Looks like one of ours and must not be read in silence, nor passed over in silence.
        case refused(what: String, remedy: String)
    }

    /// Judges a name.
    ///
    /// - Parameters:
    ///   - name: the last part of the path.
    ///   - isFolder: whether it is a folder's.
    /// - Returns: whether to read it, to pass over it, or to report it.
    package static func verdict(on name: String, isFolder: Bool) -> Verdict {
        let lower = name.lowercased()
        // Hidden: locks (`.#x`, `.~lock.x#`), swap files (`.x.swp`), AppleDouble (`._x`), `.git`, `.nfs…`, Kubernetes' `..data`.
        if name.hasPrefix(".") { return .passedOver }
        if let original = original(of: name) {
            return .refused(
                what: "a copy of `\(original)` that a synchroniser or a desktop made",
                remedy: "compare it with `\(original)`, take over there what is missing, then remove this copy"
            )
        }
        if lower.hasSuffix("~") || (name.hasPrefix("#") && name.hasSuffix("#")) { return .passedOver }
        if leftovers.contains(where: { lower.hasSuffix($0) }) || isSwapFile(lower) { return .passedOver }
        if ofSystems.contains(lower) { return .passedOver }
        if isFolder { return .ours }
        if name.allSatisfy({ $0.isASCII && $0.isNumber }) { return .passedOver }
        let isYAML = lower.hasSuffix(".yaml") || lower.hasSuffix(".yml") || lower.hasSuffix(".mustache")
        let isRead = lower.hasSuffix(".md") || lower.hasSuffix(".markdown") || forPeople.contains { isNamed(lower, $0) }
        return !isYAML && isRead ? .passedOver : .ours
    }

    /// The endings of what editors, merges and packagers put aside.
    private static let leftovers = [
        ".bak", ".backup", ".bck", ".orig", ".rej", ".old", ".save", ".tmp", ".temp", ".part", ".partial",
        ".crdownload",
        ".filepart", ".lock", ".dpkg-old", ".dpkg-dist", ".dpkg-new", ".dpkg-tmp", ".dpkg-bak", ".ucf-dist", ".ucf-old",
        ".ucf-new", ".rpmsave", ".rpmnew", ".rpmorig", ".un~", ".kate-swp",
    ]

    /// What file systems, desktops and network drives keep in folders.
    private static let ofSystems: Set<String> = [
        "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "lost+found", "@eadir", "#recycle", "#snapshot",
        "@recycle",
        "@recently-snapshot", "__macosx", "$recycle.bin", "system volume information", "recycler", "cvs", "_darcs",
        "aquota.user", "aquota.group", "~syncthing~", "nohup.out",
    ]

    /// Names of files that are for people who look into the folder.
    private static let forPeople = [
        "readme", "license", "licence", "copying", "notice", "changelog", "changes", "contributing", "codeowners",
        "authors",
        "security", "makefile",
    ]

    private static func isNamed(_ lower: String, _ word: String) -> Bool {
        lower == word || lower.hasPrefix(word + ".") || lower.hasPrefix(word + "-") || lower.hasPrefix(word + "_")
    }

    /// `x.swp`, `x.swo` and their kin of vim.
    private static func isSwapFile(_ lower: String) -> Bool {
        let ending = lower.suffix(4)
        return lower.count > 4 && ending.hasPrefix(".sw") && ending.last?.isLetter == true
    }

    /// The name of which this is a copy, as synchronisers (Dropbox, Nextcloud, Syncthing) and desktops name copies.
    private static func original(of name: String) -> String? {
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        let ending = name[dot...]
        // Of other kinds of files a copy says nothing.
        guard ["", ".yaml", ".yml", ".mustache"].contains(ending.lowercased()) else { return nil }
        let stem = String(name[..<dot])
        if let range = stem.range(of: ".sync-conflict-") { return String(stem[..<range.lowerBound]) + ending }
        if stem.lowercased().hasPrefix("copy of ") { return String(stem.dropFirst(8)) + ending }
        for word in ["-conflict-", "_conflict-", "_conf("] {
            if let range = stem.range(of: word) { return String(stem[..<range.lowerBound]) + ending }
        }
        for word in [" - copy", " copy", " - \u{526F}\u{672C}", " \u{526F}\u{672C}", "-\u{526F}\u{672C}"]
        where stem.lowercased().hasSuffix(word) {
            return String(stem.dropLast(word.count)) + ending
        }
        guard stem.hasSuffix(")"), let open = stem.range(of: " (", options: .backwards) else { return nil }
        let inside = stem[open.upperBound...].dropLast().lowercased()
        let isCopy =
            inside.contains("conflict") || inside.contains("copy") || inside.contains("\u{51B2}\u{7A81}")
            || inside.contains("\u{526F}\u{672C}") || (!inside.isEmpty && inside.allSatisfy(\.isNumber))
        return isCopy ? String(stem[..<open.lowerBound]) + ending : nil
    }
}
