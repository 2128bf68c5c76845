package import Escalation
package import Text

/// Every quantity of the HTTP side that has a bound (RELIABILITY §4 S18).
package enum APILimits {
    // MARK: Requests

    /// The body of one report or any other JSON request.
    package static let bodyBytes = 64 << 10
    /// The body of an array of reports.
    package static let arrayBytes = 1 << 20
    /// Reports in one array.
    package static let reportsInArray = 1_000
    /// The body of an answer page's form: the longest note, whose every character has twelve bytes in percent encoding.
    package static let formBytes = 64 << 10
    /// Path and query together.
    package static let urlBytes = 2 << 10
    /// All header fields together.
    package static let headerBytes = 16 << 10
    package static let headerCount = 100
    /// From the first byte of a request's body to its last.
    package static let bodyTime = TimeSpan.seconds(10)
    /// From the first byte of a request's head to its last, and from a connection's beginning to its first head.
    package static let headTime = TimeSpan.seconds(5)
    /// Silence between requests after which a connection is closed.
    package static let idleTime = TimeSpan.seconds(60)
    /// Bytes of one request on the wire, whatever they are, before the connection is closed: an array in chunks of one byte.
    package static let requestBytes = 8 << 20

    // MARK: Connections

    package static let connections = 256
    /// From one address; not counted on loopback and from trusted proxies.
    package static let connectionsPerAddress = 32

    /// Threads that read the store for routes; the store has two more connections for whoever else reads.
    package static let readers = 2

    // MARK: JSON

    package static let json = JSONReader.Limits.usual

    // MARK: Values

    /// Characters of a title or a place, as people count them.
    package static let titleCharacters = 1_000
    package static let placeCharacters = 1_000
    package static let nameBytes = 200
    /// Characters of a note, a reason or a follow-up.
    package static let noteCharacters = Limits.note
    package static let factCount = 100
    package static let factCharacters = Limits.note
    package static let keyBytes = 200
    /// Groups, people or seats that one request names.
    package static let namesInRequest = 20

    // MARK: Rates

    /// Reports a second from one source, and how many may come at once.
    package static let usualRate = ReportRate(perSecond: 50, burst: 500)
    /// Answer links that are not good, from one address in a minute.
    package static let badLinksPerMinute = 60
    /// Access tokens that are not known, from one address in an hour.
    package static let badTokensPerHour = 20
    /// Keys of feeds that are not known, from one address in an hour; calendars go on asking with a key that was revoked.
    package static let badFeedKeysPerHour = 60
    /// Sources and addresses that are remembered; the longest unseen are forgotten.
    package static let remembered = 10_000

    // MARK: Lists

    /// The longest time through which a roster is shown, in days.
    package static let rosterDays: Int64 = 366
    /// The days that a feed shows, before and from today on.
    package static let feedDaysBack: Int64 = 28
    package static let feedDaysAhead: Int64 = 92
    package static let incidentsPerPage = 200
    package static let usualIncidentsPerPage = 50
    /// Entries of the record in one page of a timeline; each is a line or a few.
    package static let entriesInTimeline = 1_000
    /// Names that an error lists.
    package static let namesInProblem = 50
}

/// How many reports one source may file.
package struct ReportRate: Hashable, Sendable {
    package var perSecond: Int
    package var burst: Int

    package init(perSecond: Int, burst: Int) {
        self.perSecond = perSecond
        self.burst = burst
    }
}
