import ArgumentParser
import Foundation

/// Which server a client command speaks to.
struct ClientOptions: ParsableArguments {
    @Option(name: .long, help: "The server's address (default: TOCSIN_URL, else http://127.0.0.1:8080).")
    var url: String?

    @Option(name: .long, help: "The access token (better: TOCSIN_TOKEN).")
    var token: String?

    @Flag(name: .long, help: "Print the server's JSON.")
    var json = false

    func client() throws -> APIClient {
        let environment = ProcessInfo.processInfo.environment
        guard let token = token ?? environment["TOCSIN_TOKEN"], !token.isEmpty else {
            throw Trouble.wrongUse("set TOCSIN_TOKEN to an access token; `tocsin token create` makes one")
        }
        return try APIClient(url: url ?? environment["TOCSIN_URL"] ?? "http://127.0.0.1:8080", token: token)
    }
}
