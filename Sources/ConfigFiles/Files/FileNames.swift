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
    ///   - holdsUnit: whether it is a folder with a unit's file: `rcs` may be a rescue coordination station.
    ///   - names: all that lies in the same folder.
    /// - Returns: whether to read it, to pass over it, or to report it.
    package static func verdict(
        on name: String,
        isFolder: Bool,
        holdsUnit: Bool = false,
        among names: Set<String> = []
    ) -> Verdict {
        let lower = name.lowercased()
        // Hidden: locks (`.#x`, `.~lock.x#`), swap files (`.x.swp`), AppleDouble (`._x`), `.git`, `.nfs…`, Kubernetes' `..data`.
        if name.hasPrefix(".") { return .passedOver }
        // Office's lock.
        if name.hasPrefix("~$") { return .passedOver }
        if let copy = CopyNames.copy(name), !copy.isDoubtful || names.contains(copy.original) {
            return refusal(of: copy, isThere: names.contains(copy.original))
        }
        if lower.hasSuffix("~") || (name.hasPrefix("#") && name.hasSuffix("#")) { return .passedOver }
        if leftovers.contains(where: { lower.hasSuffix($0) }) || isSwapFile(lower) { return .passedOver }
        if ofSystems.contains(lower), !(holdsUnit && words.contains(lower)) { return .passedOver }
        if isFolder { return .ours }
        if name.allSatisfy({ $0.isASCII && $0.isNumber }) || isNumberedLeftover(name) { return .passedOver }
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
        "___jb_tmp___", "___jb_old___", ".mine", ",v", ".swpx",
        // What Windows keeps beside a file, where a file system without such streams shows it.
        ":zone.identifier", ":smartscreen", ":encryptable", ":com.dropbox.attributes", ":com.dropbox.attrs",
    ]

    /// What file systems, desktops and network drives keep in folders.
    private static let ofSystems: Set<String> = [
        "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "lost+found", "@eadir", "#recycle", "#snapshot",
        "@recycle",
        "@recently-snapshot", "__macosx", "$recycle.bin", "system volume information", "recycler", "cvs", "rcs",
        "_darcs",
        "node_modules", "__pycache__", "aquota.user", "aquota.group", "~syncthing~", "nohup.out",
    ]

    /// Those of them that a unit may be called too.
    private static let words: Set<String> = ["cvs", "rcs", "recycler"]

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

    /// What tools count: `x.yaml.1`, `x.yaml.bak1`, `x.yaml.r12`, `x.yaml.tmp.1234`, `x.yaml.LOCAL.1234`, and sed's `sedAbC123`.
    private static func isNumberedLeftover(_ name: String) -> Bool {
        name.wholeMatch(of: /sed[A-Za-z0-9]{6}/) != nil
            || name.firstMatch(of: /\.(bak|r|old|orig|save)?[0-9]+(-[0-9]+)*$/) != nil
    }

    private static func refusal(of copy: CopyNames.Copy, isThere: Bool) -> Verdict {
        guard isThere else {
            return .refused(
                what:
                    "a copy that a synchroniser, a desktop or a merge made, and what it is a copy of does not lie here",
                remedy: "give it the name that it should have, or remove it"
            )
        }
        return .refused(
            what: "a copy of `\(copy.original)` that a synchroniser, a desktop or a merge made",
            remedy: "compare it with `\(copy.original)`, take over there what is missing, then remove this copy"
        )
    }
}
