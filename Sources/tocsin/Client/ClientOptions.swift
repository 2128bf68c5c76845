import ArgumentParser
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

    @Option(name: .long, help: "A file that holds the access token (default: TOCSIN_TOKEN holds it).")
    var tokenFile: String?

    @Flag(name: .long, help: "Print the server's JSON.")
    var json = false

    func client() throws -> APIClient {
        guard let token = try tokenFile.map(Self.read) ?? Self.variable() else {
            throw CommandError.wrongUse("set TOCSIN_TOKEN to an access token; `tocsin token create` makes one")
        }
        return try APIClient(url: try place(ProcessInfo.processInfo.environment), token: token)
    }

    /// The flag, the variable, or where the server listens that runs on the data directory here.
    private func place(_ environment: [String: String]) throws -> String {
        if let url { return url }
        if let url = environment["TOCSIN_URL"], !url.isEmpty { return url }
        let usual = ListenAddress(host: "127.0.0.1", port: 8_080)
        do throws(SettingsFault) {
            var source = try SettingsSource(flags: [:], environment: environment, file: nil)
            guard let file = SettingsSource.runningFile(in: source.one(.data, or: "data").text) else {
                return "http://\(usual.text)"
            }
            try source.add(running: file)
            guard source.isFromRunningServer(.listen) else { return "http://\(usual.text)" }
            var listen = try source.one(.listen, or: usual.text).listenAddress()
            if listen.isEvery { listen.host = listen.host.contains(":") ? "::1" : "127.0.0.1" }
            return "http://\(listen.text)"
        } catch {
            throw CommandError.wrongUse(error.text)
        }
    }

    private static func variable() throws -> String? {
        do throws(SettingsFault) {
            return try SecretVariable.value("TOCSIN_TOKEN")
        } catch {
            throw CommandError.wrongUse(error.text)
        }
    }

    /// A token is never taken from the command line, where every user of the machine can read it.
    private static func read(_ path: String) throws -> String {
        switch SecretFile.read(path) {
        case .value(let token): return token
        case .missing: throw CommandError.wrongUse("--token-file \(path) is not there")
        case .refused(let what, let remedy): throw CommandError.wrongUse("--token-file \(path) \(what); \(remedy)")
        }
    }
}
