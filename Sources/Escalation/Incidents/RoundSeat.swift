/// A seat that a step of this round wanted: who fills it, and when it was asked for.
package struct RoundSeat: Hashable, Codable, Sendable {
    package var id: SeatID
    /// The group and the role of the seat.
    package var reason: Reason
    /// Who stands in for the holder, in order.
    package var deputies: [PersonID]
    /// The responder who fills it.
    package var filledBy: PersonID?
    /// Whoever leads, or an operator, goes on without it: not counted, not asked, named no more.
    package var isGivenUp = false
    /// Everybody who was asked for it in this round, in order.
    package var asked: [PersonID] = []
    /// When somebody was first asked for it in this round.
    package var firstAskedAt: Timestamp?
    /// When somebody was last asked for it in this round.
    package var lastAskedAt: Timestamp?

    package init(id: SeatID, reason: Reason, deputies: [PersonID], filledBy: PersonID? = nil) {
        self.id = id
        self.reason = reason
        self.deputies = deputies
        self.filledBy = filledBy
    }

    package var isOpen: Bool { filledBy == nil && !isGivenUp }

    mutating func noteAsked(_ person: PersonID, at now: Timestamp) {
        if !asked.contains(person) { asked.append(person) }
        firstAskedAt = firstAskedAt ?? now
        lastAskedAt = now
    }
}

/// A seat as one step of this round waits for it.
package struct StageSeat: Hashable, Codable, Sendable {
    package var seat: SeatID
    /// Its place among ``Round/seats``.
    package var index: Int
    /// The position in `ask` of the name that leads to it.
    package var name: Int
    /// Who was asked for it in this run of the part, in order.
    package var asked: [PersonID] = []
    /// The answer deadline that still runs; `nil` when nobody's time runs.
    package var batch: Int?
    /// Holder and deputies are out, or were passed over: it counts in `all` and `each` no more.
    package var isEmpty = false

    package init(_ call: SeatCall, at index: Int) {
        seat = call.seat
        self.index = index
        name = call.name
        asked = call.asked.map { [$0] } ?? []
        batch = call.batch
        isEmpty = call.isEmpty
    }
}

/// A step that has begun in this round.
package struct Stage: Hashable, Codable, Sendable {
    /// The step's position in the response.
    package var step: Int
    package var startedAt: Timestamp
    /// The run of its part in which it began last.
    package var run: Int
    package var seats: [StageSeat]
    /// Somebody escalated, and it began since: its seats are asked for although its need is met.
    package var isByHand: Bool? = nil

    package init(step: Int, startedAt: Timestamp, run: Int, seats: [StageSeat]) {
        self.step = step
        self.startedAt = startedAt
        self.run = run
        self.seats = seats
    }
}
