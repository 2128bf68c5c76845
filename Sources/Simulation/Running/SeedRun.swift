package import Messages

/// One seed from beginning to end.
package struct SeedRun: Sendable {
    package let seed: UInt64
    package let kind: DiskKind
    package let failures: [Failure]
    package let hash: UInt64
    /// Milliseconds of simulated time.
    package let simulated: Int64
    package let tallies: Tallies
    package let checks: Int
    package let trace: [String]

    /// Runs a seed from beginning to end.
    ///
    /// - Parameters:
    ///   - seed: decides everything.
    ///   - kind: where the ledger is kept.
    ///   - templates: what the messages say.
    ///   - isCanary: whether the oracle is made blind, so that it must complain.
    ///   - isCalm: whether nothing goes wrong.
    ///   - isTraced: whether every event is written down.
    /// - Throws: what keeps a disk from being made.
    package init(
        seed: UInt64,
        kind: DiskKind,
        templates: Templates,
        isCanary: Bool = false,
        isCalm: Bool = false,
        isTraced: Bool = false
    ) throws {
        let world = try World(seed: seed, kind: kind, templates: templates, isCalm: isCalm, isTraced: isTraced)
        if isCanary { world.oracle.canary = .blind }
        world.run()
        self.seed = seed
        self.kind = kind
        failures = world.oracle.failures
        hash = world.hash.value
        simulated = world.time.story
        tallies = world.tallies
        checks = world.oracle.checks
        trace = world.trace
    }
}
