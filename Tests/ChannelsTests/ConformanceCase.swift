import Channels
import Curl
import Dispatching
import Escalation
import Foundation
import TestSupport
import Testing

/// A channel with receivers that answer and receivers that do not: what the conformance suite needs to know of it.
struct ConformanceCase: Sendable {
    let channel: any Channel
    /// An address that takes everything.
    let ready: Address
    /// An address of which no answer comes; nil when the channel cannot have one.
    let hanging: Address?
    /// What the receiver got so far: the ids in the order of arrival.
    let received: @Sendable () throws -> [String]
    /// Kept while the channel is used.
    let held: [any Sendable]

    /// Every implementation, by name.
    enum Kind: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case webhook
        case email
        case log

        var testDescription: String { rawValue }

        func make() throws -> ConformanceCase {
            switch self {
            case .webhook: try .webhook()
            case .email: try .email()
            case .log: try .log()
            }
        }
    }

    private static func webhook() throws -> ConformanceCase {
        let (ready, hanging) = (try FakeWeb(), try FakeWeb())
        let running = try Running(ready, hanging, timeout: .seconds(120))
        return ConformanceCase(
            channel: running.channel,
            ready: Example.address("webhook", ["url": ready.url("ok")]),
            hanging: Example.address("webhook", ["url": hanging.url("hang")]),
            received: { try ready.requests().compactMap { $0.header("webhook-id") } },
            held: [running]
        )
    }

    private static func email() throws -> ConformanceCase {
        let relay = try FakeRelay { $0.hang = "hang@town.example" }
        let running = try Running(try relay.settings(), timeout: .seconds(120))
        return ConformanceCase(
            channel: running.channel,
            ready: Example.address("email", ["to": "duty@town.example"]),
            hanging: Example.address("email", ["to": "hang@town.example"]),
            received: {
                let lines = try relay.log().filter { $0.hasPrefix("| Message-ID: <") }
                return lines.map { String($0.dropFirst(15).prefix { $0 != "@" }) }
            },
            held: [running]
        )
    }

    private static func log() throws -> ConformanceCase {
        let folder = try TemporaryFolder()
        return ConformanceCase(
            channel: LogChannel(directory: folder.path),
            ready: Example.address("log", ["file": "duty"]),
            hanging: nil,
            received: {
                let text = try String(contentsOfFile: folder.path("duty.jsonl"), encoding: .utf8)
                return text.matches(of: /"id":"([^"]*)"/).map { String($0.1) }
            },
            held: [folder]
        )
    }
}
