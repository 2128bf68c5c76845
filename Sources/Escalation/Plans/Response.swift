/// What a plan does about one severity.
package struct Response: Hashable, Codable, Sendable {
    package var steps: [Step]
    package var repetition: Repetition?
    package var acknowledgement: AcknowledgementRule?
    /// A numbered follow-up report is owed this often while the incident is not closed.
    package var followUpEvery: TimeSpan?
    /// The final report is owed this long after the first.
    package var finalReportWithin: TimeSpan?
    /// Whether those who answer already must answer again when the severity is raised to this one.
    package var askAgain: Bool
    package var reach: Reach
    /// Who leads this response, where it is not whom the plan names.
    package var commander: Reference?

    package init(
        steps: [Step],
        repetition: Repetition? = nil,
        acknowledgement: AcknowledgementRule? = nil,
        followUpEvery: TimeSpan? = nil,
        finalReportWithin: TimeSpan? = nil,
        askAgain: Bool = false,
        reach: Reach = Reach(),
        commander: Reference? = nil
    ) {
        self.steps = steps
        self.repetition = repetition
        self.acknowledgement = acknowledgement
        self.followUpEvery = followUpEvery
        self.finalReportWithin = finalReportWithin
        self.askAgain = askAgain
        self.reach = reach
        self.commander = commander
    }

    /// The positions of the links of the chain, in order.
    package var chain: [Int] { steps.indices.filter { steps[$0].start == .silence } }
    /// The positions of the bodies, in order.
    package var bodies: [Int] { steps.indices.filter { steps[$0].start != .silence } }
}

/// How often the chain, and each body, is run again while its need is not met.
package enum Repetition: Hashable, Codable, Sendable {
    /// So many runs more, each `every` after the end of the last.
    case times(Int, every: TimeSpan)
    /// Until the need is met, at most so long after the round began.
    case untilMet(atMost: TimeSpan, every: TimeSpan)

    /// The time between the end of one run and the start of the next.
    package var every: TimeSpan {
        switch self {
        case .times(_, let every), .untilMet(_, let every): every
        }
    }
}

/// How long an acknowledgement lasts before its responder is asked "still on it?".
package struct AcknowledgementRule: Hashable, Codable, Sendable {
    package var lasts: TimeSpan
    /// The time to answer that question before the incident is open again.
    package var grace: TimeSpan

    package init(lasts: TimeSpan, grace: TimeSpan) {
        self.lasts = lasts
        self.grace = grace
    }
}

/// In which order a person's addresses are tried.
package struct Reach: Hashable, Codable, Sendable {
    package enum Order: String, Hashable, Codable, Sendable, CaseIterable {
        case together
        case inOrder = "in_order"
    }

    /// `nil` means the severity's own default: together for ranks 1 and 2, in order for 3 and 4.
    package var order: Order?
    /// The time between one address and the next, when they are tried in order.
    package var every: TimeSpan

    package init(order: Order? = nil, every: TimeSpan = .minutes(2)) {
        self.order = order
        self.every = every
    }

    package func order(for severity: Severity) -> Order {
        order ?? (severity.rawValue <= 2 ? .together : .inOrder)
    }
}
