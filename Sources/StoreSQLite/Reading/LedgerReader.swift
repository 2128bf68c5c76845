package import Dispatching
import Foundation
import GRDB

/// Reads the record of a data directory beside a running server, or without one; it can neither write nor checkpoint.
package struct LedgerReader: Sendable {
    private let queue: DatabaseQueue

    /// - Throws: ``StoreError/unreadable(_:)`` when there is no ledger in `directory`.
    package init(directory: String) throws(StoreError) {
        let path = directory + "/tocsin.db"
        guard FileManager.default.fileExists(atPath: path) else {
            throw .unreadable("there is no ledger in \(directory); --data names the folder of the server")
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw StoreError(error)
        }
    }

    /// The record from `position` on, at most `limit` entries.
    ///
    /// - Throws: ``StoreError``.
    package func sealed(from position: Int64, limit: Int) throws(StoreError) -> [SealedEntry] {
        do {
            return try queue.read { database in
                let statement = try database.cachedStatement(sql: SQL.sealed)
                let arguments: StatementArguments = [position, limit]
                return try Row.fetchAll(statement, arguments: arguments).map { try SealedEntry($0) }
            }
        } catch {
            throw StoreError(error)
        }
    }
}
