/// Why somebody is asked or told, as it stands on record.
package enum Reason: Hashable, Codable, Sendable {
    /// The plan names the person.
    case named
    /// They hold a seat of a group that the plan names.
    case seat(group: String, role: LocalizedText?)
    /// They stand in for a holder who is silent or out; group and role are those of the holder's seat, if they have one.
    case deputy(of: PersonID, group: String?, role: LocalizedText?)
    /// They were asked at once in the place of a holder who cannot, is absent, or could not be reached.
    case instead(of: PersonID, group: String?, role: LocalizedText?)
    /// Somebody who leads, or an operator, called them in.
    case calledIn
    /// Nobody asked them, and they answered.
    case answeredUnasked
    /// A message told them something, and this is the first they hear.
    case told(MessageKind)

    /// The group of the seat that this is about.
    package var group: String? {
        switch self {
        case .seat(let group, _): group
        case .deputy(_, let group, _), .instead(_, let group, _): group
        case .named, .calledIn, .answeredUnasked, .told: nil
        }
    }

    /// The role of the seat that this is about.
    package var role: LocalizedText? {
        switch self {
        case .seat(_, let role), .deputy(_, _, let role), .instead(_, _, let role): role
        case .named, .calledIn, .answeredUnasked, .told: nil
        }
    }
}

/// Why the rank of an incident was changed.
package enum RegradingReason: Hashable, Codable, Sendable {
    /// Another report named a graver rank.
    case asReported
    /// The plan's rules made a graver rank of the reported facts.
    case byRules
    /// Somebody changed it by hand, and wrote why.
    case written(String)
}
