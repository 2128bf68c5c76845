import Dispatching
import Escalation
import Foundation
import HTTPAPI
import Logging
import Messages
import Text

/// The contact tree and the templates that a server begins with: the files, or with faults in them the set that was last in
/// force, so that open incidents go on (docs/promises.md).
package struct StartingTree {
    var tree: LoadedTree
    /// The files as they were read; `nil` when they changed meanwhile, or are not what is in force.
    var files: TreeFileSet?
    var fallback: Fallback?

    /// Why and since when the files are not what is in force.
    package struct Fallback: Sendable {
        /// When the kept set was put in force.
        var keptAt: Timestamp
        var faults: [String]

        /// What an operator reads.
        var sentence: String {
            let count = faults.count == 1 ? "a fault" : "\(faults.count) faults"
            return
                "running on the set of \(RFC3339.text(keptAt)): the files of the contact tree or the templates have \(count)"
        }
    }

    /// Reads the files, or the kept set.
    ///
    /// - Parameters:
    ///   - settings: where everything lies.
    ///   - adjust: changes the contact tree after it was read.
    ///   - logger: told what is in force instead of the files.
    /// - Throws: ``TreeFaults`` when there is no set that was ever in force, or none that can be used.
    init(_ settings: ServerSettings, _ adjust: (Directory) -> Directory, logger: Logger) throws {
        do {
            (tree, files) = try Self.read(settings, adjust)
        } catch let error as TreeFaults {
            let set: KeptSet
            switch KeptSet.newest(in: settings.data) {
            case .none: throw error
            case .damaged(let path, let why): throw Self.refusal(error, path, "is damaged: \(why)", settings)
            case .sound(let found): set = found
            }
            do {
                tree = try LoadedTree.load(
                    contacts: set.contacts,
                    templates: set.templates,
                    secretsBeside: set.facts.base,
                    waysOut: settings.waysOut
                )
            } catch let fault as TreeFaults {
                throw Self.refusal(error, set.path, "does not check: \(fault.faults.first ?? "")", settings)
            }
            tree.directory = adjust(tree.directory)
            if let damage = set.isInsteadOf {
                logger.critical("an older set is used", metadata: ["because": "\(damage)", "kept": "\(set.path)"])
            }
            let found = Fallback(keptAt: Timestamp(milliseconds: set.facts.at), faults: error.faults)
            fallback = found
            logger.critical("\(found.sentence)", metadata: ["faults": "\(error.faults)", "kept": "\(set.path)"])
            Self.tellUnusable(in: tree.directory, logger)
            Self.tellWithoutRules(tree, logger)
        }
    }

    /// Reads both folders; the files are those that the tree was made of, or `nil` when they do not hold still.
    ///
    /// - Throws: ``TreeFaults``.
    static func read(
        _ settings: ServerSettings,
        _ adjust: (Directory) -> Directory
    ) throws -> (LoadedTree, TreeFileSet?) {
        var tries = 3
        while true {
            let before = TreeFileSet(settings)
            let tree = try LoadedTree.load(settings, adjust)
            tries -= 1
            let after = TreeFileSet(settings)
            if before == after || tries == 0 { return (tree, before == after ? after : nil) }
        }
    }

    private static func refusal(_ error: TreeFaults, _ path: String, _ what: String, _ settings: ServerSettings)
        -> TreeFaults
    {
        var error = error
        error.remedy =
            "the set that was last in force, \(path), \(what); mend the faults above and start again, or put the folder "
            + "`\(DataFile.kept.rawValue)` of a backup into \(settings.data)"
        return error
    }

    /// Time zones whose rules are no longer on this machine: their times are shown in UTC, with a word that says so.
    private static func tellWithoutRules(_ tree: LoadedTree, _ logger: Logger) {
        let named = tree.directory.units.values.map(\.timeZone) + tree.directory.people.values.map(\.timeZone)
        let zones = tree.templates.zones
        let without = Set(named).filter { (try? zones.rules(of: $0)) == nil }
        guard !without.isEmpty else { return }
        logger.critical(
            "time zones have no rules on this machine; their times are shown in UTC",
            metadata: ["zones": "\(without.sorted().joined(separator: ", "))", "folder": "\(zones.folder)"]
        )
    }

    /// Addresses whose secret cannot be had: nothing goes there, the next address of the person is used.
    private static func tellUnusable(in directory: Directory, _ logger: Logger) {
        for person in directory.people.values.sorted(by: { $0.id < $1.id }) {
            for address in person.addresses {
                guard let why = address.settings["unusable"] else { continue }
                logger.critical(
                    "an address cannot be used; the next one of the person is",
                    metadata: ["person": "\(person.id)", "address": "\(address.name)", "why": "\(why)"]
                )
            }
        }
    }
}
