import Access
import Dispatching
import Escalation

/// What people do with the messages that reach them.
extension World {
    /// A message stands in front of its reader.
    func arrive(_ sent: Sent) {
        tallies.add("arrived", sent.channel)
        hash.add(sent.wire.split(separator: "-").dropFirst().joined(separator: "-"))
        guard let kind = sent.members.first?.kind else { return }
        let temper = residents.temper(of: sent.person, &people)
        let chance = kind.asks ? temper.reacts : temper.reacts / 6
        guard people.percent(chance) else { return }
        guard !sent.links.isEmpty else { return }
        let token = people.pick(sent.links)
        let word = Residents.word(for: kind, &people)
        let delay = people.anySpan(temper.quickest, max(temper.slowest, temper.quickest + 1))
        after(delay) { [unowned self] in press(token, sent.person, word) }
        if people.oneIn(8) { after(delay) { [unowned self] in press(token, sent.person, word) } }
        if people.oneIn(10) {
            let other = people.pick(AnswerWord.allCases)
            after(delay + people.span(0, 600_000)) { [unowned self] in press(token, sent.person, other) }
        }
    }

    /// A button of the answer page is pressed.
    private func press(_ token: String, _ person: String, _ word: AnswerWord) {
        guard let process, process.isUp, !process.isFrozen, !process.isEnding else { return }
        guard !weather.unreadable.contains(where: { $0.contains(time.story) }) else { return }
        process.store.readsAgain()
        let now = Timestamp(milliseconds: time.wall)
        var found: (Int64, PersonID)?
        if let reference = links.read(token, at: now), let incident = face(of: reference.incident, process),
            let who = links.person(reference, in: incident, at: now)
        {
            found = (incident.id, who)
        }
        checkForgery(token, now, process)
        guard let found else { return checkExpiry(token, person) }
        oracle.expect(found.1 == person, "§5 link", at: time.story, "\(person)'s link is \(found.1)'s")
        let reported = oracle.book.dockets[found.0]?.reported.story ?? 0
        if oracle.lost.links.contains(token), reported > oracle.lost.copiedAt {
            oracle.fail("§5 link", at: time.story, "a link of a lost incident works for another, \(found.0)")
        }
        note("\(person) presses \(word) for incident \(found.0)")
        tallies.add("answer", word.rawValue)
        let text = word == .note ? "said" : nil
        submit(.answer(found.0, person: person, word, note: text), patience: people.oneIn(2) ? 3 : 0)
    }

    /// The incident that the answer page shows; replaying records for each look would take most of the time of a run.
    private func face(of id: IncidentID, _ process: Process) -> Incident? {
        if let known = faces[id], !people.oneIn(12) { return known }
        return (try? process.store.history(of: id))?.state()
    }

    /// A link that does nothing must have expired.
    private func checkExpiry(_ token: String, _ person: String) {
        if oracle.lost.links.contains(token) { return tallies.add("answer", "link of a lost time") }
        let docket = oracle.book.dockets.values.filter { docket in
            docket.parties.contains { $0.person == person }
        }
        let day: Int64 = 86_400_000
        let mayBeOver = docket.contains { docket in
            time.wall > docket.reported.wall + 365 * day
                || docket.closedAt.map { time.wall > $0.wall + 7 * day - 2_000 } ?? false
        }
        oracle.expect(mayBeOver, "§5 link", at: time.story, "\(person)'s link does nothing")
    }

    /// A changed link, and one held against another incident, must do nothing.
    private func checkForgery(_ token: String, _ now: Timestamp, _ process: Process) {
        var letters = Array(token)
        guard people.oneIn(4), letters.count > 20 else { return }
        let place = people.below(letters.count)
        letters[place] = letters[place] == "A" ? "B" : "A"
        let isRead = links.read(String(letters), at: now) != nil && String(letters) != token
        // The last character of a code may carry bits that mean nothing.
        let isLast = place == letters.count - 1
        oracle.expect(
            !isRead || isLast,
            "§5 forged link",
            at: time.story,
            "a link with letter \(place) changed is read"
        )
        guard let reference = links.read(token, at: now) else { return }
        let other = people.below(Int(oracle.book.last) + 1)
        guard Int64(other) != reference.incident, other > 0,
            let foreign = face(of: Int64(other), process)
        else { return }
        oracle.expect(
            links.person(reference, in: foreign, at: now) == nil,
            "§5 foreign link",
            at: time.story,
            "a link of incident \(reference.incident) works for \(other)"
        )
    }
}
