import Dispatching
import Escalation
import Foundation
import Record

/// Starting, driving and ending the process.
extension World {
    func startProcess() {
        time.processStart = time.story
        epoch += 1
        let store: any Store & Readings
        do {
            store = try disk.open()
            let next = try Process(store: store, directory: Directory(town), world: self)
            process = next
            try settleDoubt(next)
        } catch {
            if isFull {
                // Without room for the least thing it does not start; whoever runs it tries again.
                tallies.add("doubt", "no room to start")
                process = nil
                disk.close()
                return after(5_000) { [unowned self] in startProcess() }
            }
            oracle.fail("I1", at: time.story, "the ledger cannot be opened: \(error)")
            return
        }
        note("the process starts, number \(epoch)")
        hash.add(Int64(epoch))
        if epoch > 1 { oracle.restarted(at: time.instant, in: town) }
        wake(after: 1)
    }

    /// Makes sure that there is a cycle in so many milliseconds.
    func wake(after span: Int64) {
        guard let process, process.isUp, !process.isBusy, !process.isFrozen else { return }
        let at = time.story + span
        guard at < process.cycleAt else { return }
        process.cycleAt = at
        process.turn += 1
        let turn = process.turn
        agenda.add(at: at) { [unowned self, weak process] in
            guard let process, process === self.process, process.turn == turn, process.isUp else { return }
            process.cycleAt = .max
            if !process.isFrozen, !process.isBusy { cycle(process) }
        }
    }

    /// Everything that was confirmed is there, and the batch of which nobody knows is there as a whole or not at all.
    private func settleDoubt(_ process: Process) throws {
        defer { doubt = nil }
        guard let doubt else { return }
        let position = process.ledger.head.position
        let (confirmed, hoped) = doubt.ends
        note(
            "the record ended at \(confirmed.position), perhaps at \(hoped ?? confirmed.position); it ends at \(position)"
        )
        oracle.expect(
            position == confirmed.position || position == hoped,
            "I1",
            at: time.story,
            "the record ends at \(position), not at \(confirmed.position) or \(hoped ?? confirmed.position)"
        )
        if confirmed.position > 0 {
            let entry = try process.store.sealed(from: confirmed.position, limit: 1).first
            oracle.expect(entry?.hash == confirmed.hash, "I1", at: time.story, "entry \(confirmed.position) is another")
        }
        var isStored = position == hoped
        if let count = doubt.count {
            isStored = try process.store.history(of: count.incident)?.reports == count.reports
        }
        guard let cycle = doubt.cycle, isStored else { return }
        tallies.add("doubt", "was stored")
        oracle.stored(cycle, told: nil)
    }

    private var isFull: Bool { weather.full.contains { $0.contains(time.story) } }

    func cycle(_ process: Process) {
        if process.cut?.cut == .beforeCommit { return die(process) }
        var errands = process.inbox
        if errands.count > 1, ways.oneIn(4) { errands = Array(errands.prefix(ways.between(1, errands.count))) }
        process.inbox.removeFirst(errands.count)
        let results = process.results
        process.results = []
        let isUnreadable = weather.unreadable.contains { $0.contains(time.story) }
        process.store.set(refusal: refusal(process), isUnreadable: isUnreadable)
        let box = Mailbox<(Int, Told)>()
        let requests = errands.enumerated().map { place, errand in request(errand) { box.put((place, $0)) } }
        let outgoing: [Outgoing]
        do {
            outgoing = try process.ledger.run(requests, results: results.map(\.result), at: time.moment)
        } catch {
            return broke(process, errands, results.map(\.truth), told: box.drain())
        }
        if let fault = process.ledger.dispatcher.disagreement() { oracle.fail("I5", at: time.story, fault) }
        let told = answers(box.drain(), count: errands.count)
        let cycle = record(process, errands, results.map(\.truth), told)
        if isTraced { for alarm in oracle.book.alarms(dueBy: time.story) { note(alarm) } }
        let asked = zip(errands, told).filter { isCounted($0, $1) }.map(\.1)
        if process.store.wasRefused {
            tallies.add("doubt", "refused")
            checkRefusal(process)
            count(fault: disk.isReal ? "F7" : "store full")
            oracle.refused(cycle, told: asked)
        } else {
            oracle.stored(cycle, told: asked)
        }
        if isTraced { noteExpected(cycle) }
        for told in told { hash.add("\(told)") }
        finish(process, errands, told, outgoing, decided: time.instant, isRefused: process.store.wasRefused)
    }

    /// What the oracle takes down in a cycle, to compare with what goes out.
    private func noteExpected(_ cycle: Casebook.Cycle) {
        for ask in cycle.asks { note("asked: \(ask)") }
        if !cycle.unsendable.isEmpty { note("cannot be read: \(cycle.unreadable), to send \(cycle.unsendable)") }
        for id in oracle.book.live {
            note("of \(id): \(oracle.book.dockets[id]?.roundName ?? "")")
            for letter in oracle.book.dockets[id]?.letters ?? [] where letter.planned == cycle.at.story {
                note("expected: \(letter.kind.rawValue) of \(id) for \(letter.person).\(letter.door)")
            }
        }
    }

    /// What the store is made to say, where the disk below it cannot fail by itself.
    private func refusal(_ process: Process) -> StoreError? {
        guard !disk.isReal else { return nil }
        return process.breaks ? .broken("a sync failed") : isFull ? .full : nil
    }

    private func isCounted(_ errand: Errand, _ told: Told) -> Bool {
        if case .reload = errand.ask { told == .reloaded } else { true }
    }

    func record(
        _ process: Process,
        _ errands: [Errand],
        _ results: [Casebook.Result],
        _ told: [Told]
    ) -> Casebook.Cycle {
        let counted = zip(errands, told).filter { isCounted($0, $1) }.map(\.0)
        let unread = process.store.unread
        if !unread.toDecide.isEmpty || !unread.toSend.isEmpty { count(fault: "F5") }
        return Casebook.Cycle(
            at: time.instant,
            results: results,
            asks: counted.map(\.ask),
            towns: counted.compactMap(\.town),
            unreadable: unread.toDecide,
            unsendable: unread.toDecide + unread.toSend
        )
    }

    /// What a caller asks, as it comes out of a queue between two processes.
    private func request(_ errand: Errand, _ reply: @escaping @Sendable (Told) -> Void) -> LedgerRequest {
        let town = errand.town ?? town
        let asked = errand.ask.order(reloading: "next")
        do {
            let order = try JSONDecoder().decode(Order.self, from: JSONEncoder().encode(asked))
            oracle.expect(order == asked, "C7", at: time.story, "\(asked) came out of the queue as \(order)")
            return try LedgerRequest(order, tree: { _ in Directory(town) }, reply: { reply(Told($0)) })
        } catch {
            preconditionFailure("an order cannot be kept: \(error)")
        }
    }

    /// Each errand must be answered once, and once only.
    private func answers(_ told: [(Int, Told)], count: Int) -> [Told] {
        var answers = [Told?](repeating: nil, count: count)
        for (place, told) in told {
            if answers[place] != nil { oracle.fail("I1", at: time.story, "a caller was answered twice") }
            answers[place] = told
        }
        return answers.map { told in
            if told == nil { oracle.fail("I1", at: time.story, "a caller was never answered") }
            return told ?? .refused("nothing")
        }
    }

    /// What follows the commit, after the time that it took.
    private func finish(
        _ process: Process,
        _ errands: [Errand],
        _ told: [Told],
        _ outgoing: [Outgoing],
        decided: Instant,
        isRefused: Bool
    ) {
        var took = ways.span(1, 8)
        if weather.slow.contains(where: { $0.contains(time.story) }) {
            took = ways.anySpan(1, 30_000)
            count(fault: "F8")
        }
        for errand in errands {
            if case .reload = errand.ask, let town = errand.town { self.town = town }
        }
        process.isBusy = true
        let former = errands
        agenda.add(at: time.story + took) { [unowned self] in
            guard process === self.process, process.isUp else { return lose(former) }
            process.isBusy = false
            if took > 500 { oracle.availableSince = time.story }
            if process.cut?.cut == .afterCommit || process.cut?.cut == .inCommit && !disk.isReal {
                lose(former)
                return die(process)
            }
            for (errand, told) in zip(former, told) { answer(errand, told) }
            if process.cut?.cut == .afterReplies { return die(process) }
            hand(outgoing, decided: decided, process)
            rest(process, isRefused: isRefused)
        }
    }

    /// Waits as the dispatcher's thread does, save that cycles in which nothing can be due are left out.
    private func rest(_ process: Process, isRefused: Bool) {
        if !process.inbox.isEmpty || !process.results.isEmpty { wake(after: ways.span(0, 5)) }
        if isRefused { return wake(after: 500) }
        if let due = process.ledger.nextDue {
            wake(after: max(due.milliseconds + time.processStart - time.story, 0))
        }
        if let due = oracle.nextDue { wake(after: max(due - time.story, 0) + 500) }
    }
}
