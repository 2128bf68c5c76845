import Dispatching
import Escalation

/// The two clocks of the machine, apart from the time of the story.
struct SimulatedTime: Sendable {
    private(set) var story: Int64 = 0
    /// Story time at which the process began; the boot clock counts from there.
    var processStart: Int64 = 0
    /// What the wall clock is ahead of a true one that began the story at `start`.
    private var shift: Int64 = 0
    private var drift: Int64 = 0
    private var driftSince: Int64 = 0

    static let start: Int64 = 1_800_000_000_000

    var wall: Int64 { Self.start + story + shift + (story - driftSince) * drift / 1_000_000 }
    var instant: Instant { Instant(story: story, wall: wall) }

    var moment: Moment {
        Moment(
            wall: Timestamp(milliseconds: wall),
            boot: Timestamp(milliseconds: story - processStart)
        )
    }

    mutating func advance(to time: Int64) {
        story = max(story, time)
    }

    mutating func step(by milliseconds: Int64) {
        shift += milliseconds
    }

    mutating func setDrift(_ perMillion: Int64) {
        drift = perMillion
        driftSince = story
    }

    /// The clock lost its battery and shows 1970; returns the step that mends it.
    mutating func loseTime() -> Int64 {
        let lost = wall - 5_000
        shift -= lost
        return lost
    }
}
