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

    enum RoundCause: Sendable {
        case raised
        case other
    }

    /// A person who was asked or told.
    struct Party: Sendable {
        enum Standing: Hashable, Sendable {
            case told
            case waiting
            case accepted
            case cannot
            case unreachable
        }

        var person: String
        var standing = Standing.told
        var standsFor: String?
        var deputies: [String] = []
        var round = 0
        var run = 0
        var step = 0
        var triedDoors: [String] = []
        var doorsReached: [String] = []
        var lastMessage: Int64?
        var lastAsked: Int64?
        var wasAskedWithSuccess = false
        var copiedInRound = 0
        var knowsWhoAnswers = false
        var knowsItIsOver = false

        var isOut: Bool { standing == .cannot || standing == .unreachable }
    }

    struct Answering: Sendable {
        var person: String
        var standsFor: String?
        var round: Int
        var step: Int
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
            case step
            case repetition
            case fallback
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
    var progress = Progress.running
    var closedAt: Instant?

    var round = 0
    var cause = RoundCause.other
    var roundRank = 4
    var roundBegan: Int64 = 0
    var step = 0
    var run = 1
    var deputiesJoined = false
    var missing = 0
    var askedAnybody = false

    var parties: [Party] = []
    var answering: [Answering] = []
    var letters: [Letter] = []
    var lettersPlanned = 0
    var alarms: [Alarm] = []
    var debts: [Debt] = []

    /// Set for the event at hand.
    var now: Instant
    var town: Town
    /// How often nobody at all could be told.
    var nobodyToTell = 0
    /// Whether something happened to it at a moment that cannot be known from outside.
    var isBlurred = false

    var isClosed: Bool { status == .stoodDown || status == .falseAlarm }
    var course: Paper.Course? { paper.course(for: roundRank) }
    /// Whether steps are being run, so that another address or person may be tried.
    var isAsking: Bool { !isClosed && progress != .satisfied }

    init(id: Int64, slip: Slip, paper: Paper, rank: Int, at now: Instant, in town: Town) {
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
        if let course = paper.course(for: rank) { takeOnDebts(of: course) }
        startRound(rank: rank)
    }

    // MARK: Parties

    func party(_ person: String) -> Party? {
        parties.first { $0.person == person }
    }

    mutating func change(_ person: String, _ change: (inout Party) -> Void) {
        if let place = parties.firstIndex(where: { $0.person == person }) { return change(&parties[place]) }
        var party = Party(person: person)
        change(&party)
        parties.append(party)
    }

    func doorNames(_ person: String) -> [String] {
        town.doors(of: person).map(\.name)
    }

    func isReachable(_ person: String) -> Bool {
        !town.doors(of: person).isEmpty
    }

    func canBeAsked(_ person: String) -> Bool {
        isReachable(person) && party(person)?.isOut != true
    }

    func isOfThisRun(_ party: Party) -> Bool {
        party.round == round && party.run == run
    }

    func answersNow(_ person: String) -> Bool {
        answering.contains { $0.person == person }
    }

    // MARK: Alarms

    mutating func set(_ what: Alarm.What, after span: Int64) {
        clear(what)
        alarms.append(Alarm(what: what, due: now.story + span, wallDue: now.wall + span, span: span))
    }

    mutating func clear(_ what: Alarm.What) {
        alarms.removeAll { $0.what == what }
    }

    func alarm(_ what: Alarm.What) -> Alarm? {
        alarms.first { $0.what == what }
    }

    /// What is left of an alarm as far as the wall clock tells, never more than it was set for.
    func rest(_ alarm: Alarm) -> Int64 {
        min(max(alarm.wallDue - now.wall, 0), alarm.span)
    }

    mutating func clearSteps() {
        for what: Alarm.What in [.step, .repetition, .fallback, .resume] { clear(what) }
    }

    mutating func clearEscalation() {
        clearSteps()
        alarms.removeAll { if case .nextDoor = $0.what { true } else { false } }
    }

    var hasStepsAhead: Bool { alarm(.step) != nil || alarm(.repetition) != nil }
}
