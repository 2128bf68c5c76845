import Escalation
import Foundation
import Synchronization

/// How far the clocks of a zone are ahead of UTC, remembered by zone and quarter of an hour.
///
/// Clocks are only ever changed at a whole quarter of an hour, so what is remembered stays right.
final class ZoneOffsets: Sendable {
    private struct Key: Hashable {
        var zone: String
        var quarter: Int64
    }

    private static let quarter: Int64 = 900_000
    private static let limit = 4_096

    private let known = Mutex<[Key: Int64]>([:])

    /// Seconds ahead of UTC at `moment`; 0 for a zone that does not exist.
    func seconds(in zone: String, at moment: Timestamp) -> Int64 {
        let key = Key(zone: zone, quarter: Self.floor(moment.milliseconds, by: Self.quarter))
        if let seconds = known.withLock({ $0[key] }) { return seconds }
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        let seconds = Int64(TimeZone(identifier: zone)?.secondsFromGMT(for: date) ?? 0)
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll() }
            known[key] = seconds
        }
        return seconds
    }

    static func floor(_ value: Int64, by size: Int64) -> Int64 {
        value >= 0 ? value / size : -((-value + size - 1) / size)
    }
}
