package import Escalation
package import Record

/// Names what was filed.
package struct FilingKey: Hashable, Sendable {
    package var source: String
    package var idempotencyKey: String

    package init(source: String, idempotencyKey: String) {
        self.source = source
        self.idempotencyKey = idempotencyKey
    }
}

/// An incident that retention takes off the record, with how many entries it has.
package struct RemovedIncident: Hashable, Sendable {
    package var id: IncidentID
    package var entries: Int

    package init(id: IncidentID, entries: Int) {
        self.id = id
        self.entries = entries
    }
}

extension Store {
    package func seals(of incident: IncidentID) throws -> [RecordHead] {
        try walk(for: incident).map { entry in
            if entry.isRemoved { throw StoreError.unreadable("the content of entry \(entry.position) is gone") }
            return RecordHead(position: entry.position, hash: entry.hash)
        }
    }

    package func isRemoved(_ incident: IncidentID) throws -> Bool {
        let entries = try walk(for: incident)
        return !entries.isEmpty && entries.allSatisfy(\.isRemoved)
    }

    /// For stores without an index.
    private func walk(for incident: IncidentID) throws -> [SealedEntry] {
        var found: [SealedEntry] = []
        var position: Int64 = 1
        while true {
            let entries = try sealed(from: position, limit: 1_000)
            guard let last = entries.last else { return found }
            found += entries.filter { $0.incident == incident }
            position = last.position + 1
        }
    }
}
