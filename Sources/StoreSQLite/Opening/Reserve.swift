/// Room on the disk that is kept back for what has begun: given up when the disk is full (RELIABILITY §5 G11).
package protocol Reserve: Sendable {
    /// Whether nothing was given up; also where there never was room for a reserve.
    var isHeld: Bool { get }

    /// Keeps room back, again or for the first time, if there is twice as much.
    ///
    /// - Returns: ``isHeld``.
    func make() -> Bool

    /// Gives the room up.
    ///
    /// - Returns: `false` when there was none to give up.
    func release() -> Bool
}
