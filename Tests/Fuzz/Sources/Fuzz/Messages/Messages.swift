import Escalation
import Foundation

@testable import Channels
@testable import Messages

extension Fuzzer {
    /// The project's own templates with hostile values, in every context: plain text, page, log line, payload.
    static let messages = Fuzzer("messages", longest: 4_096) { bytes in
        let town = Town(bytes)
        check(Town.templates.render(town.material), hasOwnLink: true)
        var second = town.material
        second.incident.id = 8
        let digest = Town.templates.renderDigest([town.material, second], wireID: "k3f9x2-8-1", rule: .perAddress)
        check(digest, hasOwnLink: false)
    }

    static func check(_ message: Message, hasOwnLink: Bool) {
        demand(Checks.isHarmless(message.title, isolates: true), "a title that acts: \(message.title.debugDescription)")
        demand(message.title.utf8.count <= MessageLimits.bytesInTitle && !message.title.isEmpty, "the title's length")
        demand(
            Checks.isHarmless(message.text, newline: true, isolates: true),
            "a text that acts: \(message.text.debugDescription)"
        )
        demand(message.text.utf8.count <= MessageLimits.bytesInText && !message.text.isEmpty, "the text's length")
        if let place = message.linkInText {
            let bytes = Array(message.text.utf8)
            demand(place.upperBound <= bytes.count, "a link beyond the text")
            demand(Array(bytes[place]) == Array((message.link ?? "").utf8), "another link stands at its place")
        }
        demand(!message.asks || message.text.contains(Town.link), "a message that asks, without its link")
        demand(!hasOwnLink || message.link == Town.link, "the link is \(message.link ?? "missing")")
        if message.isDrill {
            demand(["DRILL", "演练", "演練"].contains { message.title.hasPrefix($0) }, "an unmarked drill")
        }
        Markup.check(message.html)
        checkLog(message)
        for (name, preset) in Town.templates.presets {
            let payload = preset.payload(for: message)
            Checks.json(payload, "the payload of \(name)")
            demand(!payload.contains(UInt8(ascii: "<")), "the payload of \(name) holds a <")
        }
    }

    private static func checkLog(_ message: Message) {
        let line = LogLine.bytes(message)
        demand(line.last == 0x0A && !line.dropLast().contains(0x0A), "not one line")
        Checks.json(Array(line.dropLast()), "a line of the log")
        demand(Checks.isHarmless(String(decoding: line.dropLast(), as: UTF8.self)), "a line of the log that acts")
    }
}
