import Dispatching
import Escalation
import Logging
import Messages
import Synchronization

/// A clock that shows what a test sets.
final class HandClock: Dispatching.Clock {
    private let moment: Mutex<Moment>

    init(_ start: Moment = Moment(wall: Scene.start, boot: Timestamp(milliseconds: 0))) {
        moment = Mutex(start)
    }

    func now() -> Moment { moment.withLock { $0 } }
    func set(_ new: Moment) { moment.withLock { $0 = new } }

    func pass(_ span: TimeSpan) {
        moment.withLock { $0 = Moment(wall: $0.wall + span, boot: $0.boot + span) }
    }
}

/// An auditor beside a scene's ledger; it looks when a test says so.
final class Inspection {
    let scene: Scene
    let alerts: SelfAlerts
    let told = KeptChannel()
    private let auditor: Auditor
    private let clock = HandClock()
    private let requests = Requests()

    private final class Requests: Sendable {
        let waiting = Mutex<[LedgerRequest]>([])
    }

    init(_ scene: Scene) {
        self.scene = scene
        let silence = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        alerts = SelfAlerts(log: silence, clock: clock) { [] }
        alerts.connect([told], name: "memory00")
        let (requests, holds) = (requests, Holding())
        holding = holds
        auditor = Auditor(
            store: scene.store,
            clock: clock,
            figures: scene.metrics.auditor,
            alerts: alerts,
            log: silence,
            isHolding: { _ in holds.isTrue.withLock { $0 } },
            submit: { new in requests.waiting.withLock { $0 += new } }
        )
    }

    final class Holding: Sendable {
        let isTrue = Mutex(true)
    }

    /// Whether the channels still have what was handed to them.
    let holding: Holding

    /// One look, and the ledger's cycle that answers it.
    func look() throws {
        clock.set(scene.now)
        _ = auditor.look()
        let waiting = requests.waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        if !waiting.isEmpty { try scene.cycle(waiting) }
    }

    /// Lets time pass with a look every two seconds, and `change` before each.
    func run(until minutes: Int64, _ seconds: Int64 = 0, change: (TimeSpan) throws -> Void = { _ in }) throws {
        let end = TimeSpan.minutes(minutes) + .seconds(seconds)
        while scene.time < end {
            let next = min(scene.time + .seconds(2), end)
            try scene.run(until: 0, next.milliseconds / 1_000)
            try change(scene.time)
            try look()
            try scene.cycle()
        }
    }

    /// What the auditor put on record of an incident.
    func mended(_ id: IncidentID = 1) -> [AuditFinding] {
        scene.changes(id).compactMap { change in
            if case .auditorMended(let found, _, _) = change { found } else { nil }
        }
    }
}

/// A channel that takes everything and keeps it.
final class KeptChannel: Channel {
    let name: String
    private let lines = Lines()

    init(_ name: String = "log") {
        self.name = name
    }

    /// Titles and texts.
    var all: [String] { lines.all }

    func send(_ deliveries: [Delivery], report: @escaping @Sendable ([DeliveryResult]) -> Void) {
        for delivery in deliveries {
            let message = delivery.compose()
            lines.add("\(message.kindName) \(message.person): \(message.text)")
            report([DeliveryResult(parcel: delivery.parcel, outcome: .accepted(evidence: .reply(250, "kept")))])
        }
    }

    func stop(patience: TimeSpan) {}
}
