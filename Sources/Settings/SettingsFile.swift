import ConfigFiles

/// The settings file, held to what the contact tree is held to: bounded, no aliases or tags, no key twice, and no key that
/// nothing reads, such as a password written out (RELIABILITY §4 S15, S16).
enum SettingsFile {
    /// Reads the file at `path`.
    ///
    /// - Returns: each setting that stands in it. A file of comments alone says nothing, and is right, as is `{}`.
    /// - Throws: every fault with its place, and never with a value that may be a secret.
    static func read(_ path: String) throws(SettingsFault) -> [Setting: [Written]] {
        let log = FaultLog()
        var found: [Setting: [Written]] = [:]
        if let content = try bytes(path),
            let root = YAMLDocument.root(of: path, content: content, mayBeComments: true, log: log)
        {
            found = settings(in: root, hasComments: content.contains(UInt8(ascii: "#")), log)
        }
        guard log.faults.isEmpty else {
            let faults = log.faults.sorted().map(\.description).joined(separator: "\n")
            throw SettingsFault(text: "the settings file has faults\n\(faults)")
        }
        return found
    }

    private static func bytes(_ path: String) throws(SettingsFault) -> [UInt8]? {
        let refusal: (String) -> SettingsFault = { SettingsFault(text: "the settings file \(path) \($0)") }
        switch FileBytes.read(path, atMost: ConfigLimits.bytesInFile) {
        case .bytes(let bytes, _): return bytes
        case .missing: throw refusal("is not there; make it, or name another with --settings")
        case .unreadable: throw refusal("cannot be read; give this user the right to read it")
        case .notAFile: throw refusal("is not a file; name a file")
        case .tooLarge: throw refusal("is larger than 1 MiB; it holds settings alone")
        }
    }

    private static func settings(in root: YAMLValue, hasComments: Bool, _ log: FaultLog) -> [Setting: [Written]] {
        if case .nothing = root.content, root.span == 0 {
            // `---` alone, or above comments alone.
            if !hasComments { log.add(root.place, "the file is empty", "fill it or delete it") }
            return [:]
        }
        guard case .map(let pairs) = root.content else {
            Item(name: "the file", owner: root.place, value: root, log: log).misspelt(
                "the file is \(root.isNothing ? "`null`" : root.kind), not a map",
                "write lines such as `data: /var/lib/tocsin`"
            )
            return [:]
        }
        var found: [Setting: [Written]] = [:]
        for pair in pairs {
            guard let setting = Setting(rawValue: pair.key) else {
                if let alike = LookAlike(in: pair.key) {
                    let place = pair.keyPlace.moved(by: alike.offset, in: pair.key, span: pair.keySpan)
                    log.add(place, alike.what, alike.remedy)
                } else {
                    log.add(pair.keyPlace, "`\(pair.key)` is not a setting", remedy(for: pair.key))
                }
                continue
            }
            found[setting] = written(pair, as: setting, log)
        }
        return found
    }

    private static func written(_ pair: YAMLValue.Pair, as setting: Setting, _ log: FaultLog) -> [Written]? {
        switch pair.value.content {
        case .list(let values) where setting.row.kind == .several:
            return values.compactMap { value in
                text(of: value, as: setting, owner: value.place, log)
            }
        case .list:
            log.add(pair.keyPlace, "`\(pair.key)` is a list, and takes one value", "write `\(example(setting))`")
            return nil
        default:
            return text(of: pair.value, as: setting, owner: pair.keyPlace, log).map { [$0] }
        }
    }

    private static func text(of value: YAMLValue, as setting: Setting, owner: Place, _ log: FaultLog) -> Written? {
        guard case .text(let text, _) = value.content, text.contains(where: { !$0.isWhitespace }) else {
            let kind = if case .text = value.content { "empty" } else { value.kind }
            log.add(owner, "`\(setting.rawValue)` is \(kind)", "write `\(example(setting))`, or remove the line")
            return nil
        }
        let isOneLine = !text.contains(where: \.isNewline)
        if !isOneLine, let acting = Spelling.acting(in: text, multiline: false) {
            log.add(value.place, "`\(setting.rawValue)` holds \(acting)", "write it in one line")
            return nil
        }
        let written = Written(setting: setting, text: text, origin: .file(value.place))
        if let unseen = written.unseen {
            log.add(value.place, "`\(setting.rawValue)` holds \(unseen)", Spelling.unseenRemedy)
            return nil
        }
        return written
    }

    private static func example(_ setting: Setting) -> String {
        let row = setting.row
        let value = row.kind == .flag ? "true" : row.value
        return row.kind == .several ? "\(setting.rawValue): [\(value), …]" : "\(setting.rawValue): \(value)"
    }

    /// What to write in place of a key that no setting has.
    private static func remedy(for key: String) -> String {
        let known = Setting.allCases.map(\.rawValue)
        let plain = flattened(key)
        switch plain {
        case "smtppassword": return "a password is not written here; `smtp-password-file` names a file that holds it"
        case "settings": return "a settings file names no other; remove the line"
        default: break
        }
        if let same = known.first(where: { flattened($0) == plain || "tocsin" + flattened($0) == plain }) {
            return "write it `\(same)`"
        }
        let question = Suggestion.question(key.lowercased(), among: known).map { $0 + " " } ?? ""
        return "\(question)the settings are \(known.joined(separator: ", "))"
    }

    /// A key without what people write differently: capitals, `-`, `_`, leading hyphens.
    private static func flattened(_ key: String) -> String {
        key.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " && $0 != "." }
    }
}
