package import Duty
package import Escalation
package import Messages
import Text

/// Shifts as a document for calendars: the same for the feed and for `tocsin duty --ics`.
package struct RosterCalendar: Sendable {
    /// How often a calendar should ask again.
    private static let refresh = "PT1H"

    private let duty: DutyCalendar
    private let directory: Directory
    private let language: Language
    /// When what it says was so, in seconds since 1970-01-01T00:00:00Z.
    private let stamp: Int64
    private var events: [Event] = []

    private struct Event: Sendable {
        var id: String
        var span: Span
        var roster: RosterID
        var title: String
        var text: String
    }

    /// - Parameters:
    ///   - duty: who is there when.
    ///   - directory: the names of people and units.
    ///   - language: of everything that people read in it.
    ///   - stamp: when what it says was so, in seconds since 1970-01-01T00:00:00Z.
    package init(_ duty: DutyCalendar, directory: Directory, language: Language, stamp: Int64) {
        self.duty = duty
        self.directory = directory
        self.language = language
        self.stamp = stamp
    }

    /// Takes in every shift of a roster that is not over before a time, and its gaps.
    ///
    /// - Parameters:
    ///   - roster: the roster as a group names it.
    ///   - span: the time.
    ///   - person: whose shifts alone are taken, without gaps; `nil` for everybody's.
    package mutating func add(_ roster: RosterID, through span: Span, of person: PersonID? = nil) {
        for shift in duty.wholeShifts(of: roster, through: span) where person == nil || shift.post.present == person {
            add(shift)
        }
        guard person == nil else { return }
        let words = DutyWords(language: language)
        for gap in duty.gaps(of: roster, through: span) {
            let id = "gap-" + CalendarText.moment(gap.start)
            events.append(Event(id: id, span: gap, roster: roster, title: words.gap, text: roster))
        }
    }

    /// The document.
    ///
    /// - Parameter name: what calendars call it.
    /// - Returns: lines that end in CRLF.
    package func text(named name: String) -> String {
        var text = CalendarText()
        text.add("BEGIN", "VCALENDAR")
        text.add("VERSION", "2.0")
        text.add("PRODID", "-//Tocsin//Rosters//EN")
        text.add("CALSCALE", "GREGORIAN")
        text.add("METHOD", "PUBLISH")
        text.add("NAME", text: name)
        text.add("X-WR-CALNAME", text: name)
        text.add("REFRESH-INTERVAL;VALUE=DURATION", Self.refresh)
        text.add("X-PUBLISHED-TTL", Self.refresh)
        for event in events.sorted(by: { ($0.span.start, $0.roster, $0.id) < ($1.span.start, $1.roster, $1.id) }) {
            write(event, to: &text)
        }
        text.add("END", "VCALENDAR")
        return text.text
    }

    private mutating func add(_ shift: PersonShift) {
        let (words, phrases, post) = (DutyWords(language: language), Phrases(language: language), shift.post)
        let holder = name(post.person)
        let title: String
        if let standIn = post.standIn {
            title = words.title(phrases.name(name(standIn), standingInFor: holder))
        } else {
            title = post.isAbsent ? words.nobody(for: holder) : words.title(holder)
        }
        let text = shift.roster + "\n" + words.source(of: post, name: name)
        events.append(Event(id: id(of: shift), span: shift.span, roster: shift.roster, title: title, text: text))
    }

    /// What tells a shift from every other of its roster, however often it is asked for.
    private func id(of shift: PersonShift) -> String {
        let (post, start) = (shift.post, CalendarText.moment(shift.span.start))
        let source: String
        switch post.source {
        case .rotation(let number, let index): source = "rotation-\(number)-\(index)"
        case .member: source = "member"
        case .added(let change): source = "added-\(change)"
        case .replacing(let person, let change): source = "replacing-\(person)-\(change)"
        }
        let people = [post.person, post.standIn].compactMap { $0 } + (post.isAbsent ? ["absent"] : [])
        return ([source] + people + [post.period].compactMap { $0 } + (duty.isCut(shift) ? [] : [start]))
            .joined(separator: "-")
    }

    private func write(_ event: Event, to text: inout CalendarText) {
        text.add("BEGIN", "VEVENT")
        text.add("UID", text: event.id + event.roster.replacing("/", with: ".") + "@tocsin")
        text.add("DTSTAMP", moment: stamp)
        text.add("DTSTART", moment: event.span.start)
        text.add("DTEND", moment: event.span.end)
        text.add("SUMMARY", text: event.title)
        text.add("DESCRIPTION", text: event.text)
        text.add("TRANSP", "TRANSPARENT")
        text.add("END", "VEVENT")
    }

    private func name(_ person: PersonID) -> String {
        directory.people[person]?.name.text(in: language.rawValue) ?? person
    }
}
