import Access
import ArgumentParser
import ConfigFiles
import Dispatching
import Escalation
import Foundation
import Messages
import Server
import Settings
import Text

/// Makes the first contact tree and the first access token.
struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make the smallest contact tree that checks, and an admin token for the commands used here.",
        discussion: """
            Asks on a terminal for what no flag says. A tree that is there already is never touched.
            Root goes on as the user to whom the data directory belongs, or the folder in which it is to be.
            """
    )

    @Option(name: .long, help: "The unit's name, such as 'Harbour Office'.")
    var unit: String?

    @Option(name: .long, help: "The unit's id in paths (default: made of its name).")
    var id: String?

    @Option(name: .long, help: "Its time zone, such as Europe/London.")
    var zone: String?

    @Option(name: .long, help: "Its language: en, zh-Hans or zh-Hant.")
    var language: String?

    @Option(.data) var data: [String] = []

    @OptionGroup var tree: TreeOptions

    func run() async throws {
        let settings = try serverSettings()
        try settings.checkPlaces()
        if !settings.allowsRoot { try ServiceUser.become(ownerOf: settings.data) }
        if let fault = PrivateFile.fault(ofDirectory: settings.data) { throw CommandError(text: fault) }
        if let fault = LoadedTree.missingTemplates(settings.templates) {
            let package = Installation.isThis ? "; the package's are in \(Installation.templates)" : ""
            throw CommandError(text: "\(fault)\(package); nothing was made")
        }
        let maker = TreeMaker(contacts: settings.contacts)
        try maker.refuseOther()
        let questions = InitQuestions(
            zones: .system,
            environment: ProcessInfo.processInfo.environment,
            isTerminal: isatty(STDIN_FILENO) == 1
        )
        let first = try questions.tree(unit: unit, id: id, zone: zone, language: language)
        let local = LocalToken(data: settings.data)
        var token: (name: String, isNew: Bool)?
        let files: [String]
        do {
            (files, token) = try maker.make(first) { folder in
                try Self.check(folder, settings)
            } last: {
                if let overlay = settings.overlay { try Self.makeFolder(overlay) }
                token = try local.make(at: SystemClock().now().wall.milliseconds / 1_000)
                return token
            }
        } catch {
            if let token, token.isNew { local.remove(token.name) }
            throw error
        }
        try say(first, files, local, token, settings)
    }

    private func serverSettings() throws -> ServerSettings {
        do throws(SettingsFault) {
            let flags = tree.flags.merging([.data: data]) { $1 }
            return try ServerSettings(try SettingsSource.ofCommand(flags, file: tree.settings))
        } catch {
            throw CommandError.wrongUse(error.text)
        }
    }

    /// The tree is held to what a server holds it to; its faults are told with the place where it was to be.
    private static func check(_ folder: String, _ settings: ServerSettings) throws {
        do {
            _ = try LoadedTree.load(contacts: folder, templates: settings.templates)
        } catch let error as TreeFaults {
            for fault in error.faults { try Console.say(fault.replacing(folder, with: settings.contacts)) }
            throw CommandError(text: "what a server needs has faults; mend them and use this again; nothing was made")
        }
    }

    private static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw CommandError(text: "\(path) cannot be made: \(FailureWords.of(error)); nothing was made")
        }
    }

    private func say(
        _ first: FirstTree,
        _ files: [String],
        _ local: LocalToken,
        _ token: (name: String, isNew: Bool)?,
        _ settings: ServerSettings
    ) throws {
        let words = InitWords(language: first.language)
        let command = CommandLine.arguments.first ?? "tocsin"
        let program = Installation.isThis ? "tocsin" : command
        let flags = try placeFlags(settings)
        let isService = Installation.isThis && flags.isEmpty
        let start = isService ? Installation.start : "\(program) serve\(flags)"
        let beside = flags.isEmpty ? "" : "TOCSIN_DATA=\(settings.data) "
        let report = "\(beside)\(program) report --unit /\(first.id) --plan \(FirstTree.plan) --title '\(words.title)'"
        var lines = [words.made(files)]
        if let token { lines.append(words.token(token.name, in: local.path, isNew: token.isNew)) }
        lines.append(
            words.next(
                unit: files.first { $0.hasSuffix("unit.yaml") } ?? settings.contacts,
                check: "\(program) check\(try placeFlags(settings, withData: false))",
                start: start,
                report: report,
                log: "\(settings.data)/log/\(FirstTree.log).jsonl"
            )
        )
        try Console.say(lines.joined(separator: "\n"), after: "the tree and the token are made")
    }

    /// The flags that other commands need to find the same places.
    private func placeFlags(_ settings: ServerSettings, withData: Bool = true) throws -> String {
        var words: [String] = []
        if let file = tree.settings { words += ["--settings", file] }
        if !tree.contacts.isEmpty { words += [Setting.contacts.flag, settings.contacts] }
        if !tree.templates.isEmpty { words += [Setting.templates.flag, settings.templates] }
        if let overlay = tree.templatesOverlay.first { words += [Setting.templatesOverlay.flag, overlay] }
        if withData, !data.isEmpty { words += [Setting.data.flag, settings.data] }
        return words.map { " " + $0 }.joined()
    }
}
