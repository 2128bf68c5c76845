/// What must become of one incident, by SEMANTICS.md: the oracle's own account, told by the same events as the dispatcher.
struct Docket: Sendable {
    enum Status: Hashable, Sendable {
        case open
        case answered
        case stoodDown
        case falseAlarm
    }

    enum Progress: Hashable, Sendable {
        case running
        case satisfied
        case paused
        case exhausted
    }

    struct Answering: Sendable {
        var person: String
        var round: Int
    }

    struct Debt: Sendable {
        enum What: Hashable, Sendable {
            case details
            case followUp
            case finalReport
        }

        var what: What
        var isReminded = false
    }

    struct Alarm: Sendable {
        enum What: Hashable, Sendable {
            /// The time of those who were asked together is up.
            case answers(Int)
            case repetition(Strand.Name)
            case fallback
            case incomplete
            case acknowledgement
            case grace
            case nextDoor(String)
            case resume
            case debt(Debt.What)
        }

        var what: What
        var due: Int64
        var wallDue: Int64
        var span: Int64
    }

    /// Somebody who was called in beside the plan.
    struct Guest: Sendable {
        var person: String
        /// Who did it, if it was somebody of the town.
        var by: String?
        var batch: Int?
        var isSilent = false
    }

    let id: Int64
    let paper: Paper
    let unit: String
    let source: String
    let reporter: String?
    let key: String?
    let isDrill: Bool
    let reported: Instant
    var title: String
    var facts: [String: Fact]
    /// The rank that a reporter asked for first.
    let rankWanted: Int?
    var rank: Int {
        didSet { hasSteadyRank = false }
    }
    /// Whether the rank is still that of the first report.
    private(set) var hasSteadyRank = true
    var reports = 1
    var followUps = 0
    var hasFinalReport = false
    var status = Status.open
    var isPaused = false
    var closedAt: Instant?

    var round = Round()
    var parties: [Party] = []
    private var partyPlaces: [String: Int] = [:]
    var answering: [Answering] = []
    /// Who leads, where the paper names who may.
    var leader: String?
    /// Those to whom command was offered in this round.
    var offered: Set<String> = []
    var guests: [Guest] = []
    var batches = 0
    /// Chairs that became empty in this event.
    var newlyEmpty: [Town.ChairName] = []
    /// Whether a strand was met or opened in this event.
    var hasTurned = false
    /// Whether this event brought the first yes or the end of a pause, before which nobody could be told of empty chairs.
    var mayTellOfEmpty = false
    /// Whether a run ended in this event.
    var hasEndedRun = false
    /// Who left an answered incident in this event.
    var leaver: String?
    /// Strands that had enough before this event.
    var reopened: [Strand.Name] = []
    /// Who is to be copied in by what has just begun.
    var copies: [(Strand.Name, String)] = []
    var letters: [Letter] = []
    var lettersPlanned = 0
    var alarms: [Alarm] = []
    /// What a pause keeps waiting, as it was before.
    var delayed: [Alarm.What: Alarm] = [:]
    var debts: [Debt] = []

    var ties = Ties()
    /// Counts what happens to it.
    var event = 0
    /// Set for the event at hand.
    var now: Instant
    var town: Town
    /// How often nobody at all could be told.
    var nobodyToTell = 0
    /// Whether something happened to it at a moment that cannot be known from outside.
    var isBlurred = false

    var isClosed: Bool { status == .stoodDown || status == .falseAlarm }
    var course: Paper.Course? { paper.course(for: round.rank) }

    /// An incident, opened by the paper of another one for which somebody may answer already.
    init(
        id: Int64,
        slip: Slip,
        paper: Paper,
        rank: Int,
        at now: Instant,
        in town: Town,
        openedBy opener: Docket? = nil
    ) {
        self.id = id
        self.paper = paper
        unit = slip.unit
        source = slip.source
        reporter = slip.reporter
        key = slip.dedupKey
        isDrill = slip.isDrill
        reported = now
        title = slip.title
        facts = slip.facts
        rankWanted = slip.rank
        self.rank = rank
        self.now = now
        self.town = town
        ties.openedBy = opener.map { ($0.id, $0.paper.name) }
        if let course = paper.course(for: rank) { takeOnDebts(of: course) }
        startRound(rank: rank, answering: opener?.answering.map(\.person) ?? [])
        ties.yeses = []
    }

    // MARK: Parties

    func party(_ person: String) -> Party? {
        partyPlaces[person].map { parties[$0] }
    }

    mutating func change(_ person: String, _ change: (inout Party) -> Void) {
        if let place = partyPlaces[person] { return change(&parties[place]) }
        var party = Party(person: person)
        change(&party)
        partyPlaces[person] = parties.count
        parties.append(party)
    }

    func doorNames(_ person: String) -> [String] {
        town.doors(of: person).map(\.name)
    }

    func isReachable(_ person: String) -> Bool {
        !town.doors(of: person).isEmpty
    }

    func canBeAsked(_ person: String) -> Bool {
        isReachable(person) && party(person)?.isOut != true && !presence.isAway(person)
    }

    /// Who is there at this moment.
    var presence: Presence { Presence(town, wall: now.wall) }

    func answersNow(_ person: String) -> Bool {
        answering.contains { $0.person == person }
    }

    func answersThisRound(_ person: String) -> Bool {
        answering.contains { $0.person == person && $0.round == round.number }
    }

    // MARK: Alarms

    mutating func set(_ what: Alarm.What, after span: Int64) {
        clear(what)
        alarms.append(Alarm(what: what, due: now.story + span, wallDue: now.wall + span, span: span))
    }

    mutating func clear(_ what: Alarm.What) {
        alarms.removeAll { $0.what == what }
        delayed[what] = nil
    }

    func alarm(_ what: Alarm.What) -> Alarm? {
        alarms.first { $0.what == what }
    }

    /// What is left of an alarm as far as the wall clock tells, never more than it was set for.
    func rest(_ alarm: Alarm) -> Int64 {
        min(max(alarm.wallDue - now.wall, 0), alarm.span)
    }

    /// Everything that would ask or tell somebody since the need is not met, save the time of these.
    mutating func clearEscalation(keeping kept: Set<Int> = []) {
        alarms.removeAll { alarm in
            switch alarm.what {
            case .answers(let batch): !kept.contains(batch)
            case .repetition, .fallback, .incomplete, .nextDoor, .resume: true
            case .acknowledgement, .grace, .debt: false
            }
        }
    }
}
