/// What is kept by its content: files that entries of the record name by their digest.
///
/// From any thread at any time, whoever leads the ledger: a content is the same for all, so that putting it needs no order and
/// may be done again. Whoever wants an entry to name a blob puts the blob first; what was put and is named by nothing harms nothing.
package protocol Blobs: Sendable {
    /// Keeps a content; durable when it returns. The same content twice is kept once, and over a damaged one it is whole again.
    ///
    /// - Parameter content: at most ``BlobLimits/bytes``.
    /// - Returns: what it is asked for by.
    /// - Throws: ``BlobTooLarge``; ``StoreError``, and then nothing was stored: ``StoreError/full`` also while the room
    ///   that is left is kept for what has begun.
    func putBlob(_ content: [UInt8]) throws -> BlobDigest

    /// The content of a digest; `nil` when it was never put.
    ///
    /// - Throws: ``StoreError``; ``StoreError/unreadable(_:)`` also for a content that is not the one that was put.
    func blob(_ digest: BlobDigest) throws -> [UInt8]?
}

/// How much a blob may hold.
package enum BlobLimits {
    /// A photograph or a scanned page.
    ///
    /// The ledger's commits wait while one is written.
    package static let bytes = 8 << 20
}

/// A content that is larger than ``BlobLimits/bytes``.
package struct BlobTooLarge: Error, Hashable, CustomStringConvertible {
    package var bytes: Int

    package init(bytes: Int) {
        self.bytes = bytes
    }

    package var description: String {
        "\(bytes) bytes are more than may be kept in one piece; \(BlobLimits.bytes) are the most"
    }

    /// - Throws: when the content is too large.
    package static func check(_ content: [UInt8]) throws(BlobTooLarge) {
        guard content.count <= BlobLimits.bytes else { throw BlobTooLarge(bytes: content.count) }
    }
}
