/// Who or what did something to an incident, as it stands on record.
///
/// Written as one text: the bare word, or the kind and the name behind a colon, such as `person:he-an`. This is the only
/// place that writes or reads it.
package enum Actor: Hashable, Sendable {
    /// Somebody of the contact tree.
    case person(PersonID)
    /// An access token that belongs to nobody of the contact tree, by its name.
    case token(String)
    /// A stored deadline that was up.
    case clock
    /// The dispatcher, for what became of messages.
    case dispatcher
    /// The self-check, for what it found undone.
    case auditor
    /// The rule that takes closed incidents off the record.
    case retention
    /// The first start on another copy of the record.
    case restore
    /// Whoever works at the machine itself, without a token.
    case `operator`
}

extension Actor: RawRepresentable, Codable {
    package var rawValue: String {
        switch self {
        case .person(let id): "person:" + id
        case .token(let name): "token:" + name
        case .clock: "clock"
        case .dispatcher: "dispatcher"
        case .auditor: "auditor"
        case .retention: "retention"
        case .restore: "restore"
        case .operator: "operator"
        }
    }

    package init?(rawValue: String) {
        switch rawValue {
        case "clock": self = .clock
        case "dispatcher": self = .dispatcher
        case "auditor": self = .auditor
        case "retention": self = .retention
        case "restore": self = .restore
        case "operator": self = .operator
        default:
            guard let colon = rawValue.utf8.firstIndex(of: 0x3A) else { return nil }
            let name = String(rawValue[rawValue.utf8.index(after: colon)...])
            switch rawValue[..<colon] {
            case "person": self = .person(name)
            case "token": self = .token(name)
            default: return nil
            }
        }
    }

    /// The name of the case, for machines.
    package var kind: String {
        switch self {
        case .person: "person"
        case .token: "token"
        case .clock, .dispatcher, .auditor, .retention, .restore, .operator: rawValue
        }
    }
}
