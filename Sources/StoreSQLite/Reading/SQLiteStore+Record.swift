import Dispatching
package import Escalation
import GRDB
package import Record

extension SQLiteStore {
    /// Where the record ends, as far as it is committed.
    ///
    /// - Throws: ``StoreError``.
    package func recordHead() throws -> RecordHead {
        try rows(SQL.head, []) { RecordHead(position: try $0.number(0), hash: try $0.bytes(1)) }.first ?? RecordHead()
    }

    /// The ledger's random name.
    ///
    /// - Throws: ``StoreError``.
    package func ledgerName() throws -> String {
        guard let name = try rows(SQL.ledger, [], { try $0.text(0) }).first else {
            throw StoreError.unreadable("the ledger has no name")
        }
        return name
    }

    /// The hash at a position; `nil` when the record does not reach so far.
    ///
    /// - Throws: ``StoreError``.
    package func hash(at position: Int64) throws -> [UInt8]? {
        try rows(SQL.hash, [DatabaseValue(position)]) { try $0.bytes(0) }.first
    }

    package func seals(of incident: IncidentID) throws -> [RecordHead] {
        try rows(SQL.seals, [DatabaseValue(incident)]) { row in
            let position = try row.number(0)
            if try row.number(2) == 0 { throw StoreError.unreadable("the content of entry \(position) is gone") }
            return RecordHead(position: position, hash: try row.bytes(1))
        }
    }

    package func isRemoved(_ incident: IncidentID) throws -> Bool {
        try rows(SQL.longestBody, [DatabaseValue(incident)]) { row in
            row.hasNull(atIndex: 0) ? nil : try row.number(0)
        }.first == 0
    }
}
