import Escalation
import Synchronization

/// A bucket of tokens for each source or address: so many a second, so many at once.
final class RateLimiter: Sendable {
    private struct Bucket {
        var level: Double
        var filledAt: Timestamp
    }

    private let perSecond: Double
    private let burst: Double
    private let buckets = Mutex<[String: Bucket]>([:])

    init(perSecond: Double, burst: Int) {
        self.perSecond = perSecond
        self.burst = Double(burst)
    }

    /// Takes `count` for `name`; the seconds to wait when there is not enough, and nothing is taken then.
    ///
    /// More than a burst at once is granted to a full bucket and paid off afterwards.
    func take(_ count: Int = 1, for name: String, at now: Timestamp) -> Int? {
        buckets.withLock { buckets in
            var bucket = buckets[name] ?? Bucket(level: burst, filledAt: now)
            let elapsed = Double(max((now - bucket.filledAt).milliseconds, 0)) / 1_000
            bucket.level = min(burst, bucket.level + elapsed * perSecond)
            bucket.filledAt = now
            let wanted = min(Double(count), burst)
            defer {
                if buckets[name] == nil, buckets.count >= APILimits.remembered { Self.forgetOldest(&buckets) }
                buckets[name] = bucket
            }
            guard bucket.level < wanted else {
                bucket.level -= Double(count)
                return nil
            }
            return max(1, Int(((wanted - bucket.level) / perSecond).rounded(.up)))
        }
    }

    /// Forgets the half that was not seen for the longest time.
    private static func forgetOldest(_ buckets: inout [String: Bucket]) {
        let times = buckets.values.map(\.filledAt).sorted()
        let middle = times[times.count / 2]
        buckets = buckets.filter { $0.value.filledAt > middle }
    }
}
