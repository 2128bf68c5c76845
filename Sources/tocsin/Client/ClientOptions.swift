import ArgumentParser
import ConfigFiles
import ContactTrees
import Foundation
import Server
import Settings

/// Which server a client command speaks to.
struct ClientOptions: ParsableArguments {
    @Option(
        name: .long,
        help:
            "The server's address (default: TOCSIN_URL, else the server that runs on the data directory here, else http://127.0.0.1:8080)."
    )
    var url: String?

    @Option(
        name: .long,
        help:
            "A file that holds the access token (default: TOCSIN_TOKEN, else what `tocsin init` left for the server that runs here)."
    )
    var tokenFile: String?

    @Flag(name: .long, help: "Print the server's JSON.")
    var json = false

    func client() throws -> APIClient {
        let environment = ProcessInfo.processInfo.environment
        let named = try tokenFile.map(Self.read) ?? Self.variable()
        let place: Place
        if let url = url ?? environment["TOCSIN_URL"].flatMap({ $0.isEmpty ? nil : $0 }) {
            place = Place(url: url)
        } else {
            place = try Self.placeHere()
        }
        if let unseen = Spelling.unseen(in: place.url) {
            throw CommandError.wrongUse(
                "the server's address \(Spelling.shown(APIClient.shown(place.url))) holds \(unseen); \(Spelling.unseenRemedy)"
            )
        }
        if let token = named ?? place.data.flatMap({ LocalToken(data: $0).read() }) {
            return try APIClient(url: place.url, token: token)
        }
        throw CommandError.wrongUse("set TOCSIN_TOKEN to an access token; `tocsin token create` makes one")
    }

    /// Where a server is.
    private struct Place {
        var url: String
        /// Its data directory, when it is the server that runs here; the token that lies there goes to no other.
        var data: String?
    }

    /// Where the server listens that runs on the data directory here; where none runs, where one would.
    private static func placeHere() throws -> Place {
        let usual = ListenAddress(host: "127.0.0.1", port: 8_080).text
        do throws(SettingsFault) {
            let source = try SettingsSource.ofCommand([:], file: nil)
            let data = source.one(.data, or: "data").text
            let file = SettingsSource.runningFile(in: data)
            var told = file == nil ? source : try SettingsSource(flags: [:], environment: [:], file: nil)
            if let file { try told.add(running: file) }
            var listen = try told.one(.listen, or: usual).listenAddress()
            if listen.isEvery { listen.host = listen.host.contains(":") ? "::1" : "127.0.0.1" }
            return Place(url: "http://\(listen.text)", data: file == nil ? nil : data)
        } catch {
            throw CommandError.wrongUse(error.text)
        }
    }

    private static func variable() throws -> String? {
        do throws(SettingsFault) {
            return try SecretVariable.value("TOCSIN_TOKEN").map(Self.trimmed)
        } catch {
            throw CommandError.wrongUse(error.text)
        }
    }

    /// A token has no blanks, and those around one are what was copied along with it.
    private static func trimmed(_ token: String) -> String { token.trimmingCharacters(in: .whitespaces) }

    /// A token is never taken from the command line, where every user of the machine can read it.
    private static func read(_ path: String) throws -> String {
        switch SecretFile.read(path) {
        case .value(let token): return trimmed(token)
        case .missing: throw CommandError.wrongUse("--token-file \(path) is not there")
        case .refused(let what, let remedy): throw CommandError.wrongUse("--token-file \(path) \(what); \(remedy)")
        }
    }
}
