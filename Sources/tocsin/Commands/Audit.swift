import ArgumentParser
import Dispatching
import Escalation
import Foundation
import StoreSQLite

/// Verifies the record, and exports an incident's part of it.
struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Verify the record's hash chain; export an incident.",
        subcommands: [Verify.self, Export.self]
    )

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check every entry of the record against the one before it; works beside a running server."
        )

        @OptionGroup var place: Tokens.DataOptions

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() async throws {
            let reader = try Audit.reader(try await place.directory())
            var head = RecordHead()
            while true {
                let entries = try reader.sealed(from: head.position + 1, limit: 1_000)
                if entries.isEmpty { break }
                if let fault = RecordChain.fault(in: entries, after: &head) {
                    if json { Console.say(#"{"holds":false,"entries":\#(head.position)}"#) }
                    throw Trouble(text: "the record was tampered with or damaged: \(fault)")
                }
            }
            let hash = head.hash.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
            Console.say(
                json
                    ? #"{"holds":true,"entries":\#(head.position),"head":"\#(hash)"}"#
                    : "the record holds: \(head.position) entries, head \(hash.prefix(16))"
            )
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print an incident's entries as JSON lines: each entry as it is sealed, with position and hash."
        )

        @Argument(help: "The incident's number.")
        var number: Int64

        @OptionGroup var place: Tokens.DataOptions

        func run() async throws {
            let reader = try Audit.reader(try await place.directory())
            var position: Int64 = 1
            var count = 0
            while true {
                let entries = try reader.sealed(from: position, limit: 1_000)
                guard let last = entries.last else { break }
                for entry in entries where entry.incident == number {
                    let hash = entry.hash.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
                    let body = String(decoding: entry.body, as: UTF8.self)
                    Console.say(#"{"position":\#(entry.position),"hash":"\#(hash)","entry":\#(body)}"#)
                    count += 1
                }
                position = last.position + 1
            }
            if count == 0 { throw Trouble(text: "there is no incident \(number)") }
        }
    }

    static func reader(_ directory: String) throws -> LedgerReader {
        do throws(StoreError) {
            return try LedgerReader(directory: directory)
        } catch {
            throw Trouble(text: error.text)
        }
    }
}
