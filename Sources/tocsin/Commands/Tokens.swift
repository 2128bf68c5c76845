import Access
import ArgumentParser
import Dispatching
import Escalation
import Foundation
import Server
import Settings
import Text

/// Makes, lists and revokes access tokens.
struct Tokens: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Make, list and revoke access tokens; works beside a running server.",
        subcommands: [Create.self, List.self, Revoke.self]
    )

    struct DataOptions: ParsableArguments {
        @Option(.data) var data: [String] = []

        @Option(name: .long, help: "The server's settings file.")
        var settings: String?

        /// The directory.
        ///
        /// - Parameter isWritten: whether files are made in it.
        /// - Returns: its path.
        /// - Throws: ``CommandError``.
        func directory(isWritten: Bool = false) async throws -> String {
            let directory: String
            do throws(SettingsFault) {
                let source = try SettingsSource.ofCommand([.data: data], file: settings)
                if isWritten { try Places.check(source, [.data]) }
                directory = source.one(.data, or: "data").text
            } catch {
                throw CommandError.wrongUse(error.text)
            }
            if let fault = PrivateFile.faultOfPlace(directory) { throw CommandError(text: fault) }
            return directory
        }
    }

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token; it alone goes to standard output, and is not kept anywhere."
        )

        @Option(
            name: .long,
            help: """
                What it may do: reporter (file reports, see its own), responder (see incidents and people, answer for its own
                person), operator (all of that, for anybody, and steer incidents), auditor (read everything, change nothing),
                admin (what an operator may, and reload).
                """
        )
        var role: String

        @Option(name: .long, help: "What the token is called on record, such as gate-1.")
        var name: String

        @Option(name: .long, help: "The person in the contact tree who holds it, if one does.")
        var person: String?

        @OptionGroup var place: DataOptions

        func run() async throws {
            guard let role = Role(rawValue: role) else {
                let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandError.wrongUse("--role \(role) is none of \(known)")
            }
            guard let name = TokenName.read(name) else {
                throw CommandError.wrongUse(
                    "--name takes 1 to \(TokenName.longest) letters and digits of any script, and - _ . @"
                )
            }
            if let person { try KnownPerson.check(person, beside: place) }
            let now = SystemClock().now().wall.milliseconds / 1_000
            do {
                let tokens = AccessTokens(directory: try await place.directory(isWritten: true))
                _ = try tokens.create(name: name, role: role, person: person, at: now) { token in
                    do throws(CommandError) {
                        try Console.say(token)
                    } catch {
                        // Nobody knows it, or who knows a part of it took it for the whole.
                        throw CommandError(text: "\(error.text); the token \(name) does not count")
                    }
                }
            } catch let trouble as AccessError {
                throw CommandError(text: trouble.description)
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the tokens by name and role.")

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        @OptionGroup var place: DataOptions

        func run() async throws {
            let known = AccessTokens(directory: try await place.directory())
            do {
                if let fault = try known.check() { throw CommandError(text: fault) }
            } catch let trouble as AccessError {
                throw CommandError(text: trouble.description)
            }
            let tokens = known.all()
            if json {
                let rows = tokens.map { token in
                    JSONValue.object([
                        .init("name", .text(token.name)), .init("role", .text(token.role.rawValue)),
                        .init("person", .text(token.person ?? "")),
                    ])
                }
                return try Console.say(JSONValue.list(rows).line)
            }
            if tokens.isEmpty { return try Console.say("no tokens; `tocsin token create` makes one") }
            let rows = tokens.map { [$0.name, $0.role.rawValue, $0.person ?? ""] }
            try Console.say(Console.table([["NAME", "ROLE", "PERSON"]] + rows))
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a token out of use, within a second.")

        @Argument(help: "The token's name.")
        var name: String

        @OptionGroup var place: DataOptions

        func run() async throws {
            do {
                try AccessTokens(directory: try await place.directory()).revoke(name: TokenName.read(name) ?? name)
                try Console.say("revoked \(name)", after: "\(name) is revoked")
            } catch let trouble as AccessError {
                throw CommandError(text: trouble.description)
            }
        }
    }
}
