package import Escalation
import Logging
import Messages
import Record
import Text

/// A message that may go out now: what it stands for, and everything needed to render it.
package struct Outgoing: Sendable {
    package var parcel: ParcelID
    package var person: Person
    package var address: Address
    /// The notifications it stands for with their incidents; one, or several in a digest.
    package var contents: [Content]

    package struct Content: Sendable {
        package var notification: Notification
        package var incident: Shared<Incident>
        package var plan: Plan
    }

    package var directory: Directory
    package var at: Timestamp
}

extension Ledger {
    /// Stores the work, then moves everything on that only a stored commit may move.
    func commit(_ work: inout CommitWork) throws {
        var batch = work.batch()
        batch.snapshots = snapshots(of: work, batch)
        check(work, batch)
        do {
            if !batch.isEmpty { try store.commit(batch) }
        } catch StoreError.full {
            return giveUp(work, because: SelfAlert.diskFull(goesOn: false))
        } catch let error as StoreError where error.isPassing {
            return giveUp(work, because: LocalizedText("\(error); nothing was stored"))
        } catch {
            for refused in work.refusals { refused.tell(.unavailable(StoreError.refusal(after: error))) }
            throw error
        }
        feed?.publish(batch)
        noteStored(batch, at: work.now)
        metrics.add(work.tally, batch: batch.entries.count)
        head = work.head
        lastIncident = work.lastIncident
        remember(work.marks)
        for snapshot in batch.snapshots { withoutSnapshot.remove(snapshot.incident) }
        for id in work.order {
            guard let done = work.working[id] else { continue }
            cache.put(done.after)
            count(done)
            places.note(done.after.value)
            let fired = work.fired[id] ?? []
            let before = done.before?.value.timers ?? []
            for timer in done.after.value.timers where fired.contains(timer) || !before.contains(timer) {
                if drops(deadlineOf: id) { continue }
                deadlines.add(timer, of: id, due: work.now.boot + timer.span)
            }
        }
        takeBack(work)
        for incident in work.unreached {
            log.critical("a plan reached nobody at all", metadata: ["incident": "\(incident)"])
            alerts?.raise(.nobodyReached, SelfAlert.incident(incident))
        }
        hand(batch, merges: work.merges, at: work.now)
        for one in work.unread { comeAgain(one, at: work.now) }
        for reply in work.replies { reply() }
    }

    /// What a commit must be, whatever was decided in it; anything else would spoil the record for good.
    private func check(_ work: CommitWork, _ batch: Batch) {
        let last = head.position + Int64(batch.entries.count)
        precondition(work.head.position == last, "the record would not end where its entries do")
        if let first = batch.entries.first {
            precondition(first.position == head.position + 1, "entry \(first.position) would not follow the head")
            precondition(batch.entries.last?.hash == work.head.hash, "the head is not the last entry's")
        }
        precondition(
            work.lastIncident >= lastIncident && work.lastIncident.ledger == lastIncident.ledger,
            "numbers of incidents would be given again"
        )
        precondition(
            batch.opened.allSatisfy { $0.id > lastIncident && $0.id <= work.lastIncident },
            "an incident would be opened under a number that is not new"
        )
        precondition(
            batch.changed.allSatisfy { $0.id <= lastIncident && !work.isRemoved($0.id) },
            "an incident would be changed that is not there"
        )
    }

    /// A stored batch proves that the store takes writes again; without one, it is asked again after a while.
    private func noteStored(_ batch: Batch, at now: Moment) {
        guard storeRefusal != nil else { return }
        if batch.isEmpty, let refusedAt, now.boot - refusedAt < Self.refusalLasts { return }
        isRefused = false
        guard store.takesNew(), store.mayStart(at: now.boot) else { return }
        storeRefusal = nil
        refusedAt = nil
        guard !batch.isEmpty else { return }
        log.notice("the store takes writes again")
        alerts?.recovered(.storeRefuses)
    }

    /// An incident's record could not be read: what was to happen to it is tried again later, and nothing else waits.
    private func comeAgain(_ one: Kept, at now: Moment) {
        let due = now.boot + rereadAfter
        switch one {
        case .deadline(let entry):
            deadlines.add(entry.timer, of: entry.incident, due: due)
            putOff[entry.incident] = due
        case .result(_, let members): for member in members { dispatcher.postpone(member, until: due) }
        }
    }

    private func hand(_ batch: Batch, merges: [Merge], at now: Moment) {
        for merge in merges { dispatcher.merged(merge, at: now.boot) }
        for id in batch.settled { dispatcher.settle(id) }
        for row in batch.planned {
            dispatcher.add(row, due: now.boot + max(row.notification.due - now.wall, .zero))
        }
        // What was only merged keeps its turn: its due time is of the past, and the wall clock may have been set back since.
        let merged = Set(merges.flatMap(\.members))
        for row in batch.postponed where !merged.contains(row.notification.id) {
            dispatcher.postpone(row.notification.id, until: now.boot + max(row.notification.due - now.wall, .zero))
        }
        // What was planned or released in this cycle may go out in the same one; what is to be merged is, in the next.
        dispatcher.advance(to: now.boot, in: directory)
    }

    /// Nothing was stored: callers are told, and what nobody would repeat is kept for the next cycle.
    private func giveUp(_ work: CommitWork, because reason: LocalizedText) {
        let mayGoOn = !isRefused && !store.takesNew()
        noteRefused(because: reason, at: work.now)
        isRefused = true
        var tally = Tally()
        tally.add(.commitsFailed)
        metrics.add(tally, batch: 0)
        for id in work.order { cache.forget(id) }
        if let former = work.formerDirectory {
            directory = former
            plans.install(former.allPlans)
        }
        kept = work.kept
        for refused in work.refusals {
            if mayGoOn, let request = refused.request {
                waiting.append(request)
            } else {
                refused.tell(.unavailable(reason.text(in: "en")))
            }
        }
    }

    private func count(_ done: CommitWork.Working) {
        func weigh(_ incident: Incident, _ amount: Int) {
            switch incident.status {
            case .open: openCount += amount
            case .acknowledged: acknowledgedCount += amount
            case .closed: break
            }
        }
        if let before = done.before { weigh(before.value, -1) }
        weigh(done.after.value, 1)
        precondition(openCount >= 0, "more incidents were answered or ended than were open")
        precondition(acknowledgedCount >= 0, "more incidents ended or opened again than were answered")
    }

    /// Everything whose turn it is, with the incidents as they are now.
    func takeReady(at now: Moment) -> [Outgoing] {
        var tally = Tally()
        defer { metrics.add(tally, batch: 0) }
        let ready = dispatcher.takeReady().map { parcel in
            let person = directory.people[parcel.person]
            return (parcel: parcel, person: person, address: person?.addresses.first { $0.name == parcel.address })
        }
        let sent = ready.filter { $0.address != nil }.flatMap(\.parcel.members)
        let read = read(sent.map(\.incident))
        return ready.compactMap { ready, person, address in
            guard let person, let address else {
                let gone = DeliveryResult(
                    parcel: ready.parcel,
                    outcome: .permanent(reason: Evidence(.targetGone))
                )
                kept.append(.result(gone, dispatcher.finish(ready.parcel)))
                return nil
            }
            let (outgoing, unread) = outgoing(ready, to: person, at: address, read, now: now)
            if !unread.isEmpty {
                tally.add(.damaged)
                let due = now.boot + rereadAfter
                dispatcher.putBack(unread, of: ready.parcel, until: due)
            }
            guard dispatcher.handedOver(ready.parcel) != nil, let outgoing else { return nil }
            tally.add(.sent, label: address.channel)
            return outgoing
        }
    }

    /// What a parcel says, `nil` when there is nothing, and the notifications of incidents whose record cannot be read.
    private func outgoing(
        _ ready: Dispatcher.ReadyParcel,
        to person: Person,
        at address: Address,
        _ read: [IncidentID: Result<Shared<Incident>, LedgerError>],
        now: Moment
    ) -> (Outgoing?, unread: [NotificationID]) {
        var contents: [Outgoing.Content] = []
        var unread: [NotificationID] = []
        for id in ready.members {
            guard let incident = try? incident(id.incident, in: read),
                let notification = incident.value.unfinished[id.number],
                let plan = plan(version: incident.value.report.planVersion)
            else {
                unread.append(id)
                continue
            }
            contents.append(Outgoing.Content(notification: notification, incident: incident, plan: plan))
        }
        guard !contents.isEmpty else { return (nil, unread) }
        let outgoing = Outgoing(
            parcel: ready.parcel,
            person: person,
            address: address,
            contents: contents,
            directory: directory,
            at: now.wall
        )
        return (outgoing, unread)
    }

    func noteCycle(at now: Moment) {
        let gauges = Metrics.Gauges(
            open: openCount,
            acknowledged: acknowledgedCount,
            outbox: dispatcher.count,
            queued: dispatcher.queued,
            deadlines: deadlines.count
        )
        metrics.cycle(at: now.boot, lag: latestLag, gauges: gauges, storeRefusal: storeRefusal)
        metrics.auditor.note(clocks)
    }
}
