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
    private let offset: ClockOffset?

    package init() {
        self.init(offset: .ofThisProcess)
    }

    /// - Parameter offset: moves the wall clock, for tests; the boot clock stays as it is.
    package init(offset: ClockOffset?) {
        self.offset = offset
    }

    package func now() -> Moment {
        let span = origin.duration(to: ContinuousClock().now).components
        let boot = span.seconds * 1_000 + span.attoseconds / 1_000_000_000_000_000
        let wall = Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
        return Moment(wall: wall + (offset?.span ?? .zero), boot: Timestamp(milliseconds: boot))
    }
}

/// How far the wall clock is moved, read anew each time from a file, so that a test can make it jump under a running server.
package struct ClockOffset: Sendable {
    /// The variable that names the file.
    package static let variable = "TOCSIN_CLOCK_OFFSET_FILE"
    /// What the variable says; `nil` in any usual process.
    package static let ofThisProcess = ProcessInfo.processInfo.environment[variable].map { ClockOffset(file: $0) }

    package let file: String

    package init(file: String) {
        self.file = file
    }

    /// The whole number of milliseconds in the file; zero when there is none.
    package var span: TimeSpan {
        guard let data = FileManager.default.contents(atPath: file) else { return .zero }
        let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return TimeSpan(milliseconds: Int64(text) ?? 0)
    }
}
