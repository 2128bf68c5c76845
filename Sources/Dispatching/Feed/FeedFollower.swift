package import Record
import Synchronization

/// One who follows the record; ends when it goes.
///
/// It is for one task at a time.
package final class FeedFollower: Sendable {
    /// The most entries that are handed out at once.
    package static let mostAtOnce = 256

    private let feed: Feed
    private let position: Mutex<Int64>

    init(_ feed: Feed, after position: Int64) {
        self.feed = feed
        self.position = Mutex(position)
    }

    deinit { feed.leave() }

    /// The position of the last entry that was handed out; whoever comes back later follows after it.
    package var last: Int64 { position.withLock { $0 } }

    /// What follows the last entry, ``mostAtOnce`` at most; empty when there is nothing yet.
    ///
    /// It may read the store, and is not for the threads that take requests in.
    ///
    /// - Throws: ``StoreError``; the same is handed out next time.
    package func take() throws -> [SealedEntry] {
        let last = last
        var found: [SealedEntry]
        switch feed.entries(after: last, limit: Self.mostAtOnce) {
        case .entries(let entries): found = entries
        case .older:
            // What was committed after the feed was asked comes by the feed.
            found = try feed.readings.sealed(from: last + 1, limit: Self.mostAtOnce)
            let end = feed.end
            found.removeAll { $0.position > end }
        }
        if let newest = found.last {
            precondition(found.first?.position == last + 1, "a follower was handed a gap")
            position.withLock { $0 = newest.position }
        }
        return found
    }

    /// Waits until there is something to take, or the task is cancelled.
    package func wait() async {
        await feed.wait(after: last)
    }
}
