package import Dispatching
import StoreSQLite

/// What a server gets from the kind of its store: what is kept, and whose time holds for it.
///
/// Where several processes share a store, their wall clocks may differ, and what is due is due by the store's. So whatever in
/// the server asks for the time is handed ``clock`` and makes none itself; only the lines of the log, which begin before any
/// store is open, go by this machine.
package struct OpenedStore: Sendable {
    package let store: any Store & Readings
    /// The only clock of the server; its boot times can be compared with one another.
    package let clock: any Dispatching.Clock
    /// Lets the ledger's place go; afterwards every call of the store fails.
    package let close: @Sendable () -> Void

    /// A ledger in a data directory, which one process holds alone: the time is this machine's.
    ///
    /// - Parameter directory: the data directory; made where there is none.
    /// - Returns: the store, open.
    /// - Throws: ``StoreError``.
    package static func sqlite(_ directory: String) throws(StoreError) -> Self {
        let store = try SQLiteStore(directory: directory)
        return Self(store: store, clock: SystemClock(), close: { store.close() })
    }
}
