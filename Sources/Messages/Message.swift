package import Escalation

/// A message as a channel sends it: rendered, in the reader's language, cleaned of everything that could act.
package struct Message: Hashable, Sendable {
    package var wireID: String
    package var threadID: String
    package var kind: MessageKind
    /// Whether flood control merged several messages into this one; `kind` is then that of the gravest.
    package var isDigest = false
    /// Whether it is about the server itself and not about an incident.
    var isSelfAlert = false
    /// Whether it only tries an address.
    var isTest = false
    /// Whether it is about somebody's duty and not about an incident.
    var isDuty = false
    package var language: Language
    /// One line: rank, what, where.
    package var title: String
    /// The whole text, with the link on a line of its own.
    package var text: String
    /// Where the link stands in ``text``, counted in UTF-8 bytes, when it stands there once.
    var linkInText: Range<Int>?
    package var link: String?
    /// What the button says that opens the link, such as `Answer` or `答复`.
    package var answerLabel: String
    package var asks: Bool
    package var incidentNumber: Int64
    package var severity: Severity
    /// What the plan calls the rank, in the reader's language; the numeral when it has no name.
    package var severityLabel: String
    package var isDrill: Bool
    package var unit: UnitPath
    package var unitName: String
    package var plan: PlanName
    package var planTitle: String
    package var place: String?
    package var person: PersonID
    package var personName: String
    package var occurredAt: Timestamp?
    package var reportedAt: Timestamp
    /// When the message was rendered.
    package var at: Timestamp
    package var status: Incident.Status
    /// The status in the reader's language.
    package var statusLabel: String
    package var facts: [String: FactValue]
    /// Why the fixed plain message was used instead of a template.
    package var templateFault: TemplateFault?

    /// The name of what the message is about: the kind, `digest`, `self-alert`, `duty` or `test`.
    package var kindName: String {
        isTest ? "test" : isSelfAlert ? "self-alert" : isDuty ? "duty" : isDigest ? "digest" : kind.rawValue
    }

    /// The text for a channel that shows the link as a button.
    package var textWithoutLink: String {
        guard let linkInText else { return text }
        let bytes = text.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: linkInText.lowerBound)
        let end = bytes.index(bytes.startIndex, offsetBy: linkInText.upperBound)
        let before = text[..<start]
        let after = text[end...].drop(while: \.isNewline)
        if after.isEmpty { return String(before.trimmingSuffix(\.isNewline)) }
        return String(before) + String(after)
    }
}

extension Substring {
    fileprivate func trimmingSuffix(_ isDropped: (Character) -> Bool) -> Substring {
        var rest = self
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return rest
    }
}
