/// What callers want from the dispatcher, and how they go on when nobody answers them.
extension World {
    /// Puts something before the dispatcher; `patience` says how often it is tried again when there is no answer, or one
    /// that says "later", and `then` what the caller does with an answer that settles it.
    func submit(_ ask: Ask, town: Town? = nil, patience: Int = 0, then: @escaping (Told) -> Void = { _ in }) {
        errands += 1
        let number = errands
        let errand = Errand(number: number, ask: ask, town: town) { [unowned self] told in
            note("\(ask) is answered \(told)")
            hash.add(Int64(number))
            if told.isLater, patience > 0 {
                tallies.add("caller", "told to come later")
                return again(ask, town, patience, then)
            }
            then(told)
        }
        guard let process, process.isUp, !process.isEnding else {
            tallies.add("caller", "nobody there")
            if patience > 0 { again(ask, town, patience, then) }
            return
        }
        waiting[number] = errand
        lost[number] = { [unowned self] in if patience > 0 { again(ask, town, patience, then) } }
        process.inbox.append(errand)
        wake(after: ways.span(0, 5))
    }

    private func again(_ ask: Ask, _ town: Town?, _ patience: Int, _ then: @escaping (Told) -> Void) {
        after(callers.span(500, 30_000)) { [unowned self] in
            submit(ask, town: town, patience: patience - 1, then: then)
        }
    }

    func answer(_ errand: Errand, _ told: Told) {
        waiting[errand.number] = nil
        lost[errand.number] = nil
        errand.reply(told)
    }

    /// The process ended before it answered these.
    func lose(_ errands: [Errand]) {
        for errand in errands {
            tallies.add("caller", "never answered")
            waiting[errand.number] = nil
            lost.removeValue(forKey: errand.number)?()
        }
    }
}

extension Told {
    /// Whether the caller was told that it cannot be done now.
    var isLater: Bool {
        if case .refused(let why) = self { why == "unavailable" || why == "damaged" } else { false }
    }
}
