import ConfigFiles
import Foundation
import Messages
import Server
import Streams
import Text

/// What `tocsin init` is told by its flags, and otherwise asks on the terminal.
struct InitQuestions {
    /// How often the same is asked before that is given up.
    private static let tries = 5

    var zones: Zones
    var environment: [String: String]
    /// Whether somebody is there to answer.
    var isTerminal: Bool

    /// - Parameters:
    ///   - unit: what the flags say of the unit's name; `nil` where they do not.
    ///   - id: the same of its id.
    ///   - zone: the same of its zone.
    ///   - language: the same of its language.
    /// - Returns: the tree to make.
    /// - Throws: ``CommandError`` for a flag that makes no sense, and where nobody answers.
    func tree(unit: String?, id: String?, zone: String?, language: String?) throws(CommandError) -> FirstTree {
        let missing = [("--unit", unit), ("--zone", zone), ("--language", language)].filter { $0.1 == nil }.map(\.0)
        guard missing.isEmpty || isTerminal else {
            let names = missing.joined(separator: ", ")
            throw CommandError.wrongUse("say \(names) too, or use this on a terminal, where it asks")
        }
        if let id, !Spelling.isID(id) {
            throw CommandError.wrongUse("--id \(Spelling.shown(id)) is no id; \(Spelling.idRemedy)")
        }
        if let id, UnitName.isTaken(id) {
            throw CommandError.wrongUse(
                "--id \(id) is the name of another kind of folder; write another, such as \(id)-office"
            )
        }
        let tongue = try self.language(language)
        let words = InitWords(language: tongue)
        let name = try self.name(unit, words)
        let rules = try self.zone(zone, words)
        return FirstTree(id: id ?? UnitName.id(of: name), name: name, zone: rules, language: tongue)
    }

    private func language(_ written: String?) throws(CommandError) -> Language {
        let known = Language.allCases.map(\.rawValue).joined(separator: ", ")
        if let written {
            guard let language = Language(rawValue: written) else {
                throw CommandError.wrongUse("--language \(Spelling.shown(written)) is none of \(known)")
            }
            return language
        }
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        let usual = Language(nearestTo: String((locale ?? "en").prefix { $0 != "." && $0 != "@" }))
        return try ask(InitWords.whichLanguage, usual: usual.rawValue, otherwise: known, Language.init(rawValue:))
    }

    private func name(_ written: String?, _ words: InitWords) throws(CommandError) -> String {
        if let written {
            guard UnitName.isRight(written) else {
                let shown = written.allSatisfy(\.isWhitespace) ? "is empty" : "\(Spelling.shown(written)) is no name"
                let limit = ConfigLimits.charactersInName
                throw CommandError.wrongUse(
                    "--unit \(shown); write a name of up to \(limit) characters in one line, such as 'Harbour Office'"
                )
            }
            return written
        }
        return try ask(words.unit, usual: nil, otherwise: words.notAName) { UnitName.isRight($0) ? $0 : nil }
    }

    private func zone(_ written: String?, _ words: InitWords) throws(CommandError) -> String {
        let remedy = words.notAZone(zones.version)
        if let written {
            guard isZone(written) else {
                throw CommandError.wrongUse(
                    "--zone \(Spelling.shown(written)) is none that tzdata \(zones.version) knows; write one such as Europe/London or Asia/Shanghai"
                )
            }
            return written
        }
        return try ask(words.zone, usual: zoneOfMachine, otherwise: remedy) { isZone($0) ? $0 : nil }
    }

    private func isZone(_ name: String) -> Bool { (try? zones.rules(of: name)) != nil }

    /// The zone that this machine has been given, where that is a name.
    private var zoneOfMachine: String? {
        let link = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/etc/localtime")) ?? ""
        let linked = link.firstRange(of: "/zoneinfo/").map { String(link[$0.upperBound...]) }
        let written = FileManager.default.contents(atPath: "/etc/timezone").map { String(decoding: $0, as: UTF8.self) }
        return [environment["TZ"], written?.trimmingCharacters(in: .whitespacesAndNewlines), linked]
            .lazy.compactMap { $0 }.first { isZone($0) }
    }

    /// Asks until the answer can be used.
    private func ask<Value>(
        _ question: String,
        usual: String?,
        otherwise remedy: String,
        _ read: (String) -> Value?
    ) throws(CommandError) -> Value {
        for _ in 0..<Self.tries {
            guard StandardStreams.complain(question + (usual.map { " [\($0)]" } ?? "") + ": ") else {
                throw CommandError(
                    text: "nothing can be asked, since standard error cannot be written; nothing was made"
                )
            }
            guard let line = readLine() else { break }
            let text = line.trimmingCharacters(in: .whitespaces)
            if let value = read(text.isEmpty ? usual ?? "" : text) { return value }
            StandardStreams.complain(remedy + "\n")
        }
        throw CommandError(text: "nobody answered what was asked; nothing was made")
    }
}
