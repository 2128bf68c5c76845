import ArgumentParser
import Dispatching
import Foundation
import Logging
import NIOCore

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
        do {
            try await house.serve(host: settings.host, port: settings.port) { port in
                logger.notice(
                    "listening",
                    metadata: ["address": "\(settings.host):\(port)", "links": "\(settings.publicURL)"]
                )
            }
        } catch let error as IOError {
            throw Trouble(text: "cannot listen at \(settings.host):\(settings.port): \(Self.reason(error))")
        }
    }

    private static func reason(_ error: IOError) -> String {
        switch error.errnoCode {
        case EADDRINUSE: "another program does; stop it, or name another --listen"
        case EADDRNOTAVAIL: "this machine does not have that address"
        case EACCES: "a port below 1024 needs the right to bind it; name another --listen"
        default: "\(error)"
        }
    }
}
