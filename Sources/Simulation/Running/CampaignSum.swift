/// What came of the seeds that were run so far; in whatever order they ended.
struct CampaignSum {
    private(set) var tallies = Tallies()
    /// In how many runs each class was met.
    private(set) var runsWith = Tallies()
    private(set) var seeds = 0
    var failed: [UInt64] = []
    private(set) var simulated: Int64 = 0
    private(set) var checks = 0
    private(set) var hash: UInt64 = 0
    private(set) var unlike: [UInt64] = []

    /// Adds a run, and the hash of the same seed run once more if it was.
    mutating func add(_ run: SeedRun, _ again: UInt64?) {
        seeds += 1
        simulated += run.simulated
        checks += run.checks
        tallies.merge(run.tallies)
        for (name, values) in run.tallies.counts { for value in values.keys { runsWith.add(name, value) } }
        var mixed = EventHash()
        mixed.add(Int64(bitPattern: run.seed))
        mixed.add(Int64(bitPattern: run.hash))
        hash ^= mixed.value
        if !run.failures.isEmpty { failed.append(run.seed) }
        if let again, again != run.hash { unlike.append(run.seed) }
    }
}
