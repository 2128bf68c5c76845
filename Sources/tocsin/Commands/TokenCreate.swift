import Access
import ArgumentParser
import Dispatching
import Escalation
import Server
import Settings

extension Tokens {
    /// Makes an access token, or the key of a calendar feed.
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
        var role: String?

        @Option(
            name: .long,
            help:
                "In place of a role: the roster, such as /riverside-town/duty-roster, whose calendar feed a key is made for."
        )
        var roster: String?

        @Option(name: .long, help: "What the token is called on record, such as gate-1.")
        var name: String

        @Option(name: .long, help: "The person in the contact tree who holds it, if one does.")
        var person: String?

        @OptionGroup var place: DataOptions

        func run() async throws {
            let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
            guard (role == nil) != (roster == nil) else {
                throw CommandError.wrongUse(
                    "a token has a role, or is the key of a feed: write either --role (\(known)) or --roster /UNIT/NAME"
                )
            }
            if roster != nil, person != nil {
                throw CommandError.wrongUse("the key of a feed belongs to a roster and to nobody: leave out --person")
            }
            let role = try role.map { written in
                guard let role = Role(rawValue: written) else {
                    throw CommandError.wrongUse("--role \(written) is none of \(known)")
                }
                return role
            }
            guard let name = TokenName.read(name) else {
                throw CommandError.wrongUse(
                    "--name takes 1 to \(TokenName.longest) letters and digits of any script, and - _ . @"
                )
            }
            if let person { try KnownPerson.check(person, beside: place) }
            if let roster { try KnownRoster.check(roster, beside: place) }
            let tokens = AccessTokens(directory: try await place.directory(isWritten: true))
            do {
                try make(role, name, with: tokens)
            } catch let trouble as AccessError {
                throw CommandError(text: trouble.description)
            }
        }

        private func make(_ role: Role?, _ name: String, with tokens: AccessTokens) throws {
            let now = SystemClock().now().wall.milliseconds / 1_000
            func show(_ secret: String) throws(CommandError) {
                do throws(CommandError) {
                    try Console.say(secret)
                } catch {
                    // Nobody knows it, or who knows a part of it took it for the whole.
                    throw CommandError(text: "\(error.text); the token \(name) does not count")
                }
            }
            if let role {
                _ = try tokens.create(name: name, role: role, person: person, at: now, show: show)
            } else if let roster {
                _ = try tokens.createFeed(name: name, roster: roster, at: now, show: show)
                Console.complain(
                    "calendars subscribe to \(KnownRoster.address(of: roster, beside: place))?key= and this key, which "
                        + "opens this feed alone; whoever has the address reads it"
                )
            }
        }
    }
}
