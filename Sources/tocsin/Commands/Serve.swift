import ArgumentParser
import Dispatching
import Logging

/// Runs the dispatcher.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the dispatcher.",
        discussion: """
            Every flag can also be a variable (TOCSIN_DATA for --data) or a key of the settings file (data:).
            SIGHUP reads the contact tree again; SIGTERM ends the server, and what is under way goes on at the next start.
            """
    )

    @OptionGroup var options: ServerOptions

    func run() async throws {
        let settings = try await ServerSettings(options)
        let logger = ServerLog.logger(level: settings.logLevel)
        let house: House
        do {
            house = try House(settings, logger: logger)
        } catch let error as TreeFaults {
            for fault in error.faults { Console.say(fault) }
            throw Trouble(text: "the contact tree or the templates have faults; nothing was started")
        }
        if house.tokens.all().isEmpty {
            logger.warning("there are no access tokens: nobody can report; `tocsin token create` makes one")
        }
        if settings.relay == nil {
            logger.notice("no mail relay is set (--smtp-url): e-mail addresses fail and the next address is used")
        }
        try await house.serve(host: settings.host, port: settings.port) { port in
            logger.notice("listening", metadata: ["address": "\(settings.host):\(port)", "links": "\(settings.publicURL)"])
        }
    }
}
