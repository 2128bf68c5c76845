import Synchronization

extension MemoryStore: Blobs {
    package func putBlob(_ content: [UInt8]) throws -> BlobDigest {
        try BlobTooLarge.check(content)
        let digest = BlobDigest(of: content)
        try state.withLock { state in
            if let fault = state.fault { throw fault }
            state.blobs[digest] = content
        }
        return digest
    }

    package func blob(_ digest: BlobDigest) -> [UInt8]? {
        state.withLock { $0.blobs[digest] }
    }
}
