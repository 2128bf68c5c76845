package import Escalation
import Foundation

/// A moment on two clocks: the wall clock for people and for restarts, and the time since boot for running timers.
///
/// Wall-clock steps never change a running timer (RELIABILITY §2, I31).
package struct Moment: Hashable, Sendable {
    package var wall: Timestamp
    /// Counts on through suspend; comparable only within one boot.
    package var boot: Timestamp

    package init(wall: Timestamp, boot: Timestamp) {
        self.wall = wall
        self.boot = boot
    }
}

/// Tells the time; the simulation has its own.
package protocol Clock: Sendable {
    func now() -> Moment
}

/// The machine's clocks: CLOCK_REALTIME and, by `ContinuousClock`, CLOCK_BOOTTIME.
package struct SystemClock: Clock {
    private let origin = ContinuousClock().now

    package init() {}

    package func now() -> Moment {
        let span = origin.duration(to: ContinuousClock().now).components
        let boot = span.seconds * 1_000 + span.attoseconds / 1_000_000_000_000_000
        let wall = Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down))
        return Moment(wall: Timestamp(milliseconds: wall), boot: Timestamp(milliseconds: boot))
    }
}
