/// Decides which of the waiting transfers may start.
struct HostQueues {
    let limits: EngineLimits
    private(set) var active = 0
    private var hosts: [String: HostQueue] = [:]
    /// The hosts that have waiting transfers, in the order of their turns.
    private var turns: [String] = []

    init(limits: EngineLimits) {
        self.limits = limits
    }

    mutating func append(_ transfer: PreparedTransfer) {
        let key = transfer.target.key
        if hosts[key]?.hasWaiting != true { turns.append(key) }
        let limit = if case .smtp = transfer.request.kind { limits.perRelay } else { limits.perHost }
        hosts[key, default: HostQueue(limit: limit)].append(transfer)
    }

    /// Takes all that may start now, one a host in turn.
    mutating func takeStartable() -> [PreparedTransfer] {
        var started: [PreparedTransfer] = []
        var candidates = turns
        while !candidates.isEmpty {
            var next: [String] = []
            for key in candidates {
                guard mayStart(key), let transfer = hosts[key]?.startNext() else { continue }
                active += 1
                started.append(transfer)
                next.append(key)
            }
            candidates = next
        }
        guard !started.isEmpty else { return [] }
        turns.removeAll { hosts[$0]?.hasWaiting != true }
        if turns.count > 1 { turns.append(turns.removeFirst()) }
        return started
    }

    mutating func finished(_ key: String) {
        precondition(active > 0, "a transfer ended of which none was under way")
        active -= 1
        hosts[key]?.finishOne()
        if hosts[key]?.isIdle == true { hosts[key] = nil }
    }

    /// Lets a mail that found no connection free wait for one that is open, until the relay's queue is empty.
    ///
    /// - Returns: false when none is open, or it waited three times; the refusal is its outcome then.
    mutating func putBack(_ transfer: PreparedTransfer) -> Bool {
        let key = transfer.target.key
        guard let host = hosts[key] else { return false }
        guard host.active > 0 else {
            hosts[key]?.forgetLimit()
            return false
        }
        guard transfer.timesPutBack < 3 else { return false }
        if !host.hasWaiting { turns.append(key) }
        var transfer = transfer
        transfer.timesPutBack += 1
        hosts[key]?.putBack(transfer)
        return true
    }

    /// Takes all that wait.
    mutating func drain() -> [PreparedTransfer] {
        let keys = turns
        turns = []
        return keys.flatMap { hosts[$0]?.drain() ?? [] }
    }

    private func mayStart(_ key: String) -> Bool {
        guard let host = hosts[key] else { return false }
        return host.active < host.limit && (active < limits.total || host.active < limits.guaranteed)
    }
}
