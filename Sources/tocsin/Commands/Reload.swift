import ArgumentParser
import Server

/// Puts the contact tree and the templates in force as they are on the server's disk now.
struct Reload: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Have the server read Contacts and Templates again; a set that does not check changes nothing."
    )

    @OptionGroup var server: ClientOptions

    func run() async throws {
        let answer = try await server.client().send("POST", "/v1/reload", body: Array("{}".utf8))
        if (200..<300).contains(answer.status) {
            return try Console.say(server.json ? answer.text : "reloaded", after: "the server has reloaded")
        }
        let nothing = "nothing was changed: the server answered \(answer.status)"
        if server.json { try Console.say(answer.text, after: nothing) }
        let faults = answer.json["faults"]?.elements.compactMap(\.string) ?? []
        let errors = answer.json["errors"]?.elements.compactMap { $0["detail"]?.string } ?? []
        if !server.json { for fault in faults + errors { try Console.say(fault, after: nothing) } }
        throw CommandError(
            text: answer.json["detail"]?.string ?? "the server answered \(answer.status); nothing was changed"
        )
    }
}
