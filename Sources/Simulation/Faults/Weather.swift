/// Everything that goes wrong in a run, drawn before it begins (RELIABILITY §3.3).
struct Weather: Sendable {
    struct Trouble: Sendable {
        var from: Int64
        var until: Int64
        /// A channel's name, or one receiver.
        var place: String
        var kind: Harm
    }

    /// What can happen to one attempt.
    enum Harm: Sendable, CaseIterable {
        case refused
        case hangs
        case trickles
        case reset
        case status
        case replyLost
        case lateReply
        case twiceReported
        case mailReply
        case noName
        case logFile
    }

    enum Cut: Sendable, CaseIterable {
        case atOnce
        case beforeCommit
        case inCommit
        case afterCommit
        case afterReplies
    }

    struct Crash: Sendable {
        var at: Int64
        var cut: Cut
        var downtime: Int64
        /// Whether the clock shows 1970 when the machine comes up.
        var losesClock: Bool
    }

    /// Somebody copies the disk and later puts the copy in its place: what happened in between is lost to the dispatcher, and
    /// receivers still know it.
    struct PutBack: Sendable {
        var copiedAt: Int64
        var at: Int64
        var downtime: Int64

        init(dice: inout Dice, length: Int64) {
            copiedAt = dice.span(0, length / 2)
            at = min(length, copiedAt + dice.span(60_000, 7_200_000))
            downtime = dice.anySpan(50, 600_000)
        }
    }

    struct Span: Sendable {
        var from: Int64
        var until: Int64

        func contains(_ time: Int64) -> Bool { from <= time && time < until }
    }

    var roughness = 0
    var troubles: [Trouble] = []
    var crashes: [Crash] = []
    var stops: [Crash] = []
    var freezes: [Span] = []
    var full: [Span] = []
    var unreadable: [Span] = []
    var slow: [Span] = []
    var broken: [Int64] = []
    /// When somebody starts the dispatcher a second time.
    var seconds: [Int64] = []
    var steps: [(at: Int64, by: Int64)] = []
    /// Parts in a million.
    var drift: Int64 = 0
    var cacheCapacity = 50_000
    /// An older copy of the disk takes its place; see ``PutBack``.
    var putBacks: [PutBack] = []

    /// Decides the faults of the rough part of a run, which lasts `length`; everything is over by its end.
    init(dice: inout Dice, length: Int64, receivers: [String]) {
        guard !dice.oneIn(12) else { return }
        cacheCapacity = dice.pick([2, 20, 50_000, 50_000, 50_000, 50_000])
        if dice.oneIn(2) { roughness = dice.pick([2, 10, 30, 60]) }
        for _ in 0..<dice.pick([0, 0, 1, 2, 4]) {
            let span = Self.span(&dice, in: length, atMost: 3_600_000)
            let place = dice.pick(["webhook", "email", "log"] + receivers)
            troubles.append(Trouble(from: span.from, until: span.until, place: place, kind: dice.pick(Harm.allCases)))
        }
        for _ in 0..<dice.pick([0, 0, 1, 1, 2, 5]) { crashes.append(Self.crash(&dice, in: length)) }
        if dice.oneIn(5) { stops.append(Self.crash(&dice, in: length)) }
        if dice.oneIn(5) { freezes.append(Self.span(&dice, in: length, atMost: 600_000)) }
        if dice.oneIn(5) { full.append(Self.span(&dice, in: length, atMost: 600_000)) }
        if dice.oneIn(8) { unreadable.append(Self.span(&dice, in: length, atMost: 1_800_000)) }
        if !unreadable.isEmpty { cacheCapacity = 2 }
        if dice.oneIn(8) { slow.append(Self.span(&dice, in: length, atMost: 1_800_000)) }
        if dice.oneIn(8) { broken.append(dice.span(0, length)) }
        if dice.oneIn(6) { seconds.append(dice.span(0, length)) }
        if dice.oneIn(3) {
            for _ in 0..<dice.between(1, 3) {
                let size = dice.anySpan(1_000, 315_360_000_000)
                steps.append((at: dice.span(0, length), by: dice.oneIn(2) ? size : -size))
            }
        }
        if dice.oneIn(4) { drift = dice.span(-500, 500) }
        if dice.oneIn(4) { putBacks.append(PutBack(dice: &dice, length: length)) }
    }

    init() {}

    private static func span(_ dice: inout Dice, in length: Int64, atMost longest: Int64) -> Span {
        let from = dice.span(0, length)
        return Span(from: from, until: min(length, from + dice.span(1_000, longest)))
    }

    private static func crash(_ dice: inout Dice, in length: Int64) -> Crash {
        Crash(
            at: dice.span(0, length),
            cut: dice.pick(Cut.allCases),
            downtime: dice.oneIn(4) ? dice.anySpan(1_000, 3_600_000) : dice.anySpan(50, 10_000),
            losesClock: dice.oneIn(12)
        )
    }
}
