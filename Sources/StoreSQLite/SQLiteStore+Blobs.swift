package import Dispatching
import GRDB

extension SQLiteStore: Blobs {
    package func putBlob(_ content: [UInt8]) throws -> BlobDigest {
        try BlobTooLarge.check(content)
        let digest = BlobDigest(of: content)
        // What can be read is durable: the sync of a commit comes before anybody sees it.
        if (try? blob(digest)) != nil { return digest }
        if let fault { throw fault }
        guard takesNew() else { throw StoreError.full }
        do {
            try transaction { database in
                let statement = try database.cachedStatement(sql: SQL.putBlob)
                try statement.execute(arguments: [DatabaseValue(digest.bytes), DatabaseValue(content)])
            }
        } catch {
            throw notedWriting(error)
        }
        return digest
    }

    package func blob(_ digest: BlobDigest) throws -> [UInt8]? {
        let found = try rows(SQL.blob, [DatabaseValue(digest.bytes)]) { try $0.bytes(0) }
        guard let content = found.first else { return nil }
        guard digest.fits(content) else {
            throw StoreError.unreadable(
                "the content \(digest) is damaged: it does not fit its digest; restore a backup"
            )
        }
        return content
    }
}
