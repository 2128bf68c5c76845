/// What does not come out although it should.
extension Oracle {

    /// Whether anything is late while the process could have sent it.
    mutating func checkLate(at now: Int64) {
        for id in book.live {
            guard let docket = book.dockets[id], !docket.isBlurred else { continue }
            for (place, letter) in docket.letters.enumerated() where !letter.isInFlight && !letter.isReportedLate {
                checks += 1
                guard now > max(letter.due, availableSince) + Self.patience, now > limit(of: letter) else { continue }
                book.dockets[id]?.letters[place].isReportedLate = true
                let times = floods[letter.person + " " + letter.door] ?? []
                fail(
                    letter.attempts == 0 ? "I14" : "I5",
                    at: now,
                    "\(letter.kind.rawValue) of incident \(id) for \(letter.person).\(letter.door) (attempt "
                        + "\(letter.attempts + 1), planned at \(Written.time(letter.planned))) was due at \(Written.time(letter.due)) and is not sent; messages went there "
                        + "at \(times.map(Written.time))"
                )
            }
        }
    }

    private func limit(of letter: Letter) -> Int64 {
        let due = max(letter.due, letter.latest, availableSince)
        let key = letter.person + " " + letter.door
        var limit = due
        let door = book.town.doors(of: letter.person).first { $0.name == letter.door }
        if letter.attempts == 0, !letter.isExempt, door?.channel != "log" {
            let times = floods[key] ?? []
            if times.count >= 6 { limit = max(limit, min(times[times.count - 6] + 900_000, due + 900_000)) }
            if let loose = looseAt[key], loose + 900_000 > due { limit = max(limit, due + 900_000) }
            if let last = times.last { limit = min(max(limit, last + 60_000), due + 1_200_000) }
            // A restart gives it that wait once more.
            if let half = letter.half {
                limit = min(limit, max(due, max(half, availableSince + half - letter.planned)))
            }
        }
        if let door, let full = fullAt[door.destination] { limit = max(limit, full + 1_000) }
        if let unreadAt { limit = max(limit, unreadAt + 125_000) }
        return limit + Self.patience
    }
}
