import Escalation

extension ScriptReader {
    private static let deedForm = "WHAT@TIME, such as people=60@10m, severity=II@10m or escalate@10m"
    /// What `--then` can say beside facts.
    private static let deeds = "severity=II, pause:30m, escalate, ask:NAME, stand-down[:PERSON], cancel, or FIELD=VALUE"

    /// Reads what `--then` says.
    ///
    /// - Parameter written: what happens, each with its time.
    /// - Returns: the same in the order written.
    /// - Throws: ``ScriptFault`` for the first that is wrong.
    package func deeds(_ written: [String]) throws(ScriptFault) -> [ScriptedDeed] {
        var deeds: [ScriptedDeed] = []
        for one in written {
            let piece = try piece(one, of: "--then", form: Self.deedForm)
            deeds.append(ScriptedDeed(try deed(piece), after: piece.after))
        }
        return deeds
    }

    private func deed(_ piece: Piece) throws(ScriptFault) -> ScriptedDeed.Deed {
        let word = String(piece.body.prefix { $0 != ":" && $0 != "=" })
        let rest = piece.body.dropFirst(word.count)
        let more = rest.isEmpty ? nil : String(rest.dropFirst())
        switch (word, rest.first) {
        case ("severity", "="): return .grade(try grade(more ?? "", piece.name))
        case ("pause", ":"): return .pause(try pause(more ?? "", piece.name))
        case ("escalate", nil): return .escalate
        case ("ask", ":"): return .callIn(try reference(more ?? "", piece.name))
        case ("stand-down", nil): return .close(.stoodDown, by: nil)
        case ("stand-down", ":"): return .close(.stoodDown, by: try person(more ?? "", piece.name))
        case ("cancel", nil): return .close(.cancelled, by: nil)
        case ("task", ":"), ("incident", ":"), ("task", nil), ("incident", nil):
            throw ScriptFault("\(piece.name): `\(word)` is not built yet")
        case (_, "="): return .report(facts: try facts(piece.body, piece.name))
        default: throw ScriptFault("\(piece.name): `\(piece.body)` is none of \(Self.deeds)")
        }
    }

    private func grade(_ written: String, _ name: String) throws(ScriptFault) -> Severity {
        if let severity = Severity(numeral: written) { return severity }
        let ranks = Severity.allCases.map(\.numeral).joined(separator: ", ")
        throw ScriptFault("\(name): severity `\(written)` is none of \(ranks)")
    }

    private func pause(_ written: String, _ name: String) throws(ScriptFault) -> TimeSpan {
        guard let span = TimeSpan(written: written), span > .zero else {
            throw ScriptFault("\(name): `\(written)` is no length of a pause such as 30m")
        }
        guard span <= Limits.pause else { throw ScriptFault("\(name): a pause lasts 24 hours at most") }
        return span
    }
}
