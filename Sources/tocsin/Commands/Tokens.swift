import Access
import ArgumentParser
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

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the tokens by name and role, and the keys of calendar feeds."
        )

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
            let (tokens, feeds) = (known.all(), known.feeds())
            if json {
                let rows = tokens.map { token in
                    JSONValue.object([
                        .init("name", .text(token.name)), .init("role", .text(token.role.rawValue)),
                        .init("person", .text(token.person ?? "")),
                    ])
                }
                let keys = feeds.map { feed in
                    JSONValue.object([
                        .init("name", .text(feed.name)), .init("role", .text("feed")),
                        .init("roster", .text(feed.roster)),
                    ])
                }
                return try Console.say(JSONValue.list(rows + keys).line)
            }
            if tokens.isEmpty, feeds.isEmpty { return try Console.say("no tokens; `tocsin token create` makes one") }
            let rows = tokens.map { [$0.name, $0.role.rawValue, $0.person ?? ""] }
            let keys = feeds.map { [$0.name, "feed", $0.roster] }
            let last = feeds.isEmpty ? "PERSON" : "PERSON, ROSTER"
            try Console.say(Console.table([["NAME", "ROLE", last]] + rows + keys))
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a token, or the key of a feed, out of use within a second."
        )

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
