/// A moment of a run, in milliseconds.
struct Instant: Hashable, Sendable {
    /// Counts on evenly through everything: restarts, suspends, steps of the wall clock.
    var story: Int64
    /// What the wall clock showed.
    var wall: Int64
}
