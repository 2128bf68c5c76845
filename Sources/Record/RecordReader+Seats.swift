import Escalation
import Text

/// Steps, seats, and the people who are asked for them.
extension RecordReader {
    mutating func stepStarted() throws(Other) -> Change {
        let part = try part()
        try expect(#","step":"#)
        let step = try integer(Int.self)
        try expect(#","seats":["#)
        let seats = try list { reader throws(Other) in try reader.seatCall() }
        try expect(#","copied":["#)
        let copied = try list { reader throws(Other) in try reader.candidate() }
        return .stepStarted(part: part, step: step, seats: seats, copied: copied)
    }

    mutating func accepted() throws(Other) -> Change {
        let person = try string()
        let holder: PersonID? = skip(#","standsFor":"#) ? try string() : nil
        let note: String? = skip(#","note":"#) ? try string() : nil
        try expect(#","fills":["#)
        let fills = try list { reader throws(Other) in try reader.seat() }
        return .accepted(person: person, standsFor: holder, note: note, fills: fills)
    }

    private mutating func seatCall() throws(Other) -> SeatCall {
        try expect(#"{"seat":"#)
        let seat = try seat()
        try expect(#","name":"#)
        let name = try integer(Int.self)
        try expect(#","reason":"#)
        let reason = try reason()
        try expect(#","deputies":["#)
        let deputies = try list { reader throws(Other) in try reader.string() }
        let asked: PersonID? = skip(#","asked":"#) ? try string() : nil
        let batch: Int? = skip(#","batch":"#) ? try integer() : nil
        let filledBy: PersonID? = skip(#","filledBy":"#) ? try string() : nil
        try expect(#","isEmpty":"#)
        let isEmpty = try flag()
        try expect("}")
        return SeatCall(
            seat: seat,
            name: name,
            reason: reason,
            deputies: deputies,
            asked: asked,
            batch: batch,
            filledBy: filledBy,
            isEmpty: isEmpty
        )
    }

    private mutating func seat() throws(Other) -> SeatID {
        var group: String?
        if skip(#"{"group":"#) {
            group = try string()
            try expect(#","holder":"#)
        } else {
            try expect(#"{"holder":"#)
        }
        let holder = try string()
        try expect("}")
        return SeatID(group: group, holder: holder)
    }

    mutating func part() throws(Other) -> Part {
        if skip(#"{"chain":{}}"#) { return .chain }
        try expect(#"{"body":{"_0":"#)
        let position = try integer(Int.self)
        try expect("}}")
        return .body(position)
    }

    mutating func candidate() throws(Other) -> Candidate {
        try expect(#"{"person":"#)
        let person = try string()
        try expect(#","reason":"#)
        let reason = try reason()
        try expect(#","deputies":["#)
        let deputies = try list { reader throws(Other) in try reader.string() }
        try expect("}")
        return Candidate(person: person, reason: reason, deputies: deputies)
    }

    mutating func reason() throws(Other) -> Reason {
        if skip(#"{"seat":{"group":"#) {
            let group = try string()
            let role = skip(#","role":"#) ? try localized() : nil
            try expect("}}")
            return .seat(group: group, role: role)
        }
        if skip(#"{"named":{}}"#) { return .named }
        if skip(#"{"deputy":{"of":"#) {
            let (holder, group, role) = try holder()
            return .deputy(of: holder, group: group, role: role)
        }
        try expect(#"{"instead":{"of":"#)
        let (holder, group, role) = try holder()
        return .instead(of: holder, group: group, role: role)
    }

    /// One text, or several by language.
    private mutating func localized() throws(Other) -> LocalizedText {
        guard skip("{") else { return LocalizedText(try string()) }
        var texts: [String: String] = [:]
        repeat {
            let tag = try string()
            try expect(":")
            texts[tag] = try string()
        } while skip(",")
        try expect("}")
        return LocalizedText(texts: texts)
    }

    /// Whom somebody stands in for, with the seat.
    private mutating func holder() throws(Other) -> (PersonID, group: String?, role: LocalizedText?) {
        let holder = try string()
        let group: String? = skip(#","group":"#) ? try string() : nil
        let role = skip(#","role":"#) ? try localized() : nil
        try expect("}}")
        return (holder, group, role)
    }
}
