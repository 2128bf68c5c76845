import Access
import ArgumentParser
import Dispatching
import Escalation
import Foundation
import Logging
import Server
import ServiceLifecycle
import Settings

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
        let story = DemoStory(receiver: receiver, url: url, token: token, data: data, staysUp: !once)
        try await server.serve(
            host: "127.0.0.1",
            port: port,
            beside: [receiver.application(port: receiverPort), story]
        )
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
