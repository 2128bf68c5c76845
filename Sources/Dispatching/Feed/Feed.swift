import DequeModule
import Record
import Synchronization

/// The end of the record for whoever follows it: the newest entries after each commit, in order and without a gap.
///
/// Followers have a position each and nothing else, so a slow one costs no memory: what the ring no longer has it reads from
/// the store. While nobody follows, a commit costs one lock and nothing is kept.
package final class Feed: Sendable {
    /// The most entries that are kept.
    package static let mostEntries = 4_096
    /// The most bytes of their bodies, together.
    package static let mostBytes = 8 << 20
    /// The most followers at a time.
    package static let mostFollowers = 256

    fileprivate struct State {
        /// The newest committed position.
        var end: Int64
        /// The newest entries, the last one at `end`; empty while nobody follows.
        var ring: Deque<SealedEntry> = []
        var bytes = 0
        var followers = 0
        /// Those who wait for more, by a number of their own.
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
        /// Those who were cancelled before they waited.
        var cancelled: Set<UInt64> = []
        var newest: UInt64 = 0
    }

    let readings: any Readings
    private let state: Mutex<State>

    /// - Parameters:
    ///   - readings: where older entries are read.
    ///   - end: the newest committed position.
    package init(_ readings: any Readings, end: Int64) {
        self.readings = readings
        state = Mutex(State(end: end))
    }

    /// The newest committed position.
    package var end: Int64 { state.withLock { $0.end } }
    /// How many follow.
    package var followers: Int { state.withLock { $0.followers } }
    /// How many entries are kept, and the bytes of their bodies.
    package var kept: (entries: Int, bytes: Int) { state.withLock { ($0.ring.count, $0.bytes) } }

    /// Begins to follow.
    ///
    /// - Parameter position: of the last entry that the follower has; 0 for none.
    /// - Returns: the follower, who stands there.
    /// - Throws: ``FeedFault``.
    package func follow(after position: Int64) throws(FeedFault) -> FeedFollower {
        try state.withLock { state throws(FeedFault) in
            guard (0...state.end).contains(position) else { throw .notThere(end: state.end) }
            guard state.followers < Self.mostFollowers else { throw .tooMany }
            state.followers += 1
        }
        return FeedFollower(self, after: position)
    }

    func leave() {
        state.withLock { state in
            precondition(state.followers > 0, "more left than followed")
            state.followers -= 1
            if state.followers == 0 { state.forget() }
        }
    }

    // MARK: The ledger's side

    /// Takes on what was just committed.
    func publish(_ batch: Batch) {
        guard let last = batch.entries.last else { return }
        let waiting = state.withLock { state in
            precondition(batch.entries.first?.position == state.end + 1, "the feed would have a gap")
            state.end = last.position
            if state.followers == 0 { return [CheckedContinuation<Void, Never>]() }
            // What retention took away is nowhere any more.
            if !batch.removed.isEmpty { state.forget() }
            for entry in batch.entries { state.append(entry) }
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for one in waiting { one.resume() }
    }

    // MARK: The followers' side

    enum Found {
        case entries([SealedEntry])
        /// They are older than what is kept.
        case older
    }

    /// What follows a position, at most so many.
    func entries(after position: Int64, limit: Int) -> Found {
        state.withLock { state in
            if position >= state.end { return .entries([]) }
            guard let first = state.ring.first, position + 1 >= first.position else { return .older }
            let start = Int(position + 1 - first.position)
            return .entries(Array(state.ring[start..<min(start + limit, state.ring.count)]))
        }
    }

    /// Waits until there is something after a position, or the task is cancelled.
    func wait(after position: Int64) async {
        let number = state.withLock { state in
            state.newest += 1
            return state.newest
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.end > position || state.cancelled.contains(number) { return true }
                    state.waiting[number] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                state.cancelled.insert(number)
                return state.waiting.removeValue(forKey: number)
            }
            waiting?.resume()
        }
        state.withLock { _ = $0.cancelled.remove(number) }
    }
}

extension Feed.State {
    fileprivate mutating func append(_ entry: SealedEntry) {
        ring.append(entry)
        bytes += entry.body.count
        while ring.count > Feed.mostEntries || bytes > Feed.mostBytes, let first = ring.popFirst() {
            bytes -= first.body.count
        }
    }

    fileprivate mutating func forget() {
        ring = []
        bytes = 0
    }
}
