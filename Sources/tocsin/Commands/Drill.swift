import ArgumentParser
import Server

/// Files a practised incident, or reports on one.
struct Drill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "File a practised incident; --report N prints who was reached, when, and who answered."
    )

    @OptionGroup var body: ReportBody
    @OptionGroup var server: ClientOptions

    @Option(name: .long, help: "The number of a drill: print who was reached, when, and who answered.")
    var report: Int?

    func validate() throws {
        guard report != nil, let flag = body.given.first else { return }
        throw ValidationError("\(flag) files a drill, --report prints one; leave one of them out")
    }

    func run() async throws {
        guard let number = report else { return try await Report.file(try body.bytes(isDrill: true), with: server) }
        let answer = try await server.client().ask("GET", "/v1/incidents/\(number)", about: "incident \(number)")
        if server.json { return try Console.say(answer.text) }
        let incident = answer.json["incident"] ?? answer.json
        guard incident["drill"]?.bool == true else { throw CommandError(text: "incident \(number) is no drill") }
        try Console.say(IncidentText(of: answer.json).drillReport)
    }
}
