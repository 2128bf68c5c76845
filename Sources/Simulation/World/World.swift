import Access
import Dispatching
import Escalation
import Messages

/// One simulated machine with everything around it: a single thread, one agenda, and a seed that decides everything.
final class World {
    let seed: UInt64
    let templates: Templates
    var agenda = Agenda()
    var time = SimulatedTime()
    var hash = EventHash()
    var tallies = Tallies()
    var oracle: Oracle
    var town: Town
    let weather: Weather
    let length: Int64
    /// Until when anything is looked at; the weather is calm from `length` on.
    let end: Int64
    private(set) var trace: [String] = []
    let isTraced: Bool

    // The process and its disk.
    let disk: any Disk
    var process: Process?
    var doubt: Doubt?
    /// Counts the processes, so that what belongs to a former one is known.
    var epoch = 0
    let links: AnswerLinks

    // Chance, one stream for each purpose.
    var ways: Dice
    var fates: Dice
    var people: Dice
    var callers: Dice

    // What people and callers do.
    var townMaker: TownMaker
    var residents = Residents()
    /// Incidents as they were in their last message.
    var faces: [Int64: Incident] = [:]
    var waiting: [Int: Errand] = [:]
    var lost: [Int: () -> Void] = [:]
    var errands = 0

    init(seed: UInt64, kind: DiskKind, templates: Templates, isCalm: Bool = false, isTraced: Bool = false) throws {
        self.seed = seed
        self.templates = templates
        self.isTraced = isTraced
        var shape = Dice(seed: seed, stream: 1)
        let isHall = shape.oneIn(60)
        townMaker = TownMaker(
            dice: Dice(seed: seed, stream: 2),
            openings: Dice(seed: seed, stream: 21),
            duty: Dice(seed: seed, stream: 31),
            isHall: isHall
        )
        town = townMaker.town()
        length = isHall ? 1_800_000 : shape.anySpan(1_200_000, 28_800_000)
        end = length + (isHall ? 3_600_000 : shape.anySpan(3_600_000, 36_000_000))
        var storms = Dice(seed: seed, stream: 3)
        let receivers = town.dwellers.flatMap(\.doors).map(\.destination)
        weather = isCalm ? Weather() : Weather(dice: &storms, length: length, receivers: Array(receivers.prefix(12)))
        ways = Dice(seed: seed, stream: 4)
        fates = Dice(seed: seed, stream: 5)
        people = Dice(seed: seed, stream: 6)
        callers = Dice(seed: seed, stream: 7)
        oracle = Oracle(town: town)
        links = AnswerLinks(
            publicURL: "https://tocsin.example",
            ledger: "memory00",
            masters: [[UInt8](repeating: 7, count: 32)]
        )
        disk = try kind.make(seed: seed)
    }

    // MARK: The course of things

    func after(_ span: Int64, _ action: @escaping () -> Void) {
        agenda.add(at: time.story + span, action)
    }

    func note(_ text: @autoclosure () -> String) {
        if isTraced { trace.append("\(Written.time(time.story))  \(text())") }
    }

    func count(fault: String) {
        tallies.add("fault", fault)
        hash.add(fault)
        note("fault \(fault)")
    }

    /// Lets everything happen until the end, or until something failed.
    func run() {
        plan()
        startProcess()
        while let next = agenda.next, next <= end, oracle.failures.isEmpty {
            guard let (at, action) = agenda.take() else { break }
            time.advance(to: at)
            action()
        }
        time.advance(to: end)
        if oracle.failures.isEmpty { close() }
        if isTraced { showRecord() }
        finishTallies()
        process = nil
        disk.free()
    }

    /// The faults that come at set times.
    private func plan() {
        for crash in weather.crashes { agenda.add(at: crash.at) { [unowned self] in self.crash(crash) } }
        for stop in weather.stops { agenda.add(at: stop.at) { [unowned self] in self.terminate(stop) } }
        for putBack in weather.putBacks { planPutBack(putBack) }
        for freeze in weather.freezes {
            agenda.add(at: freeze.from) { [unowned self] in self.freeze(until: freeze.until) }
        }
        for span in weather.full where disk.isReal {
            agenda.add(at: span.from) { [unowned self] in disk.set(isFull: true) }
            agenda.add(at: span.until) { [unowned self] in disk.set(isFull: false) }
        }
        for at in weather.seconds {
            agenda.add(at: at) { [unowned self] in
                guard process?.isUp == true else { return }
                count(fault: "F25")
                oracle.expect(disk.refusesSecond(), "F25", at: time.story, "a second process got the ledger")
            }
        }
        for span in weather.full + weather.slow + weather.unreadable {
            agenda.add(at: span.until) { [unowned self] in
                oracle.availableSince = max(oracle.availableSince, time.story + 1_000)
                wake(after: 0)
            }
        }
        for at in weather.broken { agenda.add(at: at) { [unowned self] in self.breakStore() } }
        for step in weather.steps {
            agenda.add(at: step.at) { [unowned self] in
                time.step(by: step.by)
                count(fault: step.by > 0 ? "F28 forward" : "F28 back")
                note("the wall clock steps by \(step.by) ms")
            }
        }
        if weather.drift != 0 {
            time.setDrift(weather.drift)
            count(fault: "F29")
        }
        planWorkload()
        agenda.add(at: 1_000) { [unowned self] in self.look() }
    }

    /// Every now and then the oracle looks for what is late.
    private func look() {
        let isFull = weather.full.contains { $0.contains(time.story) }
        if let process, process.isUp, !process.isBusy, !process.isFrozen, !isFull {
            oracle.checkLate(at: time.story)
        }
        let next = min(oracle.nextDue ?? .max, time.story + 600_000)
        after(max(next - time.story, 0) + Oracle.patience + 1) { [unowned self] in self.look() }
    }
}
