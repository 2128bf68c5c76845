package import Escalation
package import Record

/// The writer's side of what keeps incidents, their record and what is still to be sent.
///
/// One ledger is the only caller of ``begin()``, ``commit(_:)`` and ``lookUp(_:)``, from one thread; whoever else wants to know
/// something asks ``Readings``; what is kept by its content alone goes past the ledger, to ``Blobs``. Nothing in this protocol
/// speaks of SQLite, incidents are independent of one another, and everything an incident needs is reachable by its number.
package protocol Store: Sendable {
    /// Opens the ledger for writing and tells where it stands.
    ///
    /// - Throws: ``StoreError``.
    func begin() throws -> LedgerStart

    /// Stores everything in the batch, or nothing; durable when it returns.
    ///
    /// - Throws: ``StoreError/full`` when there is no room (nothing was stored, a later batch may succeed);
    ///   ``StoreError/unavailable(_:)`` when it cannot be reached (nothing was stored, the same batch may succeed later);
    ///   ``StoreError/fenced(_:)`` when another process leads this ledger (nothing was stored, and nothing ever will be);
    ///   ``StoreError/broken(_:)`` when nothing may be trusted any more and the process must end.
    func commit(_ batch: Batch) throws

    /// Reads everything that a cycle needs at once, as it is committed.
    ///
    /// What cannot be read is a failure of its own in the answer and hides nothing else.
    ///
    /// - Throws: ``StoreError`` when nothing at all can be read.
    func lookUp(_ wanted: Wanted) throws -> Known

    /// Why nothing may be trusted any more, whoever noticed it; `nil` while all is well.
    var fault: StoreError? { get }

    /// Whether something new may be begun; `false` while the disk is full and the store lives on room that it kept back
    /// for what has begun.
    func takesNew() -> Bool

    /// Whether an attempt to send may begin: whoever might not lead this ledger any more must not.
    ///
    /// Asked by the channels from their threads just before an attempt; it answers at once and touches nothing outside.
    ///
    /// - Parameter now: on the boot clock.
    /// - Returns: `true` always where nobody else can lead.
    func mayStart(at now: Timestamp) -> Bool
}

extension Store {
    package var fault: StoreError? { nil }

    package func takesNew() -> Bool { true }

    package func mayStart(at now: Timestamp) -> Bool { true }
}

/// Why a store did not do what it was asked.
package enum StoreError: Error, Hashable, Sendable {
    /// No room on the disk.
    case full
    /// Another process holds the data directory.
    case inUse(String)
    /// The data cannot be read by this version, or is damaged.
    case unreadable(String)
    /// A write or sync failed: what is on the disk is unknown.
    case broken(String)
    /// It cannot be reached at the moment; nothing was stored, and the same may succeed later.
    case unavailable(String)
    /// Another process leads this ledger: this one must give it up.
    case fenced(String)
}

extension StoreError: CustomStringConvertible {
    /// As a log and an answer say it.
    package var description: String {
        switch self {
        case .full: "the disk is full"
        case .inUse(let what), .unreadable(let what), .broken(let what): what
        case .unavailable(let what): "the store cannot be reached: \(what)"
        case .fenced(let what): "another process leads this ledger now: \(what)"
        }
    }
}

/// Where a ledger stands when it is opened.
package struct LedgerStart: Sendable {
    /// A random name made when the ledger was; part of every id that is seen outside.
    package var ledger: String
    /// Counts the processes that have led the ledger, this one last; 0 where nobody else can.
    package var term: Int64
    /// The newest number that was given or left out; a ledger's number before its first.
    package var lastIncident: IncidentID
    /// The position and hash of the newest entry of the record; position 0 when it is empty.
    package var head: RecordHead
    /// Every mark, by name.
    package var marks: [Mark] = []
    /// Incidents that have a future action: those with timers.
    package var pending: [PendingIncident]
    /// Everything that was planned and has no final outcome.
    package var outbox: [OutboxRow]
    /// Incidents that are not closed, those with somebody who answers included.
    package var openCount: Int
    /// Those of them for which somebody answers.
    package var acknowledgedCount: Int

    package init(
        ledger: String,
        term: Int64 = 0,
        lastIncident: IncidentID,
        head: RecordHead,
        pending: [PendingIncident],
        outbox: [OutboxRow],
        openCount: Int,
        acknowledgedCount: Int = 0
    ) {
        self.ledger = ledger
        self.term = term
        self.lastIncident = lastIncident
        self.head = head
        self.pending = pending
        self.outbox = outbox
        self.openCount = openCount
        self.acknowledgedCount = acknowledgedCount
    }
}

/// An incident that has a future action.
package struct PendingIncident: Hashable, Sendable {
    package var id: IncidentID
    package var timers: [IncidentTimer]

    package init(id: IncidentID, timers: [IncidentTimer]) {
        self.id = id
        self.timers = timers
    }
}

/// What is known of an incident without replaying its record.
package struct IncidentRow: Hashable, Sendable {
    package var id: IncidentID
    package var unit: UnitPath
    package var plan: PlanName
    package var title: String
    package var severity: Severity
    package var status: Incident.Status
    package var progress: Incident.Progress.Kind
    package var isDrill: Bool
    package var reportedAt: Timestamp
    package var changedAt: Timestamp
    package var closedAt: Timestamp?
    package var source: String
    package var dedupKey: String?
    package var timers: [IncidentTimer]
    /// How often it was reported, with the repeats that are no entry of the record.
    package var reports: Int

    package init(
        id: IncidentID,
        unit: UnitPath,
        plan: PlanName,
        title: String,
        severity: Severity,
        status: Incident.Status,
        progress: Incident.Progress.Kind,
        isDrill: Bool,
        reportedAt: Timestamp,
        changedAt: Timestamp,
        closedAt: Timestamp?,
        source: String,
        dedupKey: String?,
        timers: [IncidentTimer],
        reports: Int = 1
    ) {
        self.id = id
        self.reports = reports
        self.unit = unit
        self.plan = plan
        self.title = title
        self.severity = severity
        self.status = status
        self.progress = progress
        self.isDrill = isDrill
        self.reportedAt = reportedAt
        self.changedAt = changedAt
        self.closedAt = closedAt
        self.source = source
        self.dedupKey = dedupKey
        self.timers = timers
    }
}

/// A notification that has no final outcome yet.
package struct OutboxRow: Hashable, Sendable {
    package var notification: Notification
    package var severity: Severity
    /// How long flood control may keep it back from when it is due: until half the time to answer is gone; `nil` for what asks
    /// for no answer by a time.
    package var patience: TimeSpan?

    package init(notification: Notification, severity: Severity, patience: TimeSpan? = nil) {
        self.notification = notification
        self.severity = severity
        self.patience = patience
    }
}

/// What was filed under an idempotency key.
package struct FilingRow: Hashable, Sendable {
    /// Who filed it, and the idempotency key.
    package var key: SourceKey
    /// SHA-256 of the request's body.
    package var bodyDigest: [UInt8]
    package var incident: IncidentID
    package var at: Timestamp

    package init(key: SourceKey, bodyDigest: [UInt8], incident: IncidentID, at: Timestamp) {
        self.key = key
        self.bodyDigest = bodyDigest
        self.incident = incident
        self.at = at
    }
}

/// Which incidents to list.
package struct IncidentQuery: Sendable {
    /// How they must stand, by one word: a status, or one for several.
    package enum StatusFilter: Hashable, Sendable, RawRepresentable {
        /// Exactly this one.
        case exactly(Incident.Status)
        /// However they ended.
        case closed
        case unclosed

        package static let all: [StatusFilter] = Incident.Status.all.map { .exactly($0) } + [.closed, .unclosed]

        package var rawValue: String {
            switch self {
            case .exactly(let status): status.rawValue
            case .closed: "closed"
            case .unclosed: "unclosed"
            }
        }

        package init?(rawValue: String) {
            switch rawValue {
            case "closed": self = .closed
            case "unclosed": self = .unclosed
            default:
                guard let status = Incident.Status(rawValue: rawValue) else { return nil }
                self = .exactly(status)
            }
        }
    }

    /// `nil` for all.
    package var status: StatusFilter?
    /// This unit and everything below it.
    package var unit: UnitPath?
    package var plan: PlanName?
    package var severity: Severity?
    /// Only incidents that this source reported.
    package var source: String?
    /// Only incidents with a smaller number: the cursor.
    package var before: IncidentID?
    package var limit: Int

    package init(
        status: StatusFilter? = nil,
        unit: UnitPath? = nil,
        plan: PlanName? = nil,
        severity: Severity? = nil,
        source: String? = nil,
        before: IncidentID? = nil,
        limit: Int = 50
    ) {
        self.status = status
        self.unit = unit
        self.plan = plan
        self.severity = severity
        self.source = source
        self.before = before
        self.limit = limit
    }
}
