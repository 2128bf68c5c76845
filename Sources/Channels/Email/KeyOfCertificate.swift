import Crypto
import Foundation

/// Whether a private key belongs to a certificate: the public half of the key stands in the certificate as it is (RFC 5280, 4.1).
enum KeyOfCertificate {
    private static let octets: UInt8 = 0x04
    /// The names of the algorithms in PKCS #8, in DER: rsaEncryption and Ed25519.
    private static let rsa: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
    private static let ed25519: [UInt8] = [0x2B, 0x65, 0x70]

    /// The bytes between the lines of PEM that begin and end something.
    ///
    /// - Parameters:
    ///   - text: holds it; of several the first counts.
    ///   - ending: what its label ends in: `PRIVATE KEY`.
    /// - Returns: label and bytes; `nil` where it is not there, or is no base64.
    static func block(in text: String, endingIn ending: String) -> (label: String, bytes: [UInt8])? {
        let pattern = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/
        guard let found = text.matches(of: pattern).first(where: { $0.output.1.hasSuffix(ending) }) else { return nil }
        guard let data = Data(base64Encoded: String(found.output.2.filter { !$0.isWhitespace })), !data.isEmpty else {
            return nil
        }
        return (String(found.output.1), Array(data))
    }

    /// - Parameters:
    ///   - key: PEM with a private key.
    ///   - certificate: PEM; the first certificate is the one that is shown.
    /// - Returns: `nil` for a kind of key that is not known here, and for what cannot be read.
    static func fits(_ key: String, to certificate: String) -> Bool? {
        guard let shown = block(in: certificate, endingIn: "CERTIFICATE")?.bytes,
            let secret = block(in: key, endingIn: "PRIVATE KEY")
        else { return nil }
        let halves = publicHalves(secret.bytes, isBare: secret.label.hasPrefix("RSA"))
        guard !halves.isEmpty else { return nil }
        return halves.contains { shown.firstRange(of: $0) != nil }
    }

    /// The spellings in which the public half can stand in a certificate.
    private static func publicHalves(_ key: [UInt8], isBare: Bool) -> [[UInt8]] {
        let parts = parts(of: key[...])
        if isBare { return parts.count > 1 ? [Array(parts[1].content)] : [] }
        if parts.count > 2, parts[2].tag == octets {
            if parts[1].content.firstRange(of: rsa) != nil {
                let inner = Self.parts(of: parts[2].content)
                return inner.count > 1 ? [Array(inner[1].content)] : []
            }
            if parts[1].content.firstRange(of: ed25519) != nil {
                let seed = parts[2].content.suffix(32)
                let whole = try? Curve25519.Signing.PrivateKey(rawRepresentation: Array(seed))
                return whole.map { [Array($0.publicKey.rawRepresentation)] } ?? []
            }
        }
        return ofCurves(key)
    }

    private static func ofCurves(_ key: [UInt8]) -> [[UInt8]] {
        if let whole = try? P256.Signing.PrivateKey(derRepresentation: key) {
            return [Array(whole.publicKey.x963Representation), Array(whole.publicKey.compressedRepresentation)]
        }
        if let whole = try? P384.Signing.PrivateKey(derRepresentation: key) {
            return [Array(whole.publicKey.x963Representation), Array(whole.publicKey.compressedRepresentation)]
        }
        if let whole = try? P521.Signing.PrivateKey(derRepresentation: key) {
            return [Array(whole.publicKey.x963Representation), Array(whole.publicKey.compressedRepresentation)]
        }
        return []
    }

    /// The elements within a DER sequence; none where it is malformed.
    private static func parts(of sequence: ArraySlice<UInt8>) -> [(tag: UInt8, content: ArraySlice<UInt8>)] {
        guard let outer = element(sequence) else { return [] }
        var rest = outer.content
        var found: [(tag: UInt8, content: ArraySlice<UInt8>)] = []
        while let next = element(rest) {
            found.append((next.tag, next.content))
            rest = next.rest
        }
        return found
    }

    private static func element(
        _ bytes: ArraySlice<UInt8>
    ) -> (tag: UInt8, content: ArraySlice<UInt8>, rest: ArraySlice<UInt8>)? {
        guard bytes.count >= 2, let tag = bytes.first else { return nil }
        var rest = bytes.dropFirst()
        var length = Int(rest.removeFirst())
        if length >= 0x80 {
            let count = length - 0x80
            guard (1...3).contains(count), rest.count >= count else { return nil }
            length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(count)
        }
        guard rest.count >= length else { return nil }
        return (tag, rest.prefix(length), rest.dropFirst(length))
    }
}
