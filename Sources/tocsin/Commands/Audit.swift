import Access
import ArgumentParser
import Dispatching
import Escalation
import Foundation
import Record
import Server
import StoreSQLite
import Text

/// Verifies the record, and exports an incident's part of it.
struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Verify the record and its signed heads; export an incident; accept a restore.",
        subcommands: [Verify.self, Export.self, AcceptRestore.self]
    )

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check the whole record and every signed head; works beside a running server.",
            discussion: """
                Each entry is checked against the one before, what retention removed against what the record says of it, and
                every line of log/record-heads.jsonl against the entry that it signed. Names the first position that does not hold.
                Copies of that file which were kept elsewhere are checked with --heads. Contents that are kept by their
                digest are each checked against it.
                """
        )

        @OptionGroup var place: Tokens.DataOptions

        @Option(name: .long, help: "A copy of record-heads.jsonl that was kept elsewhere; may be repeated.")
        var heads: [String] = []

        @Flag(name: .long, help: "Check the chain alone, where answer.key is not at hand.")
        var withoutHeads = false

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func validate() throws {
            guard withoutHeads, let copy = heads.first else { return }
            throw ValidationError("--heads \(copy) is not looked at with --without-heads; leave one of them out")
        }

        func run() async throws {
            let directory = try await place.directory()
            // The heads first: a server that runs goes on, and the record is read after them.
            let signed = withoutHeads ? [] : try Self.signedHeads(directory, copies: heads)
            let reader = try Audit.reader(directory)
            let sound: LedgerReader.Sound
            do {
                sound = try reader.verify(signed)
            } catch let fault as RecordFault {
                if json {
                    try Console.say(
                        JSONValue.object([
                            .init("holds", .flag(false)), .init("entries", .integer(max(fault.position - 1, 0))),
                            .init("bad", .integer(fault.position)),
                        ]).line,
                        after: "the record was tampered with or damaged: \(fault)"
                    )
                }
                throw CommandError(text: "the record was tampered with or damaged: \(fault)\(Self.hint(fault, reader))")
            } catch let fault as LedgerReader.SnapshotFault {
                if json {
                    try Console.say(#"{"holds":false,"bad_snapshot":\#(fault.incident)}"#, after: "\(fault)")
                }
                throw CommandError(text: "\(fault)")
            } catch let fault as LedgerReader.BlobFault {
                if json { try Console.say(#"{"holds":false,"bad_blob":"\#(fault.digest)"}"#, after: "\(fault)") }
                throw CommandError(text: "\(fault)")
            } catch let error as StoreError {
                throw CommandError(text: "the record cannot be read: \(error)")
            }
            try Console.say(json ? Self.machine(sound) : Self.sentence(sound, withoutHeads: withoutHeads))
        }

        /// What to do where all that is there holds, and signed heads say that more was there.
        private static func hint(_ fault: RecordFault, _ reader: LedgerReader) -> String {
            guard let end = try? reader.standing(at: 0).end, fault.position > end.position else { return "" }
            return
                "; if a backup was restored on purpose, accept it with `tocsin audit accept-restore --data DIR --reason TEXT`"
        }

        /// The heads that the record must agree with, from the data directory and from copies of its file.
        static func signedHeads(_ directory: String, copies: [String] = []) throws -> [SignedHead] {
            let own = DataFile.signedHeads.path(in: directory)
            let paths = [own] + copies
            for path in copies { try checkCopy(path) }
            guard paths.contains(where: { FileManager.default.fileExists(atPath: $0) }) else { return [] }
            do {
                guard let masters = try MasterSecret.read(directory: directory) else {
                    throw CommandError(
                        text:
                            "the signed heads cannot be checked: \(DataFile.masterSecret.path(in: directory)) is not there; "
                            + "put it back, or check the chain alone with --without-heads"
                    )
                }
                let logs = try paths.map { path in
                    let log = try log(path, HeadKeys(masters: masters))
                    if log.holdsNone { throw CommandError(text: HeadSigner.holdsNone(path)) }
                    if let fault = log.faults.first { throw CommandError(text: "\(path): \(fault)") }
                    return log
                }
                return HeadLog.binding(of: logs)
            } catch let trouble as AccessError {
                throw CommandError(text: trouble.description)
            }
        }

        private static func checkCopy(_ path: String) throws(CommandError) {
            let target = URL(filePath: path).resolvingSymlinksInPath().path
            guard let found = try? FileManager.default.attributesOfItem(atPath: target) else {
                throw CommandError.wrongUse("--heads \(path) is not there")
            }
            if found[.type] as? FileAttributeType == .typeDirectory {
                throw CommandError.wrongUse(
                    "--heads \(path) is a folder; name the copy of \(DataFile.signedHeads.name) in it"
                )
            }
            if found[.type] as? FileAttributeType == .typeRegular, found[.size] as? Int == 0 {
                throw CommandError.wrongUse("--heads \(path) is empty; name a copy with signed heads in it")
            }
        }

        private static func log(_ path: String, _ keys: HeadKeys) throws -> HeadLog {
            do {
                return try HeadLog(path: path, keys: keys)
            } catch {
                throw CommandError(text: "the signed heads in \(path) cannot be read: \(FailureWords.of(error))")
            }
        }

        private static func machine(_ sound: LedgerReader.Sound) -> String {
            JSONValue.object([
                .init("holds", .flag(true)), .init("entries", .integer(sound.head.position)),
                .init("head", .text(Hex.text(sound.head.hash))), .init("signed_heads", .integer(Int64(sound.heads))),
                .init("removed", .integer(Int64(sound.removed))), .init("incidents", .integer(Int64(sound.incidents))),
                .init("blobs", .integer(Int64(sound.blobs))),
            ]).line
        }

        private static func sentence(_ sound: LedgerReader.Sound, withoutHeads: Bool) -> String {
            let agreeing = sound.heads == 1 ? "1 signed head agrees" : "\(sound.heads) signed heads agree"
            let heads = withoutHeads ? "signed heads not looked at" : agreeing
            let removed = sound.removed == 0 ? "" : ", \(sound.removed) of them removed by retention"
            let hash = Hex.text(sound.head.hash).prefix(16)
            let blobs =
                switch sound.blobs {
                case 0: ""
                case 1: ", 1 stored content fits its digest"
                default: ", \(sound.blobs) stored contents fit their digests"
                }
            return "the record holds: \(sound.head.position) entries\(removed), head \(hash), \(heads)\(blobs)"
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print an incident's entries as JSON lines: each entry as it is sealed, with position and hash."
        )

        @Argument(
            help: "The incident's number; 0 for the entries of the ledger itself.",
            transform: { $0 == "0" ? $0 : try IncidentNumber.read($0) }
        )
        var number: String

        @OptionGroup var place: Tokens.DataOptions

        func run() async throws {
            let reader = try Audit.reader(try await place.directory())
            let names = try reader.names()
            guard let wanted = number == "0" ? RecordEntry.ledgerItself : names.id(number) else {
                throw CommandError(text: "there is no incident \(number) in the ledger \(names.ledger)")
            }
            var position: Int64 = 1
            var count = 0
            while true {
                let entries = try reader.sealed(from: position, limit: 1_000)
                guard let last = entries.last else { break }
                for entry in entries where entry.incident == wanted {
                    try Console.say(Self.line(entry))
                    count += 1
                }
                position = last.position + 1
            }
            if count == 0 { throw CommandError(text: "there is no incident \(number)") }
        }

        /// The entry as its bytes are sealed.
        private static func line(_ entry: SealedEntry) -> String {
            let output = JSONOutput()
            let line = output.beginObject()
            output.member("position", at: line)
            output.integer(entry.position)
            output.member("hash", at: line)
            output.string(Hex.text(entry.hash))
            output.member("entry", at: line)
            if entry.isRemoved { output.null() } else { output.json(entry.body) }
            output.end(at: line)
            return String(decoding: output.bytes, as: UTF8.self)
        }
    }

    static func reader(_ directory: String) throws -> LedgerReader {
        do throws(StoreError) {
            return try LedgerReader(directory: directory)
        } catch {
            throw CommandError(text: error.description)
        }
    }
}
