import ConfigFiles
import ContactTrees
import Escalation
import Foundation
import Server
import Settings

/// The contact tree that a server on a data directory reads, for commands that hold a name against it.
enum NamedTree {
    case read(Directory)
    /// None can be read, and why.
    case unread(String)

    /// - Parameter place: which data directory, and which settings.
    /// - Returns: the tree, or why there is none.
    /// - Throws: ``CommandError`` for settings with a fault.
    static func read(beside place: Tokens.DataOptions) throws(CommandError) -> NamedTree {
        let contacts: String?
        do throws(SettingsFault) {
            contacts = try path(try source(beside: place))
        } catch {
            throw CommandError.wrongUse(error.text)
        }
        guard let contacts else { return .unread("no setting names one (contacts)") }
        let secrets = SecretSource(environment: ProcessInfo.processInfo.environment, allowMissing: true)
        do throws(Faults) {
            return .read(try ContactTree.load(from: contacts, secrets: secrets))
        } catch {
            return .unread(error.faults.first?.description ?? "it has faults")
        }
    }

    /// The settings beside a data directory, those of a server that runs there last.
    static func source(beside place: Tokens.DataOptions) throws(SettingsFault) -> SettingsSource {
        var source = try SettingsSource.ofCommand([.data: place.data], file: place.settings)
        if let running = SettingsSource.runningFile(in: source.one(.data, or: "data").text) {
            try source.add(running: running)
        }
        return source
    }

    /// The contact tree; one that happens to lie here belongs to no data directory that is named elsewhere.
    private static func path(_ source: SettingsSource) throws(SettingsFault) -> String? {
        if let named = source.one(.contacts) { return named.text }
        return source.one(.data) == nil ? Setting.contacts.row.usual : nil
    }
}
