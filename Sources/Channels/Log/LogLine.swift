import Escalation
import Messages
import Text

/// A message as one line of JSON in which nothing can act: not on a terminal, not on whoever reads the lines.
enum LogLine {
    private static let bytesInField = 8192

    /// The record of a message, with its line end.
    static func bytes(_ message: Message) -> [UInt8] {
        let output = JSONOutput(.harmful)
        let line = output.beginObject()
        func add(_ name: String, _ text: String?) {
            output.member(name, at: line)
            if let text { output.string(CleanText.cut(text, bytes: bytesInField)) } else { output.null() }
        }
        add("at", RFC3339.text(milliseconds: message.at.milliseconds, fraction: .always))
        add("id", message.wireID)
        add("thread", message.threadID)
        add("kind", message.kindName)
        output.member("incident", at: line)
        output.integer(message.incidentNumber)
        add("severity", message.severity.numeral)
        add("label", message.severityLabel)
        output.member("drill", at: line)
        output.flag(message.isDrill)
        add("person", message.person)
        add("title", message.title)
        add("text", message.text)
        add("link", message.link)
        add("unit", message.unit)
        add("plan", message.plan)
        output.end(at: line)
        return output.bytes + [0x0A]
    }
}
