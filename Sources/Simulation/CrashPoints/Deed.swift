package import Escalation

/// One thing that happens in a ``Story``.
package enum Deed: Sendable {
    /// The process starts and opens the ledger.
    case open
    /// The process ends properly and starts again.
    case reopen
    /// Reports under these keys, in one batch; what stands behind `@` is the dedup key.
    case file([String])
    /// Reports that a full disk refuses.
    case fileRefused([String])
    /// One report and notes on it until the write-ahead log has so many bytes.
    case fillLog(Int)
    /// A person says something about the incident of a report.
    case answer(String, PersonID, Answer.Word)
    case close(String, Closing)
    /// Time passes, and what is due is done.
    case pass(TimeSpan)
    /// The contact tree of this version is put in force.
    case install(Int)
    /// How the next attempts at a person's address end; afterwards each is accepted.
    case attempts(PersonID, [AttemptOutcome])
    /// The disk has no more room than these bytes.
    case fill(leaving: Int)
    /// The disk has room again.
    case free
}

/// A fixed course of events, of which every point at which a crash can strike is tried.
package struct Story: Sendable {
    package var name: String
    /// What happened to the disk in an earlier process, which was then killed.
    package var before: [Deed]
    /// What happens first, without crashes.
    package var prelude: [Deed]
    package var deeds: [Deed]
    /// An operation that must be among those that are tried, such as `write database`.
    package var mustDo: String?
    /// Bytes that the store keeps back.
    package var reserve: Int

    package init(
        name: String,
        before: [Deed] = [],
        prelude: [Deed] = [],
        deeds: [Deed],
        mustDo: String? = nil,
        reserve: Int = 0
    ) {
        self.name = name
        self.before = before
        self.prelude = prelude
        self.deeds = deeds
        self.mustDo = mustDo
        self.reserve = reserve
    }
}
