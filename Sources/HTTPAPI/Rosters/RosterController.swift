import Access
import Crypto
import Dispatching
import Duty
import Escalation
import HTTPTypes
import Hummingbird
import Messages
import Pages
import Text

/// Shows who is on duty by a roster: as JSON to those who may see people, as a calendar to whoever has the feed's key.
struct RosterController {
    /// Before the other, which would fit its addresses too.
    static let feedPath = "/v1/rosters/{id}.ics"
    static let path = "/v1/rosters/{id}"
    private static let day: Int64 = 86_400

    private let dependencies: APIDependencies
    private let counts: RequestCounts
    private let badKeys = RateLimiter(
        perSecond: Double(APILimits.badFeedKeysPerHour) / 3_600,
        burst: APILimits.badFeedKeysPerHour
    )

    init(_ dependencies: APIDependencies, counts: RequestCounts) {
        self.dependencies = dependencies
        self.counts = counts
    }

    var routes: [Route] {
        [
            Route(
                .get,
                Self.feedPath,
                About(
                    """
                    The same for calendars: from four weeks ago on for a quarter. The id is the roster's path, such as \
                    riverside-town/duty-roster; a roster or a key that is not known is answered with 404.
                    """,
                    [
                        .init(
                            "key",
                            "What `tocsin token create --roster` printed; it opens this feed alone.",
                            isRequired: true
                        )
                    ],
                    gives: .text("text/calendar")
                ),
                handle: feed
            ),
            Route(
                .get,
                Self.path,
                .readPeople,
                About(
                    "Who is on duty by a roster, and its gaps. The id is its path, such as riverside-town/duty-roster.",
                    [
                        .init("from", "When the time begins, RFC 3339; now if missing."),
                        .init(
                            "to",
                            "When it ends, at most \(APILimits.rosterDays) days later; 7 days later if missing."
                        ),
                        .language,
                    ],
                    gives: .json(.roster)
                ),
                handle: show
            ),
        ]
    }

    @Sendable
    private func show(_ call: Call, _ caller: Caller) async throws -> Response {
        let directory = dependencies.directory()
        var query = Query(call.request)
        let language = query.word("lang", of: Language.allCases.map(\.rawValue)).flatMap(Language.init(rawValue:))
        let start = query.moment("from")?.milliseconds ?? dependencies.clock.now().wall.milliseconds
        let first = start.flooredQuotient(by: 1_000)
        let last = query.moment("to").map { $0.milliseconds.flooredQuotient(by: 1_000) } ?? first + 7 * Self.day
        if last <= first { query.refuse("to", "must be after from") }
        if last - first > APILimits.rosterDays * Self.day {
            query.refuse("to", "must be at most \(APILimits.rosterDays) days after from")
        }
        try query.finish()
        let (duty, id) = (directory.duty as? DutyCalendar ?? DutyCalendar(), id(call))
        guard duty.rosters[id] != nil else {
            let known = duty.rosters.keys.sorted().prefix(APILimits.namesInProblem).joined(separator: ", ")
            let which = known.isEmpty ? "the contact tree has none" : "there are \(known)"
            throw Problem(.notFound, "There is no roster of that name; \(which).")
        }
        let view = RosterView(id, duty: duty, directory: directory, language: language ?? .english)
        return try .json(view.value(through: Span(start: first, end: last)))
    }

    @Sendable
    private func feed(_ call: Call) async throws -> Response {
        var query = Query(call.request)
        let (key, id) = (query.text("key"), id(call))
        guard let key, let feed = dependencies.tokens.feed(key), feed.roster == id else { throw unknown(call) }
        call.context.trace.caller = feed.name
        try query.finish()
        let directory = dependencies.directory()
        guard let duty = directory.duty as? DutyCalendar, duty.rosters[id] != nil else { throw Problem.notFound }
        let text = calendar(of: id, duty, directory)
        let mark = "\"" + Hex.text(Array(SHA256.hash(data: Array(text.utf8)).prefix(16))) + "\""
        let isKnown = call.request.headers[.ifNoneMatch].map { Self.holds($0, mark) } ?? false
        var response =
            isKnown
            ? Response(status: .notModified) : Response.text(text, type: "text/calendar; charset=utf-8")
        response.headers[.eTag] = mark
        response.headers[.cacheControl] = "private, no-cache"
        Page.hideAddress(in: &response)
        return response
    }

    /// What the feed says today; it stays the same until the next day, unless the contact tree changes.
    private func calendar(of id: RosterID, _ duty: DutyCalendar, _ directory: Directory) -> String {
        let now = dependencies.clock.now().wall.milliseconds.flooredQuotient(by: 1_000)
        let today = now.flooredQuotient(by: Self.day) * Self.day
        let unit = Directory.parent(of: id).flatMap { directory.units[$0] }
        let language = Language(rawValue: unit?.language ?? "") ?? .english
        var calendar = RosterCalendar(duty, directory: directory, language: language, stamp: today)
        let span = Span(
            start: today - APILimits.feedDaysBack * Self.day,
            end: today + APILimits.feedDaysAhead * Self.day
        )
        calendar.add(id, through: span)
        return calendar.text(
            named: [unit?.name.text(in: language.rawValue), id].compactMap { $0 }.joined(separator: " ")
        )
    }

    /// One and the same answer, whether there is such a roster or not; a good key is never held up by bad ones.
    private func unknown(_ call: Call) -> Problem {
        let wait = badKeys.take(for: call.context.peer, at: dependencies.clock.now().boot)
        counts.addBadFeedKey(isOverRate: wait != nil)
        guard let wait else { return Problem.notFound }
        dependencies.notices.refused(.feeds, by: call.context.peer)
        return Problem(
            .tooMany,
            "More than \(APILimits.badFeedKeysPerHour) unknown calendar keys an hour came from this address.",
            retryAfter: wait
        )
    }

    private func id(_ call: Call) -> RosterID {
        let path = call.part("id").replacing("%2F", with: "/").replacing("%2f", with: "/")
        return path.hasPrefix("/") ? path : "/" + path
    }

    /// Whether an `If-None-Match` names a mark, weakly compared (RFC 9110 §13.1.2).
    private static func holds(_ field: String, _ mark: String) -> Bool {
        field.split(separator: ",").contains { part in
            let known = part.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
            return known == "*" || known == mark || known == "W/" + mark
        }
    }
}
