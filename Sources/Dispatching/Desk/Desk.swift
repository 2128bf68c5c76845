package import Escalation

/// Where orders are put before the ledger, wherever that is.
///
/// What is answered is durable; what is refused with ``LedgerError/unavailable(_:)`` was not done.
package protocol Desk: Sendable {
    /// Files reports, each for itself.
    ///
    /// - Parameters:
    ///   - filings: in the order in which they count.
    ///   - reply: called once for each, with its place, from any thread.
    func file(_ filings: [Filing], reply: @escaping @Sendable (Int, Result<Filed, LedgerError>) -> Void)

    /// Does something to an incident and waits until that is durable.
    ///
    /// - Throws: ``LedgerError``.
    func handle(_ action: Action, of id: IncidentID, by actor: Actor) async throws -> Incident

    /// Puts a new contact tree in force.
    ///
    /// - Parameters:
    ///   - directory: the tree.
    ///   - edit: what the server wrote to make it, if it did; goes on record with it.
    ///   - reply: called once, from any thread, when it is durable or was not done.
    func install(
        _ directory: Directory,
        after edit: TreeEdit?,
        reply: @escaping @Sendable (Result<Void, LedgerError>) -> Void
    )

    /// The incident as it is stored, where this process has it in memory; `nil` says nothing of whether there is one.
    func kept(_ id: IncidentID) -> Incident?
}

extension Desk {
    /// Files one report and waits until it is durable.
    ///
    /// - Throws: ``LedgerError``.
    package func file(_ filing: Filing) async throws -> Filed {
        try await withCheckedThrowingContinuation { waiting in
            file([filing]) { _, result in waiting.resume(with: result) }
        }
    }
}
