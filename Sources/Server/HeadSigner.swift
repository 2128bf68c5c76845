import Access
import Channels
import Dispatching
package import Escalation
import Foundation
import Logging
package import Record
import Synchronization
import Text

/// Signs where the record ends and appends it to `log/record-heads.jsonl` (RELIABILITY §4 S19), so that a cut tail or an
/// older database shows; the file is for copying to another machine.
///
/// It reads what is committed on a reading connection: the ledger never waits for it, and makes no extra commit.
package final class HeadSigner: Sendable {
    /// A new head is signed after so many entries, and after so long when there are fewer but at least one.
    static let entries: Int64 = 1_000
    static let span = TimeSpan.seconds(60)
    /// How much of the file's end is read to find its newest line.
    private static let tail: UInt64 = 256 << 10

    private struct State {
        var newest: SignedHead?
        /// Whether `newest` is what the file ends with.
        var isKnown = false
        var signedAt: Timestamp?
        var hasFailed = false
    }

    private let store: any Readings
    private let keys: HeadKeys
    private let data: String
    private let logger: Logger
    private let clock: any Dispatching.Clock
    private let state = Mutex(State())

    init(_ opened: OpenedStore, masters: [[UInt8]], directory: String, logger: Logger) {
        store = opened.store
        clock = opened.clock
        keys = HeadKeys(masters: masters)
        data = directory
        self.logger = logger
    }

    private var path: String { DataFile.signedHeads.path(in: data) }

    /// Compares the store with the newest signed head.
    ///
    /// - Returns: what an operator has just accepted, to go on record.
    /// - Throws: ``CommandError`` when the store is older or another one, with what to do; ``StoreError``.
    func checkStore() throws -> Maintenance.Acceptance? {
        let log = try HeadLog(path: path, keys: keys, limit: Self.tail)
        for fault in log.faults {
            logger.error(
                "a line among the signed heads is not sound",
                metadata: ["file": "\(path)", "what": "\(fault)"]
            )
        }
        if log.holdsNone { throw CommandError(text: Self.holdsNone(path)) }
        guard let newest = log.newest else { return nil }
        let end = try store.recordHead()
        let hash = try store.hash(at: newest.head.position)
        if let fault = newest.disagreement(ledger: try store.ledgerName(), end: end, hash: hash) {
            logger.critical(
                "the database is not the one whose record was signed; the server does not start",
                metadata: ["why": "\(fault)", "heads": "\(path)"]
            )
            let copies = LostDatabase.copies(in: data)
            throw CommandError(text: Self.refusal(fault, path: path, isEmpty: end.position == 0, copies: copies))
        }
        guard newest.kind == .restored, end == newest.head else { return nil }
        logger.critical("another copy of the record was put in place", metadata: ["reason": "\(newest.reason ?? "")"])
        let signed = log.heads.map(\.head.position).max() ?? 0
        return .init(position: newest.head.position, signed: signed, reason: newest.reason ?? "")
    }

    /// What is wrong with a file in which no head can be found, and what to do.
    package static func holdsNone(_ path: String) -> String {
        "\(path) holds no signed head, and something else: it was damaged or converted, or is another file; put the right one "
            + "back, or a copy that was kept elsewhere; only if there is none, move it out of the way: what was signed is not "
            + "checked then"
    }

    private static func refusal(_ fault: String, path: String, isEmpty: Bool, copies: [String]) -> String {
        let found = copies.isEmpty ? "" : "; a database lies in \(copies.joined(separator: ", "))"
        // What is empty is no backup: accepting it would be the end of all that is open.
        if isEmpty { return "\(fault) (signed heads in \(path)); put the right database back\(found)" }
        return
            "\(fault) (signed heads in \(path)); put the right database back\(found), or, if a backup was restored on purpose, run "
            + "`tocsin audit accept-restore --data DIR --reason TEXT` and start again"
    }

    /// Signs the head if it is time.
    func look() {
        sign { last, head, sinceLast in
            head.position - last >= Self.entries || sinceLast.map { $0 >= Self.span } ?? true
        }
    }

    /// Signs the head if anything is new.
    func finish() {
        sign { _, _, _ in true }
    }

    private func sign(when isTime: (Int64, RecordHead, TimeSpan?) -> Bool) {
        state.withLock { state in
            do {
                let now = clock.now()
                if !state.isKnown {
                    let log = try HeadLog(path: path, keys: keys, limit: Self.tail)
                    if log.holdsNone { throw CommandError(text: Self.holdsNone(path)) }
                    state.newest = log.newest
                    state.isKnown = true
                }
                let head = try store.recordHead()
                let last = state.newest?.head.position ?? 0
                guard head.position > last, isTime(last, head, state.signedAt.map { now.boot - $0 }) else { return }
                // What fails after this may have left the line in the file.
                state.isKnown = false
                state.newest = try append(head, after: state.newest, at: now.wall)
                state.isKnown = true
                state.signedAt = now.boot
                state.hasFailed = false
            } catch {
                if !state.hasFailed {
                    logger.error(
                        "the record's head could not be signed",
                        metadata: ["file": "\(path)", "why": "\(FailureWords.of(error))"]
                    )
                }
                state.hasFailed = true
            }
        }
    }

    private func append(_ head: RecordHead, after last: SignedHead?, at now: Timestamp) throws -> SignedHead {
        let ledger = try store.ledgerName()
        return try Self.append(.head, head, of: ledger, after: last, keys: keys, data: data, at: now)
    }

    /// Signs a line and appends it, synced.
    ///
    /// - Throws: an `Errno`, a `CocoaError` or an `EncodingError`.
    package static func append(
        _ kind: SignedHead.Kind,
        _ head: RecordHead,
        of ledger: String,
        after last: SignedHead?,
        reason: String? = nil,
        keys: HeadKeys,
        data: String,
        at now: Timestamp
    ) throws -> SignedHead {
        var line = SignedHead.line(kind, head, of: ledger, after: last, reason: reason, at: now)
        let bytes = try line.sign(with: keys)
        var file = try LogFile(directory: DataFile.logs.path(in: data), name: DataFile.signedHeads.name)
        do {
            try file.append(bytes)
        } catch {
            try? file.syncAndClose()
            throw error
        }
        try file.syncAndClose()
        return line
    }
}
