import Escalation
import Text

/// What a preset may name between `{` and `}`.
enum PayloadField: String, Hashable, Sendable, CaseIterable {
    /// The id of the notification, the same over all attempts.
    case id
    case thread
    /// `incident.` and the kind.
    case type
    case kind
    case incident
    /// `I` to `IV`.
    case severity
    /// 1 to 4.
    case rank
    case severityLabel = "severity_label"
    case title
    case text
    case textWithoutLink = "text_without_link"
    case link
    case answer
    case asks
    case unit
    case unitName = "unit_name"
    case plan
    case planTitle = "plan_title"
    case place
    case drill
    case status
    case statusLabel = "status_label"
    case person
    case personName = "person_name"
    case language
    case occurredAt = "occurred_at"
    case reportedAt = "reported_at"
    case timestamp
    case facts

    /// The value as text, for a string that holds more than this field; empty when there is none.
    func text(of message: Message) -> String {
        switch self {
        case .id: message.wireID
        case .thread: message.threadID
        case .type: "incident." + message.kindName
        case .kind: message.kindName
        case .incident: String(message.incidentNumber)
        case .severity: message.severity.numeral
        case .rank: String(message.severity.rawValue)
        case .severityLabel: message.severityLabel
        case .title: message.title
        case .text: message.text
        case .textWithoutLink: message.textWithoutLink
        case .link: message.link ?? ""
        case .answer: message.answerLabel
        case .asks: message.asks ? "true" : "false"
        case .unit: message.unit
        case .unitName: message.unitName
        case .plan: message.plan
        case .planTitle: message.planTitle
        case .place: message.place ?? ""
        case .drill: message.isDrill ? "true" : "false"
        case .status: message.status.rawValue
        case .statusLabel: message.statusLabel
        case .person: message.person
        case .personName: message.personName
        case .language: message.language.rawValue
        case .occurredAt: message.occurredAt.map(Self.time) ?? ""
        case .reportedAt: Self.time(message.reportedAt)
        case .timestamp: Self.time(message.at)
        case .facts: ""
        }
    }

    /// In UTC, to the second.
    private static func time(_ moment: Timestamp) -> String {
        RFC3339.text(milliseconds: moment.milliseconds, fraction: .never)
    }

    /// Writes the value as JSON of its own kind: text, number, flag, object or nothing.
    func write(_ message: Message, to json: JSONOutput) {
        switch self {
        case .incident: json.integer(message.incidentNumber)
        case .rank: json.integer(message.severity.rawValue)
        case .asks: json.flag(message.asks)
        case .drill: json.flag(message.isDrill)
        case .link: json.optional(message.link)
        case .place: json.optional(message.place)
        case .occurredAt where message.occurredAt == nil: json.null()
        case .facts: json.facts(message.facts)
        default: json.string(text(of: message))
        }
    }

    /// Whether the value holds the link of a message that asks.
    var hasLink: Bool { self == .link || self == .text }

    /// Whether the value is always a text, which a preset's way of escaping applies to.
    var isText: Bool {
        switch self {
        case .incident, .rank, .asks, .drill, .link, .facts: false
        default: true
        }
    }
}
