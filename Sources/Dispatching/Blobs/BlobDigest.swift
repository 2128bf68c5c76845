import Crypto
import Text

/// The only name of a blob: the SHA-256 of its content.
///
/// It is never a path, and nobody chooses it.
package struct BlobDigest: Hashable, Sendable {
    /// 32 bytes.
    package let bytes: [UInt8]

    /// - Parameter content: what it names.
    package init(of content: [UInt8]) {
        bytes = Array(SHA256.hash(data: content))
    }

    /// - Parameter written: 64 hexadecimal digits, small; of anything else nothing is made.
    package init?(written: String) {
        guard let bytes = Hex.bytes(written), bytes.count == SHA256.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Whether it is the name of this content.
    package func fits(_ content: [UInt8]) -> Bool { BlobDigest(of: content) == self }
}

extension BlobDigest: CustomStringConvertible {
    package var description: String { Hex.text(bytes) }
}

extension BlobDigest: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let written = try container.decode(String.self)
        guard let digest = BlobDigest(written: written) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "not the digest of a blob: \(written)"
            )
        }
        self = digest
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
