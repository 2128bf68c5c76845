package import Escalation
import Messages
package import Text

/// What a course is to be: the lines of a file for `--expect`, of which only the members that stand there are compared.
package struct Expectation: Sendable {
    /// A line of the file.
    package struct Line: Sendable {
        /// Counted from 1.
        package var number: Int
        /// As it was written.
        package var text: String
        var members: [JSONValue.Member]

        /// When it is to happen, where the line says so.
        var instant: Instant?

        /// Seconds since the report, where the line says so.
        package var offset: Double? {
            if case .offset(let seconds)? = instant { seconds } else { nil }
        }
    }

    /// When a line is to happen.
    enum Instant: Sendable {
        case offset(Double)
        case wall(Int64)
    }

    /// Lines that one side has and the other does not.
    package struct Differences: Sendable {
        /// Of the file, in its order.
        package var missing: [Line]
        /// Of the course, in its order.
        package var extra: [JSONValue]

        package var isEmpty: Bool { missing.isEmpty && extra.isEmpty }
    }

    package let file: String
    package let lines: [Line]

    /// Reads the lines of a file; empty ones are passed over, and so is a mark of UTF-8 before the first.
    ///
    /// - Parameters:
    ///   - text: what it holds.
    ///   - file: its name, for faults.
    ///   - people: all who can be in a course; `nil` where that is not known.
    /// - Throws: ``ScriptFault`` with file and line for the first that says nothing which a course can have.
    package init(_ text: String, file: String, people: Set<PersonID>? = nil) throws(ScriptFault) {
        self.file = file
        var lines: [Line] = []
        let whole = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        let written = whole.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, line) in written.enumerated() where line.contains(where: { !$0.isWhitespace }) {
            lines.append(try Self.line(String(line), index + 1, file, people))
        }
        guard !lines.isEmpty else { throw ScriptFault("\(file): no line in it") }
        self.lines = lines
    }

    private static func line(
        _ text: String,
        _ number: Int,
        _ file: String,
        _ people: Set<PersonID>?
    ) throws(ScriptFault) -> Line {
        let place = "\(file):\(number)"
        let value: JSONValue
        do throws(JSONFault) {
            value = try JSONReader.read(Array(text.utf8))
        } catch {
            throw ScriptFault("\(place): no JSON: at byte \(error.offset), \(error.what)")
        }
        guard case .object(let members) = value, !members.isEmpty else {
            throw ScriptFault("\(place): \(value.kind) stands here; write an object such as {\"event\": \"asked\"}")
        }
        for member in members {
            if let what = fault(of: member) ?? stranger(in: member, among: people) {
                throw ScriptFault("\(place): \(what)")
            }
        }
        return Line(number: number, text: text, members: members, instant: instant(of: value))
    }

    /// The seconds since the report that a line says.
    package static func offset(of line: JSONValue) -> Double? { number(line.member("offset")) }

    private static func instant(of value: JSONValue) -> Instant? {
        if let seconds = offset(of: value) { return .offset(seconds) }
        if case .text(let text)? = value.member("wall") { return RFC3339.milliseconds(of: text).map(Instant.wall) }
        return nil
    }

    /// What is wrong with a member; `null` says that the line has none.
    private static func fault(of member: JSONValue.Member) -> String? {
        let name = member.name
        guard CourseLine.members.contains(name) else {
            return "no line has a member `\(name)`; there are \(CourseLine.members.joined(separator: ", "))"
        }
        switch (name, member.value) {
        case (_, .null):
            return CourseLine.always.contains(name) ? "every line has `\(name)`; write its value, or leave it out" : nil
        case ("offset", .integer(0...)), ("incident", .integer(1...)): return nil
        case ("offset", .number(let seconds)) where seconds >= 0: return nil
        case ("offset", _): return "`offset` must be seconds since the report, 0 or more"
        case ("why", let reason): return fault(ofReason: reason)
        case ("seat", .object(let texts)): return fault(ofTexts: texts)
        case ("incident", _): return "`incident` must be a whole number from 1"
        case ("event", .text(let word)): return fault(word, name, CourseLine.Event.allCases.map(\.rawValue))
        case ("state", .text(let word)): return fault(word, name, CourseLine.State.allCases.map(\.rawValue))
        case ("message", .text(let word)): return fault(word, name, CourseLine.messages)
        case (_, .text(let text)):
            guard CourseLine.moments.contains(name), RFC3339.milliseconds(of: text) == nil else { return nil }
            return "`\(name)` must be a time such as 2026-11-20T09:10:00+08:00 (RFC 3339)"
        default: return "`\(name)` must be a text, and \(member.value.kind) stands there"
        }
    }

    /// What is wrong with a seat that stands there by language.
    private static func fault(ofTexts texts: [JSONValue.Member]) -> String? {
        let tags = Language.allCases.map(\.rawValue)
        let isWhole = texts.allSatisfy { text in
            if case .text = text.value { tags.contains(text.name) } else { false }
        }
        guard isWhole, !texts.isEmpty else {
            return "`seat` must be a text, or an object of texts by language (\(tags.joined(separator: ", ")))"
        }
        return nil
    }

    /// What is wrong with a `why`: of one only the parts are compared that stand there.
    private static func fault(ofReason reason: JSONValue) -> String? {
        let example = "write an object such as {\"kind\": \"seat\"}"
        guard case .object(let parts) = reason, !parts.isEmpty else { return "`why` must be an object; \(example)" }
        for part in parts {
            guard CourseReason.members.contains(part.name) else {
                return "`why` never has `\(part.name)`; there are \(CourseReason.members.joined(separator: ", "))"
            }
            guard part.name == "kind" else { continue }
            guard case .text(let kind) = part.value else { return "`kind` of `why` must be a text; \(example)" }
            if let what = fault(kind, "kind", CourseReason.kinds) { return what }
        }
        return nil
    }

    /// What is wrong with a person whom nobody knows.
    private static func stranger(in member: JSONValue.Member, among people: Set<PersonID>?) -> String? {
        guard let people, ["person", "for"].contains(member.name), case .text(let person) = member.value,
            !people.contains(person)
        else { return nil }
        return "`\(member.name)` is never `\(person)`: nobody in the contact tree is called so"
    }

    private static func fault(_ word: String, _ name: String, _ words: [String]) -> String? {
        words.contains(word) ? nil : "`\(name)` is never `\(word)`; there are \(words.joined(separator: ", "))"
    }
}
