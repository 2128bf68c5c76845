import Escalation

extension Directory {
    /// The seats that several names lead to, each once; a name that leads nowhere leads to none.
    func seats(of references: [Reference], in unit: UnitPath) -> [SeatCall] {
        var seen: Set<SeatID> = []
        return references.flatMap { seats(for: $0, in: unit) ?? [] }.filter { seen.insert($0.seat).inserted }
    }
}

extension SeatCall {
    /// Whoever may fill it.
    var people: [PersonID] { [seat.holder] + deputies }
}
