import ConfigFiles
import Escalation
import Foundation

/// Reads the files of `Templates/messages` and compiles them.
struct TemplateFolder {
    static let digest = "digest"
    private static let suffix = ".mustache"

    /// The folder as the user named it.
    let directory: String
    let log: FaultLog

    /// The names of all messages: every kind, and the digest.
    static var names: [String] { MessageKind.allCases.map(\.rawValue) + [digest] }

    /// Every template by language and name; what is wrong is in `log`.
    func templates() -> [Language: [String: CompiledTemplate]] {
        var found: [Language: [String: CompiledTemplate]] = [:]
        refuseStrangers(in: directory, names: Self.names)
        for language in Language.allCases {
            let compiler = TemplateCompiler(partials: partials(in: language), language: language, log: log)
            for name in Self.names {
                found[language, default: [:]][name] = template(name, in: language, by: compiler)
            }
        }
        return found
    }

    private func template(_ name: String, in language: Language, by compiler: TemplateCompiler) -> CompiledTemplate? {
        let file = "\(directory)/\(name).\(language.rawValue)\(Self.suffix)"
        guard let lines = lines(of: file, isNeeded: true) else { return nil }
        let scanner = TemplateScanner(file: file, log: log)
        guard lines.count > 2, lines[1].isEmpty else {
            let line = min(2, lines.count)
            let what = "the title must be the first line, with an empty line below it"
            log.add(Place(file: file, line: line, column: 1), what, "write the title, an empty line, then the text")
            return nil
        }
        let scope = name == Self.digest ? WordScope.digest : .message
        return CompiledTemplate(
            title: compiler.pieces(of: scanner.tokens(of: lines[0..<1], first: 1), scope: scope),
            text: compiler.pieces(of: scanner.tokens(of: lines[2...], first: 3), scope: scope)
        )
    }

    private func partials(in language: Language) -> [String: [TemplateToken]] {
        let folder = directory + "/partials"
        let ending = ".\(language.rawValue)\(Self.suffix)"
        var partials: [String: [TemplateToken]] = [:]
        for file in Self.files(in: folder) where file.hasSuffix(ending) {
            guard let lines = lines(of: "\(folder)/\(file)", isNeeded: false) else { continue }
            let scanner = TemplateScanner(file: "\(folder)/\(file)", log: log)
            partials[String(file.dropLast(ending.count))] = scanner.tokens(of: lines[...], first: 1)
        }
        return partials
    }

    /// Refuses files that look like templates and belong to no message, as they are slips of the pen.
    private func refuseStrangers(in folder: String, names: [String]) {
        let expected = Language.allCases.flatMap { language in
            names.map { "\($0).\(language.rawValue)\(Self.suffix)" }
        }
        for file in Self.files(in: folder) where file.hasSuffix(Self.suffix) && !expected.contains(file) {
            let question = Suggestion.question(file, among: expected).map { $0 + " " } ?? ""
            let remedy =
                "\(question)name it KIND.LANGUAGE\(Self.suffix); the kinds are \(names.joined(separator: ", "))"
            log.add(Place(file: "\(folder)/\(file)", line: 1, column: 1), "no message has this name", remedy)
        }
    }

    private static func files(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    private func lines(of file: String, isNeeded: Bool) -> [Substring]? {
        let start = Place(file: file, line: 1, column: 1)
        guard let handle = FileHandle(forReadingAtPath: file),
            let data = try? handle.read(upToCount: MessageLimits.bytesInFile + 1) ?? Data()
        else {
            if isNeeded { log.add(start, "this message is missing", "add the file, in this language too") }
            return nil
        }
        guard data.count <= MessageLimits.bytesInFile else {
            log.add(start, "the file is larger than \(MessageLimits.bytesInFile) bytes", "shorten it")
            return nil
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            log.add(start, "the file is not UTF-8 text", "save it as UTF-8")
            return nil
        }
        let unified = text.replacing("\r\n", with: "\n")
        guard unified == CleanText.lines(unified, limit: .max) else {
            log.add(start, "the file holds a control character or a tab", "remove it")
            return nil
        }
        return unified.split(separator: "\n", omittingEmptySubsequences: false)
    }
}
