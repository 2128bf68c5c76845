import ArgumentParser
import Messages
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

    @Option(name: .long, help: "The language of that report: en, zh-Hans or zh-Hant.")
    var lang: String?

    func validate() throws {
        try WrittenWord.check(lang, of: "--lang", among: Language.allCases.map(\.rawValue))
        if lang != nil, report == nil {
            throw ValidationError("--lang is for the report: add --report N, or leave it out")
        }
        guard report != nil, let flag = body.given.first else { return }
        throw ValidationError("\(flag) files a drill, --report prints one; leave one of them out")
    }

    func run() async throws {
        guard let number = report else { return try await Report.file(try body.bytes(isDrill: true), with: server) }
        let language = lang.flatMap(Language.init(rawValue:)) ?? .english
        let answer = try await server.client().ask(
            "GET",
            "/v1/incidents/\(number)?lang=\(language.rawValue)",
            about: "incident \(number)"
        )
        if server.json { return try Console.say(answer.text) }
        let incident = answer.json["incident"] ?? answer.json
        guard incident["drill"]?.bool == true else { throw CommandError(text: "incident \(number) is no drill") }
        try Console.say(IncidentText(of: answer.json, language: language).drillReport)
    }
}
