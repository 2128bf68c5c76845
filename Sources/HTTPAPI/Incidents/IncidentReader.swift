package import Dispatching
import Escalation

/// Reads incidents and plans for the routes, off the threads that take reports in (``APILimits/readers``).
package struct IncidentReader: Sendable {
    private let ledger: any Desk
    private let store: any Readings
    private let threads = SideThreads(name: "readers", width: APILimits.readers)

    package init(ledger: any Desk, store: any Readings) {
        self.ledger = ledger
        self.store = store
    }

    /// Does some reading.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Readings) throws -> Value) async throws -> Value {
        try await threads.run { [store] in try body(store) }
    }

    /// The incident as it is stored: as the ledger has it in memory, or made of its snapshot; `nil` when there is none, or none any more.
    func incident(_ id: IncidentID) async throws -> Incident? {
        if let kept = ledger.kept(id) { return kept }
        return try await read { try $0.history(of: id)?.state() }
    }

    func isRemoved(_ id: IncidentID) async throws -> Bool {
        try await read { try $0.isRemoved(id) }
    }
}
