/// Who is asked next, how many must accept, and by when.
package struct Step: Hashable, Codable, Sendable {
    package var ask: [Reference]
    package var need: Need
    package var within: Within
    package var deputies: DeputyRule
    /// Told, and owe no answer.
    package var copies: [Reference]

    package init(
        ask: [Reference],
        need: Need = .any,
        within: Within,
        deputies: DeputyRule = .onlyInstead,
        copies: [Reference] = []
    ) {
        self.ask = ask
        self.need = need
        self.within = within
        self.deputies = deputies
        self.copies = copies
    }
}

/// How many distinct people must accept.
package enum Need: Hashable, Codable, Sendable {
    case any
    case count(Int)
    case all
}

/// The time to answer, for people on duty and for people off duty.
package struct Within: Hashable, Codable, Sendable {
    package var onDuty: TimeSpan
    package var offDuty: TimeSpan

    package init(onDuty: TimeSpan, offDuty: TimeSpan) {
        self.onDuty = onDuty
        self.offDuty = offDuty
    }

    package init(_ span: TimeSpan) {
        onDuty = span
        offDuty = span
    }
}

/// When a seat's deputy is asked.
package enum DeputyRule: String, Hashable, Codable, Sendable, CaseIterable {
    /// Only instead of a holder who cannot or who is out of reach.
    case onlyInstead = "only_instead"
    /// Also beside a holder who does not answer in time, before the next step begins.
    case afterTimeout = "after_timeout"
}
