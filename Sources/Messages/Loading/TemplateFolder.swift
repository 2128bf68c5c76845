import ConfigFiles
import Escalation

/// Reads the files of `Templates/messages` and compiles them.
struct TemplateFolder {
    static let digest = "digest"
    private static let suffix = ".mustache"
    private static let partials = "partials"

    /// The folder as the user named it.
    let directory: String
    /// The files it belongs to.
    let files: LayeredFiles
    /// The folder, when it is there.
    let entry: LayeredFiles.Entry?

    private var log: FaultLog { files.log }

    /// The names of all messages: every kind, and the digest.
    static var names: [String] { MessageKind.allCases.map(\.rawValue) + [digest] }

    /// Every template by language and name, and the files they were read from, the messages before their partials; what is wrong
    /// is in the log of `files`.
    func templates() -> ([Language: [String: CompiledTemplate]], [LayeredFiles.Entry]) {
        var found: [Language: [String: CompiledTemplate]] = [:]
        let entries = entry.map { files.entries(of: $0) } ?? []
        let partials = entries.first { $0.kind == .folder && $0.name == Self.partials }
        let shared = partials.map { files.entries(of: $0) } ?? []
        refuseStrangers(among: entries)
        refuseStrangers(amongPartials: shared)
        for language in Language.allCases {
            let compiler = TemplateCompiler(partials: self.partials(shared, in: language), language: language, log: log)
            for name in Self.names {
                let wanted = "\(name).\(language.rawValue)\(Self.suffix)"
                let file = entries.first { $0.isFile(wanted) }
                if file == nil {
                    files.fault(
                        "\(directory)/\(wanted)",
                        "this message is missing",
                        "add the file, in this language too"
                    )
                }
                found[language, default: [:]][name] = file.flatMap { template(name, in: $0, by: compiler) }
            }
        }
        return (found, entries + shared)
    }

    private func template(
        _ name: String,
        in entry: LayeredFiles.Entry,
        by compiler: TemplateCompiler
    ) -> CompiledTemplate? {
        guard let lines = lines(of: entry) else { return nil }
        let file = entry.path
        let scanner = TemplateScanner(file: file, log: log)
        guard lines.count > 2, lines[1].isEmpty else {
            let line = min(2, lines.count)
            let what = "the title must be the first line, with an empty line below it"
            log.add(Place(file: file, line: line, column: 1), what, "write the title, an empty line, then the text")
            return nil
        }
        let scope = name == Self.digest ? TemplateScope.digest : .message
        return CompiledTemplate(
            title: compiler.pieces(of: scanner.tokens(of: lines[0..<1], first: 1), scope: scope),
            text: compiler.pieces(of: scanner.tokens(of: lines[2...], first: 3), scope: scope)
        )
    }

    private func partials(_ entries: [LayeredFiles.Entry], in language: Language) -> [String: [TemplateToken]] {
        let ending = ".\(language.rawValue)\(Self.suffix)"
        var partials: [String: [TemplateToken]] = [:]
        for entry in entries where entry.kind == .file && entry.name.hasSuffix(ending) {
            // One that cannot be read is known all the same: its fault is not reported again at each of its uses.
            let lines = lines(of: entry) ?? []
            let scanner = TemplateScanner(file: entry.path, log: log)
            partials[String(entry.name.dropLast(ending.count))] = scanner.tokens(of: lines[...], first: 1)
        }
        return partials
    }

    /// Refuses what belongs to no message, as it is a slip of the pen.
    private func refuseStrangers(among entries: [LayeredFiles.Entry]) {
        let expected = Language.allCases.flatMap { language in
            Self.names.map { "\($0).\(language.rawValue)\(Self.suffix)" }
        }
        for entry in entries {
            if entry.kind == .folder ? entry.name == Self.partials : expected.contains(entry.name) { continue }
            let known = entry.kind == .folder ? [Self.partials] : expected
            // A name that is taken is no advice.
            let free = known.filter { name in !entries.contains { $0.name == name } }
            let question = Suggestion.question(entry.name, among: free).map { $0 + " " } ?? ""
            let remedy =
                "\(question)name it KIND.LANGUAGE\(Self.suffix); the kinds are \(Self.names.joined(separator: ", "))"
            let isFolder = entry.kind == .folder
            files.fault(
                entry.path,
                isFolder ? "nothing reads this folder" : "no message has this name",
                isFolder ? "\(question)`\(Self.partials)` is the only one here; move it to another folder" : remedy
            )
        }
    }

    private func refuseStrangers(amongPartials entries: [LayeredFiles.Entry]) {
        let endings = Language.allCases.map { ".\($0.rawValue)\(Self.suffix)" }
        for entry in entries {
            let ending = endings.first { entry.name.hasSuffix($0) && entry.name != $0 }
            if entry.kind == .file, ending != nil { continue }
            let languages = Language.allCases.map(\.rawValue).joined(separator: ", ")
            files.fault(
                entry.path,
                "no message can share this",
                "name it NAME.LANGUAGE\(Self.suffix), in one of \(languages), or move it to another folder"
            )
        }
    }

    private func lines(of file: LayeredFiles.Entry) -> [Substring]? {
        guard let content = files.content(of: file, atMost: MessageLimits.bytesInFile) else { return nil }
        let bytes = TextEncoding.withoutMark(content)
        if let encoding = TextEncoding.foreign(bytes) {
            files.fault(file.path, "the file is \(encoding), not UTF-8", TextEncoding.remedy)
            return nil
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            files.fault(file.path, "the file is not UTF-8 text", TextEncoding.remedy)
            return nil
        }
        guard text.contains(where: { !$0.isWhitespace }) else {
            files.fault(file.path, "the file is empty", "write its text, or delete it if nothing uses it")
            return nil
        }
        let unified = text.replacing("\r\n", with: "\n")
        guard unified == CleanText.lines(unified, limit: .max) else {
            files.fault(file.path, "the file holds a control character or a tab", "remove it")
            return nil
        }
        return unified.split(separator: "\n", omittingEmptySubsequences: false)
    }
}
