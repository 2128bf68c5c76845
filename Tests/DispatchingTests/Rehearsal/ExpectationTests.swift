import Dispatching
import Escalation
import TestSupport
import Testing
import Text

/// `rehearse --expect`: a course held against a file.
@Suite struct `An expectation` {
    /// A course of six lines: a is asked and b copied, c asked, c answers.
    private static let course: [JSONValue] = {
        func line(_ minute: Int64, _ event: CourseLine.Event, _ person: PersonID?, by: Int64? = nil) -> JSONValue {
            var line = CourseLine(event, at: Timestamp(milliseconds: minute * 60_000), offset: .minutes(minute))
            line.person = person
            line.message = by == nil ? nil : .alert
            line.deadline = by.map { Timestamp(milliseconds: $0 * 60_000) }
            return line.value(in: "UTC", by: Zones(folder: "none") { _, _ in .missing })
        }
        return [
            line(0, .asked, "a", by: 5), line(0, .asked, "b", by: 5), line(5, .asked, "c", by: 10),
            line(7, .accepted, "c"), line(7, .acknowledged, "c"), line(7, .satisfied, nil),
        ]
    }()

    private static let whole = [
        #"{"offset": 0, "event": "asked", "person": "a", "deadline": "1970-01-01T00:05:00Z"}"#,
        #"{"offset": 0, "event": "asked", "person": "b"}"#,
        #"{"offset": 300, "event": "asked", "person": "c", "message": "alert"}"#,
        #"{"offset": 420, "event": "accepted"}"#, #"{"offset": 420, "event": "acknowledged"}"#,
        #"{"offset": 420, "event": "satisfied"}"#,
    ]

    private func differences(_ lines: [String], from course: [JSONValue] = course) throws -> (
        missing: [Int], extra: [String]
    ) {
        let found = try Expectation(lines.joined(separator: "\n"), file: "x.jsonl").differences(from: course)
        return (found.missing.map(\.number), found.extra.map(\.line))
    }

    @Test func `the same lines are no difference, in any order at one instant`() throws {
        #expect(try differences(Self.whole) == ([], []))
        #expect(try differences([1, 0, 2, 5, 3, 4].map { Self.whole[$0] }) == ([], []))
        #expect(try differences(["", Self.whole[0] + "\r"] + Self.whole.dropFirst() + ["  "]) == ([], []))
    }

    @Test(arguments: 0..<6)
    func `a line that was played and is not in the file is a difference`(position: Int) throws {
        var lines = Self.whole
        lines.remove(at: position)
        let found = try differences(lines)
        #expect(found.missing.isEmpty && found.extra == [Self.course[position].line])
    }

    @Test(arguments: 0..<6)
    func `a line of the file that was not played is a difference`(position: Int) throws {
        var course = Self.course
        course.remove(at: position)
        let found = try differences(Self.whole, from: course)
        #expect(found.extra.isEmpty && found.missing == [position + 1])
    }

    @Test(arguments: [
        #"{"offset": 0, "event": "asked", "person": "a", "deadline": "1970-01-01T00:06:00Z"}"#,
        #"{"offset": 1, "event": "asked", "person": "a"}"#, #"{"offset": 0, "event": "reminded", "person": "a"}"#,
        #"{"offset": 0, "event": "asked", "person": "c"}"#,
        #"{"offset": 0, "event": "asked", "person": "a", "for": "b"}"#,
        #"{"offset": 0, "event": "asked", "person": "a", "message": null}"#,
        #"{"offset": 0, "event": "asked", "person": "a", "incident": 2}"#,
        #"{"offset": 0, "event": "asked", "person": "a", "wall": "1970-01-01T00:00:00+08:00"}"#,
        #"{"offset": 0, "event": "asked", "person": "a", "why": {"kind": "named"}}"#,
    ])
    func `one member that differs is a difference on both sides`(line: String) throws {
        let found = try differences([line] + Self.whole.dropFirst())
        #expect(found.missing == [1] && found.extra == [Self.course[0].line])
    }

    @Test func `moments are compared as such, and numbers by their value`() throws {
        let line =
            #"{"offset": 0.0, "event": "asked", "person": "a", "deadline": "1970-01-01T08:05:00+08:00", "for": null}"#
        #expect(try differences([line] + Self.whole.dropFirst()) == ([], []))
    }

    @Test func `a seat by language is read back as it was written, in part, or by the text of one language`() throws {
        var line = CourseLine(.asked, at: Timestamp(milliseconds: 0), offset: .zero)
        let role = LocalizedText(texts: ["en": "head", "zh-Hans": "组长", "zh-Hant": "組長"])
        line.seat = role
        line.why = .person(.seat(group: "leaders", role: role))
        let course = [line.value(in: "UTC", by: Zones(folder: "none") { _, _ in .missing })]
        #expect(course[0].line.contains(#""seat":{"en":"head""#))
        for written in [
            course[0].line, #"{"event": "asked", "seat": {"zh-Hans": "组长"}}"#, #"{"event": "asked", "seat": "組長"}"#,
            #"{"event": "asked", "why": {"role": "head"}}"#,
        ] {
            #expect(try differences([written], from: course) == ([], []), "\(written)")
        }
        for written in [#"{"seat": {"en": "deputy head"}}"#, #"{"seat": "deputy head"}"#, #"{"why": {"role": "x"}}"#] {
            #expect(try differences([written], from: course).missing == [1], "\(written)")
        }
    }

    @Test func `each line wants one for itself`() throws {
        #expect(try differences([Self.whole[0]] + Self.whole) == ([2], []))
        // The vague line must leave the other what only it can have.
        let vague = #"{"offset": 0, "event": "asked"}"#
        #expect(try differences([vague, Self.whole[0]] + Self.whole.dropFirst(2)) == ([], []))
    }

    @Test func `a line without an offset lies between its neighbours, one with a wall time at that time`() throws {
        let middle = Self.whole.prefix(2) + [#"{"event": "asked", "person": "c"}"#] + Self.whole.dropFirst(3)
        #expect(try differences(Array(middle)) == ([], []))
        let wall =
            Self.whole.prefix(2) + [#"{"wall": "1970-01-01T00:05:00Z", "person": "c"}"#] + Self.whole.dropFirst(3)
        #expect(try differences(Array(wall)) == ([], []))
        let late = Self.whole.prefix(2) + Self.whole.dropFirst(3) + [#"{"event": "asked", "person": "c"}"#]
        #expect(try differences(Array(late)).missing == [6])
    }

    @Test(arguments: [
        ("asked a", "no JSON"), ("[1]", "a list stands here"), ("{}", "an object stands here"),
        (#"{"evnt": "asked"}"#, "no line has a member `evnt`"), (#"{"event": "ask"}"#, "`event` is never `ask`"),
        (#"{"event": 1}"#, "`event` must be a text"), (#"{"offset": "0"}"#, "`offset` must be seconds"),
        (#"{"offset": 0, "offset": 1}"#, "no JSON"), (#"{"state": "dne"}"#, "`state` is never `dne`"),
        (#"{"message": "alarm"}"#, "`message` is never `alarm`"), (#"{"incident": 1.5}"#, "`incident` must be"),
        (#"{"deadline": "09:10"}"#, "`deadline` must be a time"), (#"{"wall": 5}"#, "`wall` must be a text"),
        (#"{"person": ["a"]}"#, "`person` must be a text"), (#"{"offset": -1}"#, "0 or more"),
        (
            #"{"seat": {"de": "Leiter"}}"#,
            "`seat` must be a text, or an object of texts by language (en, zh-Hans, zh-Hant)"
        ),
        (#"{"seat": {}}"#, "`seat` must be"), (#"{"seat": {"en": 1}}"#, "`seat` must be"),
        (#"{"incident": 0}"#, "`incident` must be"), (#"{"event": null}"#, "every line has `event`"),
        (#"{"offset": null}"#, "every line has `offset`"), (#"{"person": "nobody"}"#, "`person` is never `nobody`"),
        (#"{"for": "nobody"}"#, "`for` is never `nobody`"), (#"{"why": 5}"#, "`why` must be an object"),
        (#"{"why": {"kind": "x"}}"#, "`kind` is never `x`"), (#"{"why": {"kynd": "seat"}}"#, "`why` never has `kynd`"),
    ])
    func `a line that no course can have is refused with its place`(line: String, what: String) throws {
        let fault = #expect(throws: ScriptFault.self) {
            try Expectation(Self.whole[0] + "\r\n\n" + line, file: "x.jsonl", people: ["a", "b", "c"])
        }
        #expect(
            fault?.text.hasPrefix("x.jsonl:3: ") == true && fault?.text.contains(what) == true,
            "\(String(describing: fault))"
        )
    }

    @Test func `a mark of UTF-8 before the first line is passed over`() throws {
        #expect(try Expectation("\u{FEFF}" + Self.whole[0], file: "x").lines.count == 1)
    }

    @Test func `a file without a line is refused`() {
        #expect(throws: ScriptFault.self) { try Expectation("\n \n", file: "x.jsonl") }
    }

    @Test func `every word that a line can have is known`() throws {
        for event in CourseLine.Event.allCases { _ = try Expectation(#"{"event": "\#(event.rawValue)"}"#, file: "x") }
        for message in CourseLine.messages { _ = try Expectation(#"{"message": "\#(message)"}"#, file: "x") }
    }
}
