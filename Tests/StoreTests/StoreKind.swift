import Dispatching
import Escalation
import Foundation
import StoreSQLite
import Testing

/// The stores that pass the conformance suite.
enum StoreKind: CaseIterable, CustomTestStringConvertible {
    case memory
    case sqlite

    var testDescription: String { "\(self)" }

    /// Runs `body` on a new, empty store and removes it afterwards.
    func withStore(_ body: (any Store & Readings & Blobs) throws -> Void) throws {
        switch self {
        case .memory: try body(MemoryStore())
        case .sqlite: try Self.withFolder { try body(SQLiteStore(directory: $0)) }
        }
    }

    /// Runs `before`, closes and opens the store again where it can be, and runs `after`.
    func reopening(
        _ before: (any Store & Readings & Blobs) throws -> Void,
        then after: (any Store & Readings & Blobs) throws -> Void
    )
        throws
    {
        switch self {
        case .memory:
            let store = MemoryStore()
            try before(store)
            try after(store)
        case .sqlite:
            try Self.withFolder { folder in
                do { try before(SQLiteStore(directory: folder)) }
                try after(SQLiteStore(directory: folder))
            }
        }
    }

    static func withFolder(_ body: (String) throws -> Void) throws {
        let folder = Samples.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }
}

extension Store {
    /// The newest incident of a source under a dedup key, closed or not.
    func latest(source: String, dedupKey: String) throws -> IncidentID? {
        let key = SourceKey(source: source, key: dedupKey)
        return try lookUp(Wanted(keys: [key])).keys[key]?.get()
    }

    /// What was filed before under an idempotency key.
    func filing(source: String, idempotencyKey: String) throws -> FilingRow? {
        let key = SourceKey(source: source, key: idempotencyKey)
        return try lookUp(Wanted(filings: [key])).filings[key]?.get()
    }
}
