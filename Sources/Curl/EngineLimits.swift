/// How many transfers may be under way at once.
package struct EngineLimits: Hashable, Sendable {
    /// The transfers, and so the connections, of one host and port.
    package var perHost: Int
    /// The same for a relay; each of its connections has a thread.
    package var perRelay: Int
    /// Above this number of transfers, a host gets no more than `guaranteed`.
    package var total: Int
    /// The transfers that a host always gets, whatever the others do: stuck hosts cannot starve another.
    package var guaranteed: Int

    package init(perHost: Int = 64, perRelay: Int = 16, total: Int = 256, guaranteed: Int = 2) {
        precondition(perHost > 0 && perRelay > 0 && total > 0 && guaranteed > 0, "a limit is at least 1")
        self.perHost = perHost
        self.perRelay = perRelay
        self.total = total
        self.guaranteed = guaranteed
    }
}
