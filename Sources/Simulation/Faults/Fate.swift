import Escalation

/// What becomes of one attempt: whether and when it arrives, when its end is known, and how it ended.
struct Fate: Sendable {
    /// After the attempt began; `nil` when nothing arrives.
    var arrives: Int64?
    var ends: Int64
    var truth: Truth
    /// The receiver's HTTP answer, where it gave one: the production code judges it.
    var status: Int?
    var retryAfter: Int64?
    /// Whether the end is told twice.
    var isToldTwice = false
    /// The number of the fault in RELIABILITY §3.3, and which form of it.
    var fault: String?

    /// The time after which a channel gives an attempt up.
    static let timeout: Int64 = 15_000

    init(fine dice: inout Dice, channel: String) {
        let arrives = dice.span(1, 400)
        self.init(arrives: arrives, ends: arrives + dice.span(1, 100), truth: .accepted)
        if channel == "webhook" { status = dice.pick([200, 200, 201, 202, 204]) }
    }

    private init(arrives: Int64? = nil, ends: Int64, truth: Truth, fault: String? = nil) {
        self.arrives = arrives
        self.ends = ends
        self.truth = truth
        self.fault = fault
    }

    init(_ harm: Weather.Harm, channel: String, dice: inout Dice) {
        if channel == "log" {
            self.init(ends: dice.span(1, 50), truth: .temporary(wait: nil), fault: "F21")
            return
        }
        switch harm {
        case .refused: self.init(ends: dice.span(1, 50), truth: .temporary(wait: nil), fault: "F11")
        case .noName: self.init(ends: dice.span(1, 5_000), truth: .temporary(wait: nil), fault: "F20")
        case .hangs:
            let truth: Truth = dice.oneIn(2) ? .unknown : .temporary(wait: nil)
            self.init(ends: Self.timeout, truth: truth, fault: "F12")
        case .trickles:
            let arrives = dice.span(5_000, 20_000)
            let isInTime = arrives < 14_000
            self.init(
                arrives: arrives,
                ends: isInTime ? arrives + 500 : Self.timeout,
                truth: isInTime ? .accepted : .unknown,
                fault: "F13"
            )
        case .reset:
            let wasSent = dice.oneIn(2)
            let arrives: Int64? = wasSent && dice.oneIn(2) ? dice.span(1, 300) : nil
            self.init(
                arrives: arrives,
                ends: dice.span(300, 3_000),
                truth: wasSent ? .unknown : .temporary(wait: nil),
                fault: wasSent ? "F14 after" : "F14 before"
            )
        case .replyLost:
            let arrives = dice.span(1, 300)
            self.init(arrives: arrives, ends: Self.timeout, truth: .unknown, fault: "F16")
            // An HTTP receiver's answer may also come, and be of no use.
            guard channel == "webhook", arrives % 2 == 0 else { return }
            self.init(arrives: arrives, ends: arrives + 20, truth: .unreadable, fault: "F16 unreadable")
        case .lateReply: self.init(arrives: dice.span(9_000, 30_000), ends: Self.timeout, truth: .unknown, fault: "F17")
        case .twiceReported, .logFile:
            self.init(fine: &dice, channel: channel)
            isToldTwice = true
            fault = "F18"
        case .status, .mailReply:
            if channel == "email" { self.init(mail: &dice) } else { self.init(web: &dice) }
        }
    }

    /// A status that is no success, as the published rules read it: 429, 408, 425 and 5xx pass, other 3xx and 4xx do not.
    private init(web dice: inout Dice) {
        let code = dice.oneIn(3) ? dice.pick([404, 410, 429, 500, 502, 503, 301, 400]) : dice.between(300, 599)
        let waits: Int64? = dice.oneIn(4) ? dice.span(1, 1_200) : nil
        let passes = [408, 425, 429].contains(code) || code >= 500
        let asks = [429, 502, 504].contains(code)
        let bounded = waits.map { min($0 * 1_000, 900_000) } ?? (asks ? 60_000 : nil)
        self.init(ends: dice.span(5, 800), truth: passes ? .temporary(wait: bounded) : .permanent, fault: "F15")
        status = code
        retryAfter = waits
    }

    /// A relay's answer or a broken connection at some step of the transaction.
    private init(mail dice: inout Dice) {
        let ends = dice.span(20, 4_000)
        switch dice.below(6) {
        case 0: self.init(ends: ends, truth: .temporary(wait: nil), fault: "F19 4yz")
        case 1: self.init(ends: ends, truth: .permanent, fault: "F19 5yz")
        case 2: self.init(ends: ends, truth: .temporary(wait: nil), fault: "F19 5yz set-up")
        case 3: self.init(ends: ends, truth: .temporary(wait: nil), fault: "F19 before the dot")
        case 4: self.init(arrives: 15, ends: ends, truth: .unknown, fault: "F19 after the dot")
        default: self.init(ends: ends, truth: .unknown, fault: "F19 after the dot")
        }
    }
}
