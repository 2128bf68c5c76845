import Dispatching
import GRDB
import Text

extension LedgerReader {
    /// A blob that is not what its digest says; the record itself holds.
    package struct BlobFault: Error, CustomStringConvertible {
        /// In hexadecimal digits, as it stands in the database.
        package var digest: String

        package var description: String {
            "the record holds, but the stored content \(digest) does not fit its digest: it was changed or damaged; restore a "
                + "backup that holds it whole"
        }
    }
}

extension Database {
    /// Holds each blob against its digest, one at a time in memory; how many there are.
    ///
    /// - Throws: ``LedgerReader/BlobFault`` for the first that does not fit.
    func checkBlobs() throws -> Int {
        let cursor = try Row.fetchCursor(cachedStatement(sql: SQL.allBlobs))
        var count = 0
        while let row = try cursor.next() {
            let digest = Hex.text(try row.bytes(0))
            guard try BlobDigest(written: digest)?.fits(row.bytes(1)) == true else {
                throw LedgerReader.BlobFault(digest: digest)
            }
            count += 1
        }
        return count
    }
}
