extension Batch {
    /// The incidents of the batch, each once and in its last state: those that are new, and those that are stored already.
    package func lastStates() -> (opened: [IncidentRow], changed: [IncidentRow]) {
        if opened.isEmpty || changed.isEmpty { return (opened, changed) }
        let latest = Dictionary(changed.map { ($0.id, $0) }) { _, newer in newer }
        let new = Set(opened.map(\.id))
        return (opened.map { latest[$0.id] ?? $0 }, changed.filter { !new.contains($0.id) })
    }
}
