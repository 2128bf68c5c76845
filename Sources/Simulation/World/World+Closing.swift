import Crypto
import Dispatching
import Escalation
import Record

/// What must hold when everything is calm: the record, the rows and the account of the oracle agree.
extension World {
    func close() {
        guard let process, process.isUp else {
            return oracle.fail("I14", at: time.story, "the process is not up at the end")
        }
        // A disk whose next sync fails cannot be asked without a restart, for which there is no time left.
        guard !process.isBusy, !process.isFrozen, !(disk.isReal && process.breaks) else { return }
        oracle.checkLate(at: time.story)
        process.store.set(refusal: nil, isUnreadable: false)
        do {
            try checkChain(process.store)
            try checkRows(process.store)
            try checkReplay(process)
            try checkRecords(process.store)
        } catch {
            oracle.fail("I29", at: time.story, "the store cannot be read at the end: \(error)")
        }
    }

    /// What a link or a destination has in it.
    private static let secrets = ["/a/a1.", "webhook:", "email:"].map(ByteSearch.init)

    /// Every hash of the record follows from its entry and the hash before (I30), by our own reckoning.
    private func checkChain(_ store: any Readings) throws {
        var hash = [UInt8](repeating: 0, count: 32)
        var position: Int64 = 0
        while true {
            let entries = try store.sealed(from: position + 1, limit: 500)
            if entries.isEmpty { break }
            for entry in entries {
                var digest = SHA256()
                digest.update(data: [0])
                digest.update(data: hash)
                digest.update(data: entry.body)
                hash = Array(digest.finalize())
                position += 1
                let isClean = !Self.secrets.contains { $0.isIn(entry.body) }
                oracle.expect(isClean, "I35", at: time.story, "entry \(entry.position) holds a link or a destination")
                oracle.expect(
                    entry.position == position && entry.hash == hash,
                    "I30",
                    at: time.story,
                    "entry \(entry.position) does not fit its hash"
                )
            }
        }
        self.hash.add(position)
        for byte in hash.prefix(8) { self.hash.add(Int64(byte)) }
    }

    private func checkRows(_ store: any Readings) throws {
        for id in oracle.book.dockets.keys.sorted() {
            guard let docket = oracle.book.dockets[id], !docket.isBlurred else { continue }
            let rows = try store.incidents(matching: IncidentQuery(before: id + 1, limit: 1))
            guard let row = rows.first, row.id == id else {
                oracle.fail("I1", at: time.story, "incident \(id) is not in the store")
                continue
            }
            oracle.expect(
                row.status.rawValue == docket.statusName && row.severity.rawValue == docket.rank,
                "I29",
                at: time.story,
                "incident \(id) is listed as \(row.status.rawValue) \(row.severity.numeral), not \(docket.stateName) \(docket.rank)"
            )
            oracle.expect(
                row.timers.count == docket.alarms.count,
                "I13",
                at: time.story,
                "incident \(id) has deadlines \(row.timers.map(\.kind)), not \(docket.alarms.map(\.what))"
            )
        }
        let dockets = oracle.book.dockets.values
        if dockets.allSatisfy({ !$0.isBlurred }) {
            let letters = dockets.reduce(0) { $0 + $1.letters.count }
            let rows = try store.outboxCount()
            oracle.expect(rows == letters, "I5", at: time.story, "\(rows) messages wait to be sent, not \(letters)")
        }
    }

    /// What the ledger has in mind is what its record says (I29).
    private func checkReplay(_ process: Process) throws {
        for id in oracle.book.dockets.keys.sorted().prefix(12) {
            let box = Mailbox<Incident>()
            let note = Event.answer(Answer(person: "p1", word: .note, note: "the end"))
            let request = LedgerRequest.handle(id, note, by: .token("simulation")) { result in
                if case .success(let incident) = result { box.put(incident) }
            }
            _ = try process.ledger.run([request], at: time.moment)
            guard let live = box.drain().first else { continue }
            var replayed = Incident(replaying: try process.store.entries(of: id))
            replayed?.reportCount = live.reportCount
            oracle.expect(live == replayed, "I29", at: time.story, "the record of incident \(id) gives another state")
            let stored = try process.store.history(of: id)
            oracle.expect(live == stored?.state(), "I29", at: time.story, "the snapshot of incident \(id) is another")
            let length = stored?.entries.count ?? 0
            oracle.expect(length <= 14, "I29", at: time.story, "incident \(id) is replayed from \(length) entries")
        }
    }

    /// What must never be on record, whatever was decided.
    private func checkRecords(_ store: any Readings) throws {
        for id in oracle.book.dockets.keys.sorted().prefix(40) {
            guard let docket = oracle.book.dockets[id] else { continue }
            var check = RecordCheck(paper: docket.paper)
            for entry in try store.entries(of: id) { check.read(entry) }
            for breach in check.breaches.prefix(3) {
                oracle.fail(breach.invariant, at: time.story, "incident \(id): \(breach.what)")
            }
        }
    }

    /// The whole record, to see why something failed.
    func showRecord() {
        guard !oracle.failures.isEmpty, let store = process?.store else { return }
        var next: Int64 = 1
        while let entries = try? store.sealed(from: next, limit: 500), let last = entries.last {
            for entry in entries { note("record: " + String(decoding: entry.body, as: UTF8.self)) }
            next = last.position + 1
        }
    }

    func finishTallies() {
        tallies.merge(oracle.book.pairs)
        tallies.merge(townMaker.classes)
        let blurred = oracle.book.dockets.values.count { $0.isBlurred }
        tallies.add("incident", "followed exactly", by: oracle.book.dockets.count - blurred)
        tallies.add("incident", "followed loosely", by: blurred)
    }
}
