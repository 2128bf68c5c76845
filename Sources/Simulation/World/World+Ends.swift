import Dispatching
import Escalation

/// How the process ends, or stands still.
extension World {
    func crash(_ crash: Weather.Crash) {
        guard let process, process.isUp else { return }
        count(fault: "F22 \(crash.cut)")
        process.cut = crash
        if crash.cut == .atOnce { return die(process) }
        if crash.cut == .inCommit { disk.cutOffInCommit(&fates) }
        agenda.add(at: time.story + 900_000) { [unowned self] in
            if process === self.process, process.isUp { die(process) }
        }
    }

    /// The process is cut off: what it had not stored is gone, and what it was sending may have arrived or not.
    func die(_ process: Process) {
        let crash = process.cut ?? Weather.Crash(at: 0, cut: .atOnce, downtime: ways.span(50, 5_000), losesClock: false)
        note("the process is cut off (\(crash.cut))")
        process.isUp = false
        lose(process.inbox)
        let ends = process.store.ends
        doubt = Doubt(ends: ends, count: process.store.hopedCount, cycle: process.unsure)
        if let fault = disk.cutOff(&fates) { tallies.add("fault", fault) }
        self.process = nil
        if crash.losesClock {
            let lost = time.loseTime()
            count(fault: "F33")
            agenda.add(at: time.story + crash.downtime + 20_000) { [unowned self] in time.step(by: lost) }
        }
        after(crash.downtime) { [unowned self] in self.startProcess() }
    }

    /// A commit failed in a way after which nothing may be trusted: nobody may be told that anything was done.
    func broke(
        _ process: Process,
        _ errands: [Errand],
        _ results: [Casebook.Result],
        told: [(Int, Told)]
    ) {
        note("the store broke")
        count(fault: process.cut?.cut == .inCommit ? "F1" : "F4")
        var answers = [Told](repeating: .refused("nothing"), count: errands.count)
        for (place, told) in told { answers[place] = told }
        process.unsure = record(process, errands, results, answers)
        for (place, told) in told {
            if case .refused = told { continue }
            if case .filed(_, "repeated") = told { continue }
            oracle.fail("I1", at: time.story, "\(errands[place].ask) was answered \(told) by a broken store")
        }
        lose(errands)
        die(process)
    }

    func breakStore() {
        guard let process, process.isUp else { return }
        process.breaks = true
        disk.failSync()
    }

    /// SIGTERM: what waits is done and its messages are handed over, then the process ends.
    func terminate(_ stop: Weather.Crash) {
        guard let process, process.isUp, !process.isBusy, !process.isFrozen, process.cut == nil else { return }
        count(fault: "F24")
        note("the process is asked to end")
        process.cut = Weather.Crash(at: stop.at, cut: .atOnce, downtime: stop.downtime, losesClock: false)
        cycle(process)
        guard process.isUp else { return }
        agenda.add(at: time.story + 31_000) { [unowned self] in
            if process === self.process, process.isUp { die(process) }
        }
        process.isEnding = true
    }

    /// SIGSTOP, or the machine sleeps.
    func freeze(until end: Int64) {
        guard let process, process.isUp else { return }
        count(fault: ways.oneIn(2) ? "F23" : "F30")
        note("the process is stopped until \(Written.time(end))")
        process.isFrozen = true
        agenda.add(at: end) { [unowned self] in
            process.isFrozen = false
            oracle.availableSince = max(oracle.availableSince, time.story)
            process.cycleAt = .max
            if process === self.process { wake(after: 0) }
        }
    }
}
