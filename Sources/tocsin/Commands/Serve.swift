import Access
import ArgumentParser
import Channels
import CProcess
import Curl
import Dispatching
import Foundation
import Logging
import NIOCore
import Server
import Settings
import Text

/// Runs the dispatcher.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the dispatcher.",
        discussion: """
            Every flag can also be a variable (TOCSIN_DATA for --data) or a key of the settings file (data:);
            \(Installation.documents)/command.md has the table.
            SIGHUP reads the contact tree again; SIGTERM ends the server, and what is under way goes on at the next start.
            """
    )

    @OptionGroup var options: ServerOptions

    func run() async throws {
        let settings = try ServerSettings(options)
        guard geteuid() != 0 || settings.allowsRoot else {
            throw CommandError(
                text:
                    "tocsin serve does not run as root: a fault in it would be a fault of the whole machine; run it as a "
                    + "user of its own (sudo -u tocsin tocsin serve), or set TOCSIN_ALLOW_ROOT=true (--allow-root) if there is no other way"
            )
        }
        for (name, remedy) in UnknownVariables.among(ProcessInfo.processInfo.environment) {
            Console.complain("\(name) is set, and no setting has that name\(remedy)")
        }
        try settings.checkPlaces()
        if let fault = PrivateFile.fault(ofDirectory: settings.data) { throw CommandError(text: fault) }
        let logger = ServerLog.logger(level: settings.logLevel)
        try Self.prepare(logger)
        let server: TocsinServer
        do {
            server = try TocsinServer(settings, logger: logger)
        } catch let error as TreeFaults {
            for fault in error.faults { try Console.say(fault) }
            let remedy = error.remedy.map { "; " + $0 } ?? ""
            throw CommandError(text: "the contact tree or the templates have faults; nothing was started\(remedy)")
        }
        if server.tokens.all().isEmpty {
            logger.warning("there are no access tokens: nobody can report; `tocsin token create` makes one")
        }
        Self.tellOfMail(settings.relay, logger)
        do {
            try await server.serve(host: settings.host, port: settings.port) { port in
                do {
                    try settings.tellCommands(port: port)
                } catch {
                    logger.warning(
                        "commands beside this server need its flags: its settings could not be written down",
                        metadata: ["why": "\(FailureWords.of(error))"]
                    )
                }
                logger.notice(
                    "listening",
                    metadata: [
                        "address": "\(settings.host):\(port)", "links": "\(settings.publicURL)",
                        "tzdata": "\(server.tzdata)",
                    ]
                )
                _ = process_tell_ready()
            }
        } catch is SocketAddressError.UnknownHost {
            throw CommandError(
                text:
                    "cannot listen at \(settings.host):\(settings.port): there is no address of that name; name another --listen"
            )
        } catch let error as IOError {
            throw CommandError(text: "cannot listen at \(settings.host):\(settings.port): \(Self.reason(error))")
        }
    }

    /// Says that no mail can leave, or that others can read it.
    private static func tellOfMail(_ relay: RelaySettings?, _ logger: Logger) {
        guard let relay else {
            return logger.notice(
                "no mail relay is set (--smtp-url): e-mail addresses fail and the next address is used"
            )
        }
        guard relay.isOpenToListeners else { return }
        logger.warning(
            "mail goes to the relay without TLS (smtp-tls: none): whoever listens on the way reads the answer links",
            metadata: ["relay": "\(relay)"]
        )
    }

    /// What has to be so before anything is opened.
    private static func prepare(_ logger: Logger) throws {
        let files = OpenFiles.raise()
        guard files >= OpenFiles.needed else {
            throw CommandError(
                text:
                    "only \(files) files may be open at once, and the server can need \(OpenFiles.needed); raise the limit "
                    + "(LimitNOFILE= in the unit, or ulimit -n)"
            )
        }
        guard let offset = ClockOffset.ofThisProcess else { return }
        logger.warning(
            "the wall clock is shifted by what a file says; this is for tests alone",
            metadata: ["file": "\(offset.file)", "variable": "\(ClockOffset.variable)"]
        )
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
