/// How many messages an address gets, and how many are under way.
extension Oracle {
    /// What waits for flood control waits 15 minutes at most, even if it is not wanted any more by the end of the cycle.
    mutating func notePatience(at now: Int64) {
        patient = []
        for id in book.live {
            for letter in book.dockets[id]?.letters ?? [] where letter.attempts == 0 && letter.due + 900_000 <= now {
                patient.insert(letter.person + " " + letter.door)
            }
        }
    }

    /// One message a minute and six in 15 minutes for an address, save the first of a grave incident.
    mutating func checkFlood(_ sent: Sent, isExempt: Bool) {
        let key = sent.person + " " + sent.door
        var times = floods[key] ?? []
        let now = sent.at.story
        if !isExempt, !patient.contains(key) {
            // Of what was decided at the same time, the order is not known.
            let times = times.filter { $0 < now }
            let isTooSoon = times.last.map { now < $0 + 60_000 } ?? false
            let isTooMany = times.count >= 6 && now < times[times.count - 6] + 900_000
            expect(!isTooSoon && !isTooMany, "§4 flood", at: now) {
                "\(sent.wire) to \(key) after messages at \(times.suffix(6).map(Written.time))"
            }
        }
        times.append(now)
        floods[key] = times.suffix(8)
    }

    /// There is no channel of that name: nothing leaves the building.
    mutating func undeliverable(_ members: [Sent.Member], person: String, door: String) {
        for member in members {
            let place = book.dockets[member.incident]?.letters.firstIndex { letter in
                (letter.number ?? member.number) == member.number && letter.kind == member.kind
                    && letter.person == person && letter.door == door
            }
            guard let place else { continue }
            book.dockets[member.incident]?.letters[place].isInFlight = true
            book.dockets[member.incident]?.letters[place].number = member.number
        }
        floods[person + " " + door, default: []].append(lastCycle)
    }

    /// An attempt left its receiver.
    mutating func ended(at destination: String, story: Int64) {
        inFlight[destination, default: 1] -= 1
        if inFlight[destination, default: 0] >= 250 { fullAt[destination] = story }
    }
}
