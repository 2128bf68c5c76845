import Dispatching
package import Escalation
import GRDB
package import Record

extension SQLiteStore {
    package func recordHead() throws -> RecordHead {
        try rows(SQL.head, []) { RecordHead(position: try $0.number(0), hash: try $0.bytes(1)) }.first ?? RecordHead()
    }

    package func ledgerName() throws -> String {
        guard let name = try rows(SQL.ledger, [], { try $0.text(0) }).first else {
            throw StoreError.unreadable("the ledger has no name")
        }
        return name
    }

    package func hash(at position: Int64) throws -> [UInt8]? {
        try rows(SQL.hash, [DatabaseValue(position)]) { try $0.bytes(0) }.first
    }

    package func isRemoved(_ incident: IncidentID) throws -> Bool {
        try rows(SQL.longestBody, [DatabaseValue(incident)]) { row in
            row.hasNull(atIndex: 0) ? nil : try row.number(0)
        }.first == 0
    }
}
