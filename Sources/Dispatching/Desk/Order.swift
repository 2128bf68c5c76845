package import Escalation

/// What people and programs ask of a ledger, as a value: it can wait in a queue, cross to another process, and be asked again
/// there after its answer was lost.
///
/// Whatever is new to ask becomes a case here; ``LedgerRequest`` puts the way back of the answer around it.
package enum Order: Hashable, Codable, Sendable {
    case file(Filing)
    case act(IncidentID, Action, by: Actor)
    /// The contact tree of this version comes into force; its files are where every process can read them.
    case install(version: String)
    /// The same, of the tree with a file that the server wrote into it.
    case edit(TreeEdit, version: String)
}

/// What became of an order; durable by the time anybody sees it.
package enum OrderOutcome: Sendable {
    case filed(Filed)
    case acted(Incident)
    case installed
}

extension LedgerRequest {
    /// Puts an order before a ledger.
    ///
    /// - Parameters:
    ///   - order: what is asked.
    ///   - tree: the contact tree of a version.
    ///   - reply: called once, with what became of it or why nothing was done.
    /// - Throws: what `tree` throws.
    package init(
        _ order: Order,
        tree: (String) throws(LedgerError) -> Directory,
        reply: @escaping @Sendable (Result<OrderOutcome, LedgerError>) -> Void
    ) throws(LedgerError) {
        switch order {
        case .file(let filing): self = .file(filing) { reply($0.map { .filed($0) }) }
        case .act(let id, let action, let actor):
            self = .handle(id, action.event, by: actor) { reply($0.map { .acted($0) }) }
        case .install(let version): self = .install(try tree(version)) { reply($0.map { .installed }) }
        case .edit(let edit, let version):
            self = .install(try tree(version), after: edit) { reply($0.map { .installed }) }
        }
    }
}
