import Escalation
import Messages
import Text

/// A message as one line of JSON in which nothing can act: not on a terminal, not on whoever reads the lines.
struct LogLine {
    private static let bytesInField = 8192

    private var text = "{"

    /// The record of a message, with its line end.
    static func bytes(_ message: Message) -> [UInt8] {
        var line = LogLine()
        line.add("at", RFC3339.text(milliseconds: message.at.milliseconds, fraction: .always))
        line.add("id", message.wireID)
        line.add("thread", message.threadID)
        line.add("kind", message.kindName)
        line.add("incident", raw: String(message.incidentNumber))
        line.add("severity", message.severity.numeral)
        line.add("label", message.severityLabel)
        line.add("drill", raw: message.isDrill ? "true" : "false")
        line.add("person", message.person)
        line.add("title", message.title)
        line.add("text", message.text)
        line.add("link", message.link)
        line.add("unit", message.unit)
        line.add("plan", message.plan)
        return Array((line.text + "}\n").utf8)
    }

    private mutating func add(_ name: String, raw value: String) {
        if text != "{" { text += "," }
        text += "\"\(name)\":\(value)"
    }

    private mutating func add(_ name: String, _ value: String?) {
        guard let value else { return add(name, raw: "null") }
        var quoted = "\""
        var length = 0
        for character in value {
            length += character.utf8.count
            guard length <= Self.bytesInField else {
                quoted += "…"
                break
            }
            Self.append(character, to: &quoted)
        }
        add(name, raw: quoted + "\"")
    }

    private static func append(_ character: Character, to text: inout String) {
        for scalar in character.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case _ where HarmfulScalar.contains(scalar):
                // Two units for what lies above U+FFFF.
                for unit in String(scalar).utf16 { text += "\\u" + Hex.text([UInt8(unit >> 8), UInt8(unit & 255)]) }
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
