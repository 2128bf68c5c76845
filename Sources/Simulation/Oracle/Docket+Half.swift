/// How long what asks for an answer may wait (SEMANTICS §4).
extension Docket {
    /// When half the time to answer is gone, counted from when the letter was planned.
    func half(of letter: Letter) -> Int64? {
        guard letter.kind == .alert || letter.kind == .reminder else { return nil }
        let places = round.stretches.flatMap(\.places).filter { $0.asked.last == letter.person }
        let batches = places.compactMap(\.batch) + guests.filter { $0.person == letter.person }.compactMap(\.batch)
        return batches.compactMap { alarm(.answers($0)) }.map(rest).min().map { letter.planned + $0 / 2 }
    }
}
