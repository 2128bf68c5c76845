import Escalation
import Logging
import Record

extension Ledger {
    /// The states to store beside this batch: of incidents whose record grew by another ``snapshotEvery`` entries, and of those
    /// that lack a snapshot they should have.
    func snapshots(of work: CommitWork, _ batch: Batch) -> [IncidentSnapshot] {
        var snapshots: [IncidentSnapshot] = []
        for id in work.order {
            guard let done = work.working[id] else { continue }
            let (before, after) = (done.before?.value.entryCount ?? 0, done.after.value.entryCount)
            let isDue = before / snapshotEvery != after / snapshotEvery || withoutSnapshot.contains(id)
            guard isDue, let last = batch.entries.last(where: { $0.incident == id }) else { continue }
            do {
                let entry = RecordHead(position: last.position, hash: last.hash)
                snapshots.append(try IncidentSnapshot(of: done.after.value, at: entry))
            } catch {
                log.error("no snapshot could be made", metadata: ["incident": "\(id)", "why": "\(error)"])
            }
        }
        return snapshots
    }
}
