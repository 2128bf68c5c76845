import Escalation

extension ScriptReader {
    private static let answerForm = "PERSON=ANSWER@TIME, such as he-an=accept@7m"

    /// The words of an answer.
    private enum Word: String, CaseIterable {
        case accept, cannot, seen, extend, note, command, without, end, cancel, report
    }

    /// What may stand there, with what follows a word.
    private static let forms =
        "accept, cannot, seen, extend, note:TEXT, command, without:NAME, end, cancel, report[:FIELD=VALUE;…]"

    /// Words whose meaning is not built yet, with what follows them.
    private static let later = [
        "coming": "coming:MIN", "here": "here", "leave": "leave", "hand-over": "hand-over:PERSON",
        "summary": "summary[:HEADING=TEXT;…]", "taken": "taken:TASK", "done": "done:TASK",
        "not-needed": "not-needed:TASK:WHY", "yes": "yes:TASK", "no": "no:TASK:WHY", "approve": "approve:TASK",
        "nothing": "nothing", "something": "something[:FIELD=VALUE;…]",
    ]
    /// Words about a task that somebody may write for one of the incident.
    private static let mistaken = ["yes": "accept", "no": "cannot"]

    /// Reads what `--answers` says.
    ///
    /// - Parameter written: each of them one answer, or several with commas between them.
    /// - Returns: what people do, in the order written.
    /// - Throws: ``ScriptFault`` for the first that is wrong.
    package func answers(_ written: [String]) throws(ScriptFault) -> [ScriptedDeed] {
        var deeds: [ScriptedDeed] = []
        for one in written.flatMap(pieces) { deeds.append(try answer(one)) }
        return deeds
    }

    /// Takes several answers apart.
    ///
    /// A comma may also stand in a value: it ends an answer where a time stands before it, or the next one begins behind it.
    private func pieces(_ written: String) -> [String] {
        var pieces: [String] = []
        for part in written.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
            guard let last = pieces.last, !Self.isWhole(last), !Self.isBegun(part) else {
                pieces.append(part.hasPrefix(" ") ? String(part.drop { $0 == " " }) : part)
                continue
            }
            pieces[pieces.count - 1] = last + "," + part
        }
        return pieces
    }

    private static func isWhole(_ piece: String) -> Bool {
        piece.contains(/@([0-9]+[dhms] ?)+$|@[0-9T -]*[0-9]{1,2}:[0-9]{2}$|@[0-9]{4}-[0-9]{2}-[0-9]{2}T[^@]*$/)
    }

    private static func isBegun(_ piece: String) -> Bool {
        guard let match = piece.wholeMatch(of: /\s*[^=@:;]+=([a-z-]+)[:@].*/) else { return false }
        return Word(rawValue: String(match.1)) != nil || later[String(match.1)] != nil
    }

    private func answer(_ written: String) throws(ScriptFault) -> ScriptedDeed {
        guard let equals = written.firstIndex(of: "="), equals != written.startIndex, written.contains("@") else {
            throw ScriptFault("--answers \(written) is not \(Self.answerForm)")
        }
        let person = try person(String(written[..<equals]), "--answers \(written)")
        let piece = try piece(written, of: "--answers", form: Self.answerForm)
        let said = piece.body[piece.body.index(after: equals)...]
        let parts = said.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let word = try word(parts[0], piece.name)
        let deed = try deed(word, parts.count > 1 ? parts[1] : nil, by: person, piece.name)
        return ScriptedDeed(deed, after: piece.after)
    }

    private func word(_ written: String, _ name: String) throws(ScriptFault) -> Word {
        if let word = Word(rawValue: written) { return word }
        guard let form = Self.later[written] else {
            throw ScriptFault("\(name): `\(written)` is no answer; there are \(Self.forms)")
        }
        let meant = Self.mistaken[written].map { "; about the incident write `\($0)`" } ?? ""
        let whole = form == written ? "" : " (\(form))"
        throw ScriptFault("\(name): the answer `\(written)` is not built yet\(whole)\(meant); there are \(Self.forms)")
    }

    private func deed(
        _ word: Word,
        _ more: String?,
        by person: PersonID,
        _ name: String
    ) throws(ScriptFault) -> ScriptedDeed.Deed {
        if let more, more.isEmpty || ![.note, .without, .report].contains(word) {
            throw ScriptFault(
                more.isEmpty
                    ? "\(name): nothing stands behind the colon" : "\(name): nothing may stand behind \(word.rawValue)"
            )
        }
        func answer(_ word: Answer.Word, note: String? = nil) -> ScriptedDeed.Deed {
            .answer(Answer(person: person, word: word, note: note))
        }
        switch word {
        case .accept: return answer(.accept)
        case .cannot: return answer(.cannot)
        case .seen: return answer(.seen)
        case .extend: return answer(.extend)
        case .command: return answer(.command)
        case .note:
            guard let more else { throw ScriptFault("\(name): write what the note says, such as note:On my way") }
            return answer(.note, note: more)
        case .without:
            guard let more else { throw ScriptFault("\(name): write without whom, such as without:leaders") }
            return .goOnWithout(try seats(more, name), by: person)
        case .end: return .end(.stoodDown, by: person)
        case .cancel: return .end(.cancelled, by: person)
        case .report:
            return .followUp(
                facts: try more.map { more throws(ScriptFault) in try facts(more, name) } ?? [:],
                by: person
            )
        }
    }
}
