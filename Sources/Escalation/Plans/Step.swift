/// Whom to ask, how many seats must be filled, by when: a link of the chain, or a body that runs beside it.
package struct Step: Hashable, Codable, Sendable {
    package var ask: [Reference]
    package var need: Need
    package var start: Start
    /// All must hold for the step to begin; none means that it always does.
    package var conditions: [Grading.Condition]
    /// The time to answer, counted from when each person was asked.
    package var within: TimeSpan
    /// The time of those who are off duty when they are asked; `nil` where everybody has the same.
    package var withinOffDuty: TimeSpan?
    package var deputies: DeputyRule
    /// Told, and owe no answer.
    package var copies: [Reference]

    package init(
        ask: [Reference],
        need: Need = .any,
        start: Start = .silence,
        conditions: [Grading.Condition] = [],
        within: TimeSpan,
        withinOffDuty: TimeSpan? = nil,
        deputies: DeputyRule = .onlyInstead,
        copies: [Reference] = []
    ) {
        self.ask = ask
        self.need = need
        self.start = start
        self.conditions = conditions
        self.within = within
        self.withinOffDuty = withinOffDuty
        self.deputies = deputies
        self.copies = copies
    }
}

/// How many seats of a step must be filled (SEMANTICS §3).
package enum Need: Hashable, Codable, Sendable {
    /// One seat.
    case any
    /// So many seats, each by somebody else.
    case count(Int)
    /// Every seat that is not empty.
    case all
    /// One seat of every name in `ask`.
    case each
}

/// When a step begins.
package enum Start: String, Hashable, Codable, Sendable, CaseIterable {
    /// When the link before it ran out unmet: a link of the chain.
    case silence
    /// With the round: a body.
    case atOnce = "at_once"
    /// At the first yes, or when the chain is exhausted: a body.
    case accepted
}

/// When a seat's deputy is asked.
package enum DeputyRule: String, Hashable, Codable, Sendable, CaseIterable {
    /// Only instead of a holder who cannot or who is out of reach.
    case onlyInstead = "only_instead"
    /// Also beside a holder who does not answer in time, before the next link begins.
    case afterTimeout = "after_timeout"
}
