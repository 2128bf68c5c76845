import ArgumentParser
import ContactTrees
import Foundation

/// Which server a client command speaks to.
struct ClientOptions: ParsableArguments {
    @Option(name: .long, help: "The server's address (default: TOCSIN_URL, else http://127.0.0.1:8080).")
    var url: String?

    @Option(name: .long, help: "A file that holds the access token (default: TOCSIN_TOKEN holds it).")
    var tokenFile: String?

    @Flag(name: .long, help: "Print the server's JSON.")
    var json = false

    func client() throws -> APIClient {
        let environment = ProcessInfo.processInfo.environment
        guard let token = try tokenFile.map(Self.read) ?? environment["TOCSIN_TOKEN"], !token.isEmpty else {
            throw Trouble.wrongUse("set TOCSIN_TOKEN to an access token; `tocsin token create` makes one")
        }
        return try APIClient(url: url ?? environment["TOCSIN_URL"] ?? "http://127.0.0.1:8080", token: token)
    }

    /// A token is never taken from the command line, where every user of the machine can read it.
    private static func read(_ path: String) throws -> String {
        switch SecretFile.read(path) {
        case .value(let token): return token.trimmingCharacters(in: .newlines)
        case .missing: throw Trouble.wrongUse("--token-file \(path) is not there")
        case .refused(let what, let remedy): throw Trouble.wrongUse("--token-file \(path) \(what); \(remedy)")
        }
    }
}
