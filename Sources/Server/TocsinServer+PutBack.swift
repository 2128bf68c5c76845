import Dispatching
import Logging
import Text

extension TocsinServer {
    /// What comes on record before the first report: the contact tree in force, if it is another one; and where the ledger is an
    /// older copy, the numbers that may have been given since.
    ///
    /// Message ids need nothing of that; they have random parts and are never given again.
    static func begin(
        _ ledger: Ledger,
        _ acceptance: Maintenance.Acceptance?,
        at now: Moment,
        in directory: String,
        _ logger: Logger
    ) throws(StoreError) {
        let isCopy = acceptance != nil || CopyMark.isThere(in: directory)
        do {
            try ledger.begin(with: (isCopy ? [.putBack(acceptance)] : []) + [.noteTree], at: now)
            guard isCopy else { return }
            logger.notice("the ledger goes on from a copy; numbers that may have been given are left out")
            try CopyMark.remove(from: directory)
        } catch let error as StoreError {
            throw error
        } catch {
            logger.error(
                "the start could not be put on record; the next one tries again",
                metadata: ["why": "\(FailureWords.of(error))"]
            )
        }
    }
}
