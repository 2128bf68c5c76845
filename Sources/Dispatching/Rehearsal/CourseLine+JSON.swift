package import Escalation
package import Text

extension CourseLine {
    /// The names of the members of a line, in the order in which they are written; `task` and `arrive_by` belong to what is not
    /// built yet.
    package static let members = [
        "offset", "wall", "incident", "event", "state", "person", "for", "seat", "task", "message", "deadline",
        "arrive_by", "why",
    ]
    /// Members that no line lacks.
    static let always: Set<String> = ["offset", "wall", "incident", "event"]
    /// Members whose values are moments.
    package static let moments: Set<String> = ["wall", "deadline", "arrive_by"]
    /// Members that people read, of a line or its `why`: one text, or one for each language.
    static let texts: Set<String> = ["seat", "role"]
    /// Every word that `message` can have; those of what is not built yet are sent in no course.
    package static let messages =
        MessageKind.allCases.map(\.rawValue) + [
            "arrive", "not-here", "relieve", "relieved", "report", "task", "check-in", "overview", "check-in-late",
            "broken-off", "recovered", "digest",
        ]

    /// The line as an object without the members that it does not have.
    ///
    /// - Parameters:
    ///   - zone: of the unit; moments are written with its distance from UTC.
    ///   - zones: by whose rules.
    /// - Returns: the object.
    package func value(in zone: String, by zones: Zones) -> JSONValue {
        func moment(_ moment: Timestamp) -> JSONValue { .text(Self.written(moment, in: zone, by: zones)) }
        var members: [JSONValue.Member] = [
            .init("offset", Self.seconds(offset)), .init("wall", moment(at)),
            .init("incident", .integer(Int64(incident))), .init("event", .text(event.rawValue)),
        ]
        if let state { members.append(.init("state", .text(state.rawValue))) }
        if let person { members.append(.init("person", .text(person))) }
        if let holder { members.append(.init("for", .text(holder))) }
        if let seat { members.append(.init("seat", .localized(seat))) }
        if let message { members.append(.init("message", .text(message.rawValue))) }
        if let deadline { members.append(.init("deadline", moment(deadline))) }
        if let why { members.append(.init("why", why.value)) }
        return .object(members)
    }

    private static func seconds(_ span: TimeSpan) -> JSONValue {
        span.milliseconds.isMultiple(of: 1_000)
            ? .integer(span.milliseconds / 1_000) : .number(Double(span.milliseconds) / 1_000)
    }

    /// A moment by the clocks of a zone, as RFC 3339 has it; in UTC where there are no rules of the zone, or where it is ahead
    /// by no whole number of minutes.
    package static func written(_ moment: Timestamp, in zone: String, by zones: Zones) -> String {
        guard let seconds = zones.secondsFromUTC(in: zone, at: moment.milliseconds), seconds.isMultiple(of: 60) else {
            return RFC3339.text(milliseconds: moment.milliseconds)
        }
        let local = RFC3339.text(milliseconds: moment.milliseconds + seconds * 1_000).dropLast()
        let minutes = abs(seconds) / 60
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(local)\(seconds < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
    }
}

extension JSONValue {
    /// A text as it was written: one, or an object by language.
    static func localized(_ text: LocalizedText) -> JSONValue {
        if let plain = text.plain { return .text(plain) }
        return .object(text.sorted.map { Member($0.tag, .text($0.text)) })
    }
}
