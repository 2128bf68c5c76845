package import Escalation
package import Text

extension CivilTime {
    /// A moment by a clock that is `secondsFromUTC` ahead of UTC.
    package init(_ moment: Timestamp, secondsFromUTC: Int64 = 0) {
        self.init(milliseconds: moment.milliseconds, secondsFromUTC: secondsFromUTC)
    }
}

extension Zones {
    /// How far the clocks of a zone are ahead of UTC, in seconds; `nil` when there are no rules of that zone.
    package func secondsFromUTC(in zone: String, at moment: Timestamp) -> Int64? {
        secondsFromUTC(in: zone, at: moment.milliseconds)
    }
}
