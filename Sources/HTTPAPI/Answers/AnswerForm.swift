import Escalation

/// What a pressed button sent.
struct AnswerForm {
    var word: Answer.Word?
    var note: String
    var mark: String

    /// Reads `application/x-www-form-urlencoded`; of a field that is there twice the last counts.
    init?(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var values: [String: String] = [:]
        for pair in text.split(separator: "&").prefix(20) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = FormText.decoded(parts[0]), let value = FormText.decoded(parts.count > 1 ? parts[1] : "")
            else { return nil }
            values[name] = value
        }
        word = values["answer"].flatMap(Answer.Word.init(rawValue:))
        mark = values["mark"] ?? ""
        note = (values["note"] ?? "").split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
    }

    var isBlank: Bool { note.allSatisfy(\.isWhitespace) }
}
