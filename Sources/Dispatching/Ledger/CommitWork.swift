import Escalation
import Record

/// What one group commit has decided so far: the incidents as they will be, the batch, and who waits for an answer.
struct CommitWork {
    struct Working {
        /// `nil` for an incident that this commit opens.
        var before: Shared<Incident>?
        var after: Shared<Incident>
    }

    let now: Moment
    /// Random: goes into the ids of what is planned and merged in this commit.
    let mark: UInt64
    var head: RecordHead
    var lastIncident: IncidentID
    var working: [IncidentID: Working] = [:]
    var order: [IncidentID] = []
    var entries: [SealedEntry] = []
    /// Notifications that this commit touches, in order.
    var touched: [NotificationID] = []
    var planned: Set<NotificationID> = []
    var keys: [SourceKey: IncidentID] = [:]
    var filings: [SourceKey: FilingRow] = [:]
    /// What was read of the store before anything was decided.
    var read = Gathered()
    var replies: [@Sendable () -> Void] = []
    var refusals: [Refused] = []
    var merges: [Merge] = []
    /// Incidents of which nobody at all could be told.
    var unreached: [IncidentID] = []
    /// What must be tried again when this commit is refused.
    var kept: [Ledger.Kept] = []
    /// Events of incidents whose record could not be read; they come again a while after the commit.
    var unread: [Ledger.Kept] = []
    /// Timers that came up in this commit and are out of the queue.
    var fired: [IncidentID: [IncidentTimer]] = [:]
    /// Timers and messages that were in no list of the ledger and go back once the commit is stored.
    var rearmed: [DeadlineQueue.Entry] = []
    var refound: [OutboxRow] = []
    /// Incidents whose row is written again though nothing of it changed.
    var rewritten: Set<IncidentID> = []
    var tally = Tally()
    /// What retention takes away.
    var removed: [RemovedIncident] = []
    /// The newest number that is not given, after an older copy was put in place.
    var numbersLeftOutTo: IncidentID?
    /// What the ledger remembers by name from this commit on.
    var marks: [Mark] = []
    var outdatedFilings: [SourceKey] = []
    var unusedPlans: [String] = []
    /// Plans of which this commit opens an incident for another one, or reports to the one that is open.
    var openings: [IncidentID: Set<PlanName>] = [:]
    /// Of a contact tree that comes into force with this commit.
    var plans: [Plan] = []
    /// The contact tree that was in force before; back in force when the commit is refused.
    var formerDirectory: Directory?

    /// Somebody who is told when nothing was stored.
    struct Refused {
        /// What a store that is full may be asked once more, on its reserve.
        var request: LedgerRequest?
        var tell: @Sendable (LedgerError) -> Void
    }

    init(now: Moment, mark: UInt64, head: RecordHead, lastIncident: IncidentID) {
        self.now = now
        self.mark = mark
        self.head = head
        self.lastIncident = lastIncident
    }

    /// Takes a decision on: seals its entry and notes what it touches.
    ///
    /// - Returns: the incident as it is after it.
    mutating func take(_ decision: Decision, before: Shared<Incident>?, by actor: Actor) throws -> Shared<Incident> {
        let incident = decision.incident
        precondition(before.map { $0.value.id == incident.id } ?? true, "a decision is about another incident")
        precondition(
            before != nil || working[incident.id] == nil && incident.id > lastIncident,
            "incident \(incident.id) was opened twice"
        )
        if !decision.changes.isEmpty {
            let entry = RecordEntry(incident: incident.id, at: now.wall, by: actor, changes: decision.changes)
            entries.append(try RecordChain.seal(entry, after: &head))
        }
        let after = Shared(incident)
        if working[incident.id] == nil {
            working[incident.id] = Working(before: before, after: after)
            order.append(incident.id)
        } else {
            working[incident.id]?.after = after
        }
        for change in decision.changes { note(change, of: incident.id) }
        return after
    }

    func isRemoved(_ id: IncidentID) -> Bool {
        removed.contains { $0.id == id }
    }

    private mutating func note(_ change: Change, of incident: IncidentID) {
        switch change {
        case .notificationPlanned(let notification):
            let isNew = planned.insert(notification.id).inserted
            precondition(isNew && notification.id.incident == incident, "\(notification.id) was planned twice")
            touched.append(notification.id)
            tally.add(.asked, label: notification.kind.rawValue)
        case .notificationAccepted(let number, _, _):
            touched.append(NotificationID(incident: incident, number: number))
            tally.add(.accepted)
        case .notificationRetrying(let number, _, _, _, let isUnknown):
            touched.append(NotificationID(incident: incident, number: number))
            tally.add(.retried, label: isUnknown ? "unknown" : "temporary")
        case .notificationFailed(let number, _, _):
            touched.append(NotificationID(incident: incident, number: number))
            tally.add(.failed)
        case .notificationCancelled(let number, let reason):
            touched.append(NotificationID(incident: incident, number: number))
            tally.add(.cancelled, label: reason.rawValue)
        case .notificationMerged(let number, _, _):
            touched.append(NotificationID(incident: incident, number: number))
            tally.add(.merged)
        case .stepStarted(_, let step, _, _):
            if step > 0 { tally.add(.escalated, label: "step") }
        case .deputiesAsked(_, _, let reason, _): tally.add(.escalated, label: "deputy_\(reason.rawValue)")
        case .exhausted(let part): tally.add(.escalated, label: part == .chain ? "exhausted" : "body_exhausted")
        case .toldIncomplete: tally.add(.escalated, label: "incomplete")
        case .calledIn: tally.add(.escalated, label: "called_in")
        case .nobodyReachable:
            tally.add(.nobodyReachable)
            unreached.append(incident)
        case .templateFailed: tally.add(.templateFailed)
        case .auditorMended(let found, _, _): tally.add(.mended, label: found.rawValue)
        case .opened(_, _, let isNew): tally.add(.escalated, label: isNew ? "opened" : "linked")
        case .reported, .reportedAgain, .notOpened, .linked, .followedUp, .roundStarted, .runStarted, .stepSkipped,
            .stepJoined, .seatsEmpty, .seatsGivenUp, .calledInSilent, .partMet, .partOpen, .runEnded, .accepted,
            .declined, .unreachable, .seen,
            .extended, .noted, .answeredLate, .satisfied, .commandBegan, .commandOffered, .commandEnded,
            .acknowledgementLapsed, .openAgain,
            .reopened, .severityChanged, .paused, .acknowledgementExtended, .resumed, .escalatedByHand, .toldFallback,
            .obligationArose, .obligationReminded, .obligationEscalated, .obligationMet, .obligationVoided, .closed,
            .timerSet, .timerCleared, .incidentsRemoved, .restoreAccepted, .numbersLeftOut, .treeInstalled, .treeEdited:
            break
        }
    }

    /// The batch to store.
    func batch() -> Batch {
        var batch = Batch()
        batch.entries = entries
        batch.filings = filings.values.sorted { $0.key < $1.key }
        batch.removed = removed
        batch.numbersLeftOutTo = numbersLeftOutTo
        batch.marks = marks
        batch.outdatedFilings = outdatedFilings
        batch.unusedPlans = unusedPlans.filter { version in !plans.contains { $0.version == version } }
        batch.plans = plans
        for id in order {
            guard let work = working[id] else { continue }
            let row = IncidentRow(work.after.value, changedAt: now.wall)
            if let before = work.before {
                let isSame = IncidentRow(before.value, changedAt: now.wall) == row
                if !isSame || rewritten.contains(id) { batch.changed.append(row) }
            } else {
                batch.opened.append(row)
            }
        }
        var seen: Set<NotificationID> = []
        for id in touched where seen.insert(id).inserted {
            guard let incident = working[id.incident]?.after else { continue }
            if let notification = incident.value.unfinished[id.number] {
                let row = OutboxRow(notification, of: incident.value, at: now.wall)
                if planned.contains(id) { batch.planned.append(row) } else { batch.postponed.append(row) }
            } else if !planned.contains(id) {
                batch.settled.append(id)
            }
        }
        return batch
    }
}

extension IncidentRow {
    init(_ incident: borrowing Incident, changedAt: Timestamp) {
        self.init(
            id: incident.id,
            unit: incident.report.unit,
            plan: incident.report.plan,
            title: incident.report.title,
            severity: incident.severity,
            status: incident.status,
            progress: incident.progress.kind,
            isDrill: incident.report.isDrill,
            reportedAt: incident.reportedAt,
            changedAt: changedAt,
            closedAt: incident.closing?.at,
            source: incident.report.source,
            dedupKey: incident.report.dedupKey,
            timers: incident.timers,
            reports: incident.reportCount
        )
    }
}
