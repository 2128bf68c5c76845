package import Escalation
package import Text

/// Why something happened in a course, as a value.
package enum CourseReason: Hashable, Sendable {
    /// What leads to the person.
    case person(Reason)
    /// A deputy is asked for a holder who is silent or out.
    case deputy(Reason, DeputyReason)
    case skipped(SkipReason, [Grading.Condition])
    case regraded(from: Severity, to: Severity, RegradingReason)
    case run(Part, Int)
    case part(Part)
    case command(CommandReason)
    case closed(Closing)
    case written(String)
    case obligation(Obligation.Kind)
    /// A follow-up, by its number; the final report without one.
    case followUp(Int?)
    /// The same thing was reported again; how often in all.
    case reportedAgain(Int)
    case merged(FloodRule)
    case unreachable
    /// The plan of another incident opened this one; and the plan of this one.
    case openedBy(IncidentID, plan: PlanName)
    /// Every step of a part was tried, and nobody was asked.
    case nobodyAsked(Part)

    /// Every word that `kind` can be.
    static let kinds =
        ["named", "seat", "deputy", "instead", "called_in", "answered_unasked", "told"]
        + SkipReason.allCases.map(\.rawValue) + ["as_reported", "by_rules", "written", "run", "part"]
        + CommandReason.allCases.map(\.rawValue) + Closing.allCases.map(\.rawValue)
        + Obligation.Kind.allCases.map(\.rawValue) + ["reported_again"]
        + FloodRule.allCases.map(\.rawValue) + ["unreachable", "nobody_asked", "opened_by"]
    /// The names of the members that a reason can have beside the fields of a plan below `when`.
    static let members = [
        "kind", "of", "message", "group", "role", "because", "when", "from", "to", "text", "part", "step", "run",
        "number", "count", "incident", "plan",
    ]

    /// The kind and its parts.
    package var value: JSONValue { .object([.init("kind", .text(kind))] + parts) }

    private var kind: String {
        switch self {
        case .person(let reason), .deputy(let reason, _): Self.kind(of: reason)
        case .skipped(let reason, _): reason.rawValue
        case .regraded(_, _, let reason):
            switch reason {
            case .asReported: "as_reported"
            case .byRules: "by_rules"
            case .written: "written"
            }
        case .run: "run"
        case .part: "part"
        case .command(let reason): reason.rawValue
        case .closed(let closing): closing.rawValue
        case .written: "written"
        case .obligation(let kind): kind.rawValue
        case .followUp(let number): number == nil ? "final_report" : "follow_up"
        case .reportedAgain: "reported_again"
        case .merged(let rule): rule.rawValue
        case .unreachable: "unreachable"
        case .openedBy: "opened_by"
        case .nobodyAsked: "nobody_asked"
        }
    }

    private var parts: [JSONValue.Member] {
        switch self {
        case .person(let reason): Self.parts(of: reason)
        case .deputy(let reason, let because):
            Self.parts(of: reason) + [.init("because", .text(because.rawValue))]
        case .skipped(_, let conditions):
            conditions.isEmpty ? [] : [.init("when", .object(conditions.map(Self.member)))]
        case .regraded(let from, let to, let reason):
            [.init("from", .text(from.numeral)), .init("to", .text(to.numeral))] + Self.parts(of: reason)
        case .run(let part, let run): Self.parts(of: part) + [.init("run", .integer(Int64(run)))]
        case .part(let part), .nobodyAsked(let part): Self.parts(of: part)
        case .written(let text): [.init("text", .text(text))]
        case .followUp(let number): number.map { [.init("number", .integer(Int64($0)))] } ?? []
        case .reportedAgain(let count): [.init("count", .integer(Int64(count)))]
        case .openedBy(let incident, let plan): [.init("incident", .integer(incident)), .init("plan", .text(plan))]
        case .command, .closed, .obligation, .merged, .unreachable: []
        }
    }

    private static func kind(of reason: Reason) -> String {
        switch reason {
        case .named: "named"
        case .seat: "seat"
        case .deputy: "deputy"
        case .instead: "instead"
        case .calledIn: "called_in"
        case .answeredUnasked: "answered_unasked"
        case .told: "told"
        }
    }

    private static func parts(of reason: Reason) -> [JSONValue.Member] {
        var parts: [JSONValue.Member] = []
        switch reason {
        case .deputy(let holder, _, _), .instead(let holder, _, _): parts.append(.init("of", .text(holder)))
        case .told(let kind): parts.append(.init("message", .text(kind.rawValue)))
        case .named, .seat, .calledIn, .answeredUnasked: break
        }
        if let group = reason.group { parts.append(.init("group", .text(group))) }
        if let role = reason.role { parts.append(.init("role", .localized(role))) }
        return parts
    }

    private static func parts(of reason: RegradingReason) -> [JSONValue.Member] {
        if case .written(let text) = reason { [.init("text", .text(text))] } else { [] }
    }

    private static func parts(of part: Part) -> [JSONValue.Member] {
        switch part {
        case .chain: [.init("part", .text("chain"))]
        case .body(let position):
            [.init("part", .text("body")), .init("step", .integer(Int64(position + 1)))]
        }
    }

    private static func member(_ condition: Grading.Condition) -> JSONValue.Member {
        .init(condition.field, .text("\(condition.comparison.rawValue) \(condition.value)"))
    }
}
