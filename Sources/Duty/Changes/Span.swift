/// A time with a beginning, which belongs to it, and an end, which does not; in seconds since 1970-01-01T00:00:00Z.
package struct Span: Hashable, Sendable {
    package var start: Int64
    package var end: Int64

    /// - Parameters:
    ///   - start: its first second.
    ///   - end: the first second after it.
    package init(start: Int64, end: Int64) {
        self.start = start
        self.end = end
    }

    package func contains(_ seconds: Int64) -> Bool { seconds >= start && seconds < end }

    /// Whether both have a moment in common.
    ///
    /// - Parameter other: another time.
    /// - Returns: `false` too where either has no moment at all.
    package func overlaps(_ other: Span) -> Bool { max(start, other.start) < min(end, other.end) }

    /// Its beginning or its end, whichever comes next after `seconds`.
    func nextChange(after seconds: Int64) -> Int64? {
        start > seconds ? start : end > seconds ? end : nil
    }
}
