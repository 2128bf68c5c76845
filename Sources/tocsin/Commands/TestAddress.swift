import ArgumentParser
import Channels
import Curl
import Dispatching
import Escalation
import Foundation
import Messages
import Server

/// Sends a test message and shows what the receiver said.
struct TestAddress: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send a test message to a person, or to one of their addresses, and show what each receiver said.",
        discussion: """
            Sends as the server would: with the settings of the server that runs on the same data directory, else with the flags
            of serve, its variables and its settings file. Nothing goes on record.
            """
    )

    @OptionGroup var options: ServerOptions

    @Option(name: .long, help: "Who gets it.")
    var person: String

    @Option(name: .long, help: "Only this address, such as email or webhook-2.")
    var address: String?

    func run() async throws {
        let settings = try ServerSettings(options, beside: true)
        let tree = TreeInForce(try TreeOptions.checked(settings))
        let directory = tree.current.directory
        guard let person = directory.people[person] else {
            throw CommandError(text: KnownPerson.fault(self.person, in: directory) ?? "")
        }
        let wanted = person.addresses.filter { address == nil || $0.name == address }
        guard !wanted.isEmpty else {
            let known = person.addresses.map(\.name).joined(separator: ", ")
            throw CommandError(text: "\(person.id) has no address \(address ?? ""); there are \(known)")
        }
        let turns = EngineTurns()
        let engine = try TransferEngine(onTurn: { turns.ended() })
        try engine.start()
        defer { engine.stop() }
        let logger = ServerLog.logger(level: settings.logLevel)
        let clock = SystemClock()
        let channels = TocsinServer.channels(
            settings,
            engine: engine,
            turns: turns,
            tree: tree,
            clock: clock,
            logger: logger
        )
        var failures = 0
        for address in wanted {
            let now = clock.now().wall
            let id = "test-" + String(UInt64.random(in: 0..<1 << 52), radix: 36)
            let message = TestMessage.message(
                to: person,
                by: address.name,
                id: id,
                at: now,
                zones: tree.current.templates.zones
            )
            try Console.say("\(person.id), \(address.name): \(message.title)")
            let outcome = await send(message, to: address, through: channels)
            let words = Self.words(outcome)
            try Console.say("  " + words, after: "the message to \(address.name) was sent: \(words)")
            if case .accepted = outcome { continue }
            failures += 1
        }
        for channel in channels { channel.stop(patience: .zero) }
        if failures > 0 {
            throw CommandError(text: "\(failures) of \(wanted.count) addresses did not take the message")
        }
    }

    private func send(_ message: Message, to address: Address, through channels: [any Channel]) async -> AttemptOutcome
    {
        guard let channel = channels.first(where: { $0.name == address.channel }) else {
            return .permanent(reason: Evidence(.noChannel(address.channel)))
        }
        let delivery = Delivery(
            parcel: ParcelID(first: NotificationID(incident: 0, number: 1)),
            address: address,
            compose: { message }
        )
        return await withCheckedContinuation { waiting in
            channel.send([delivery]) { results in
                if let result = results.first {
                    waiting.resume(returning: result.outcome ?? .unknown(reason: Evidence(.cutOff(.stopped))))
                }
            }
        }
    }

    private static func words(_ outcome: AttemptOutcome) -> String {
        let what =
            switch outcome {
            case .accepted: "accepted"
            case .permanent: "failed for good"
            case .temporary: "failed, would be tried again"
            case .throttled(let after, _): "asked to wait \(after)"
            case .unknown: "unknown, would be tried again under the same id"
            case .unreadable: "unknown, would be tried once more under the same id"
            }
        return what + ": " + Phrases(language: .english).evidence(outcome.evidence)
    }
}
