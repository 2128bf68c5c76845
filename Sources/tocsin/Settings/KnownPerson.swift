import ConfigFiles
import ContactTrees
import Escalation
import Foundation
import Server
import Settings

/// A person whom a command names, held against the contact tree.
enum KnownPerson {
    /// What is wrong with a name; `nil` where the tree has it.
    static func fault(_ id: PersonID, in directory: Directory) -> String? {
        guard directory.people[id] == nil else { return nil }
        let question = Suggestion.question(id, among: directory.people.keys).map { "; " + $0 } ?? ""
        return "nobody in the contact tree is called \(Spelling.shown(id))\(question)"
    }

    /// Holds a name against the tree that a server on a data directory reads; where none can be read, says so.
    ///
    /// - Parameters:
    ///   - id: the name.
    ///   - place: which data directory, and which settings.
    /// - Throws: ``CommandError`` for nobody's name.
    static func check(_ id: PersonID, beside place: Tokens.DataOptions) throws(CommandError) {
        let contacts: String?
        do throws(SettingsFault) {
            contacts = try tree(beside: place)
        } catch {
            throw CommandError.wrongUse(error.text)
        }
        guard let contacts else { return unread(id, "no setting names one (contacts)") }
        let secrets = SecretSource(environment: ProcessInfo.processInfo.environment, allowMissing: true)
        let directory: Directory
        do throws(Faults) {
            directory = try ContactTree.load(from: contacts, secrets: secrets)
        } catch {
            return unread(id, error.faults.first?.description ?? "it has faults")
        }
        if let fault = fault(id, in: directory) { throw CommandError(text: "--person: \(fault)") }
    }

    /// The contact tree; one that happens to lie here belongs to no data directory that is named elsewhere.
    private static func tree(beside place: Tokens.DataOptions) throws(SettingsFault) -> String? {
        var source = try SettingsSource.ofCommand([.data: place.data], file: place.settings)
        if let running = SettingsSource.runningFile(in: source.one(.data, or: "data").text) {
            try source.add(running: running)
        }
        if let named = source.one(.contacts) { return named.text }
        return source.one(.data) == nil ? Setting.contacts.row.usual : nil
    }

    private static func unread(_ id: PersonID, _ why: String) {
        Console.complain(
            "--person \(Spelling.shown(id)) is taken as it is, and not held against the contact tree: \(why)"
        )
    }
}
