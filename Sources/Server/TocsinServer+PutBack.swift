import Dispatching
import Logging

extension TocsinServer {
    /// The ledger is an older copy: before the first report, it is made to leave out numbers that may have been given.
    ///
    /// Ids that receivers see need nothing of that; they have random parts and are never given again.
    func leaveOutNumbers(_ acceptance: Maintenance.Acceptance?) {
        let (logger, directory) = (logger, dataDirectory)
        ledger.submit([
            .maintain(.putBack(acceptance)) { result in
                do {
                    _ = try result.get()
                    logger.notice("the ledger goes on from a copy; numbers that may have been given are left out")
                    try CopyMark.remove(from: directory)
                } catch {
                    logger.error(
                        "the start from a copy could not be put on record; the next start tries again",
                        metadata: ["why": "\(error)"]
                    )
                }
            }
        ])
    }
}
