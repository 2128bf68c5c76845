import Escalation

/// What a pressed button sent.
struct AnswerForm {
    /// What a button does: an answer, or what only whoever leads may do.
    enum Press: Hashable {
        case answer(Answer.Word)
        case ask
        case without

        init?(_ text: String) {
            switch text {
            case "ask": self = .ask
            case "without": self = .without
            default:
                guard let word = Answer.Word(rawValue: text) else { return nil }
                self = .answer(word)
            }
        }
    }

    var press: Press?
    var note: String
    /// Who is called in, or the seat that is given up.
    var names: String
    var reason: String
    /// What the page gave its buttons; empty when it is missing.
    var csrfToken: String

    /// Reads `application/x-www-form-urlencoded`; of a field that is there twice the last counts.
    init?(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var values: [String: String] = [:]
        for (_, pair) in FormText.pairs(text[...]).prefix(20) {
            guard let pair else { return nil }
            values[pair.name] = pair.value
        }
        press = values["answer"].flatMap(Press.init)
        names = values["names"] ?? ""
        reason = Self.lines(values["reason"] ?? "")
        csrfToken = values["mark"] ?? ""
        note = Self.lines(values["note"] ?? "")
    }

    /// The text with every kind of line end as one line feed.
    private static func lines(_ text: String) -> String {
        var lines = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in text.unicodeScalars {
            if scalar != "\n" || !wasReturn { lines.append(scalar == "\r" ? "\n" : scalar) }
            wasReturn = scalar == "\r"
        }
        return String(lines)
    }

    /// Whether no note was written that anybody could read.
    var isBlank: Bool { note.isBlank }
}
