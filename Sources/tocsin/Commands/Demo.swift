import Access
import ArgumentParser
import Dispatching
import Duty
import Escalation
import Foundation
import Logging
import Messages
import Server
import ServiceLifecycle
import Settings
import Text

/// Shows the whole course of an incident on a running server.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Serve the example in a temporary place, file an incident, and show it being told, missed, escalated, answered."
    )

    @OptionGroup var tree: TreeOptions

    @Flag(name: .long, help: "End after the story instead of staying up.")
    var once = false

    func run() async throws {
        let name = "tocsin-demo-\(UUID().uuidString.prefix(8))"
        let data = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
        defer { try? FileManager.default.removeItem(atPath: data) }
        let receiver = WebhookReceiver()
        let receiverPort = await FreePort.find(preferred: 0)
        let port = await FreePort.find(preferred: 8_080)
        let url = "http://127.0.0.1:\(port)"
        let settings = try settings([
            .data: [data], .listen: ["127.0.0.1:\(port)"], .publicURL: [url],
            .allowAddress: ["127.0.0.1:\(receiverPort)"],
        ])
        let hook = "http://127.0.0.1:\(receiverPort)/hook"
        let server: TocsinServer
        do {
            server = try TocsinServer(settings, logger: ServerLog.logger(level: .error)) { $0.forDemo(webhook: hook) }
        } catch let error as TreeFaults {
            let isThere = [settings.contacts, settings.templates].allSatisfy(FileManager.default.fileExists)
            guard isThere else {
                throw CommandError(
                    text: "the example is not here: run the demonstration in the project's folder, "
                        + "or name it with --contacts and --templates"
                )
            }
            for fault in error.faults { try Console.say(fault) }
            throw CommandError(text: "fix the faults above, or name other folders with --contacts and --templates")
        }
        let now = SystemClock().now().wall.milliseconds / 1_000
        let token = try server.tokens.create(name: "demo", role: .admin, person: nil, at: now)
        try Console.say(
            "Tocsin is up at \(url); webhooks go to a receiver at \(hook), everything else to \(data)/log.\n"
        )
        if let duty = try Self.duty(settings, at: now) { try Console.say(duty) }
        let story = DemoStory(receiver: receiver, url: url, token: token, data: data, staysUp: !once)
        try await server.serve(
            host: "127.0.0.1",
            port: port,
            beside: [receiver.application(port: receiverPort), story]
        )
    }

    /// Who is on standby at the example's water plant over a winter with an absence and a festival; `nil` for another tree.
    private static func duty(_ settings: ServerSettings, at now: Int64) throws -> String? {
        let directory = try TreeOptions.checked(settings).directory
        let ends = ["2026-12-21T08:30:00+08:00", "2027-02-15T08:30:00+08:00"].compactMap(RFC3339.milliseconds(of:))
        guard let scope = try? DutyScope(directory, unit: "/riverside-town/water-plant"), ends.count == 2 else {
            return nil
        }
        let span = Span(start: ends[0] / 1_000, end: ends[1] / 1_000)
        return "Who is on standby at the water plant, by a roster, an absence and a festival (`tocsin duty`):\n\n"
            + DutyReport(scope, language: .english, now: now).text(.span(span)) + "\n"
    }

    /// Those of the demonstration's own server: what a machine's server is set to has no part in it.
    private func settings(_ own: [Setting: [String]]) throws -> ServerSettings {
        var flags = tree.flags.merging(own) { $1 }
        if Installation.isThis, tree.contacts.isEmpty { flags[.contacts] = [Installation.example] }
        if Installation.isThis, tree.templates.isEmpty { flags[.templates] = [Installation.templates] }
        do throws(SettingsFault) {
            let environment = ProcessInfo.processInfo.environment
            return try ServerSettings(
                try SettingsSource(flags: flags, environment: environment, file: tree.settings)
            )
        } catch {
            throw CommandError.wrongUse(error.text)
        }
    }
}
