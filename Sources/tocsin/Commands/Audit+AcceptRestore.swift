import Access
import ArgumentParser
import Dispatching
import Escalation
import Foundation
import Record
import Server
import StoreSQLite
import Text

extension Audit {
    /// The conscious step after a backup was restored.
    struct AcceptRestore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Accept that the record ends where this database ends, after a backup was restored on purpose.",
            discussion: """
                A server does not start on a database that is older than its newest signed head. This appends a signed line
                that says so with the reason, and the next start puts it on record. What came after the backup is lost.
                """
        )

        @Option(name: .long, help: "Why, for the record.")
        var reason: String

        @OptionGroup var place: Tokens.DataOptions

        func run() async throws {
            let reason = reason.trimmingCharacters(in: .whitespacesAndNewlines)
            guard !reason.isBlank, reason.count <= 500 else {
                throw CommandError.wrongUse("--reason takes 1 to 500 characters that say why the backup was restored")
            }
            let directory = try await place.directory()
            let reader = try Audit.reader(directory)
            if let fault = PrivateFile.fault(ofDirectory: directory) { throw CommandError(text: fault) }
            do {
                try ExclusiveAccess.with(directory, command: "tocsin audit accept-restore") {
                    try Self.accept(reader, directory: directory, reason: reason)
                }
            } catch let error as StoreError {
                throw CommandError(text: error.description)
            } catch let trouble as AccessError {
                throw CommandError(text: trouble.description)
            }
        }

        private static func found(in directory: String) -> String {
            let copies = LostDatabase.copies(in: directory)
            return copies.isEmpty ? "" : " (one lies in \(copies.joined(separator: ", ")))"
        }

        private static func accept(_ reader: LedgerReader, directory: String, reason: String) throws {
            guard let masters = try MasterSecret.read(directory: directory) else {
                throw CommandError(text: "\(DataFile.masterSecret.path(in: directory)) is not there; put it back first")
            }
            let keys = HeadKeys(masters: masters)
            let path = DataFile.signedHeads.path(in: directory)
            let log = try HeadLog(path: path, keys: keys)
            if log.holdsNone { throw CommandError(text: HeadSigner.holdsNone(path)) }
            let newest = log.newest
            let store = try reader.standing(at: newest?.head.position ?? 0)
            guard let newest,
                let fault = newest.disagreement(ledger: store.ledger, end: store.end, hash: store.hash)
            else {
                return try Console.say("nothing to accept: the record agrees with its newest signed head")
            }
            // A ledger that is made anew has entries too: the contact tree that came into force.
            let sound = try reader.verify([])
            guard sound.incidents + sound.removed > 0 else {
                throw CommandError(
                    text:
                        "this database is empty, and its record was signed up to position \(newest.head.position): an empty "
                        + "ledger is no backup; put the right database back\(Self.found(in: directory))"
                )
            }
            _ = try HeadSigner.append(
                .restored,
                store.end,
                of: store.ledger,
                after: newest,
                reason: reason,
                keys: keys,
                data: directory,
                at: SystemClock().now().wall
            )
            try Console.say(
                "accepted: the record ends at position \(store.end.position) (\(fault))",
                after: "the restore is accepted all the same"
            )
        }
    }
}
