import Glibc

/// An IPv4 or IPv6 address as a number.
package struct IPAddress: Hashable, Sendable {
    package enum Family: Hashable, Sendable {
        case v4
        case v6

        /// The number of bits of an address.
        var width: Int { self == .v4 ? 32 : 128 }
    }

    package let family: Family
    /// The address in host order; an IPv4 address uses the low 32 bits.
    package let bits: UInt128

    init(family: Family, bits: UInt128) {
        self.family = family
        self.bits = bits
    }

    /// Reads the canonical spelling: dotted decimal, or an IPv6 address without brackets or zone.
    package init?(_ text: String) {
        guard !text.utf8.contains(0) else { return nil }
        var bytes: (UInt64, UInt64) = (0, 0)
        if unsafe inet_pton(AF_INET, text, &bytes) == 1 {
            // The four bytes stand at the start of the memory, so in the low half of a little-endian word.
            let word = UInt64(bigEndian: bytes.0) >> 32
            self.init(family: .v4, bits: UInt128(word))
        } else if unsafe inet_pton(AF_INET6, text, &bytes) == 1 {
            self.init(
                family: .v6,
                bits: UInt128(UInt64(bigEndian: bytes.0)) << 64 | UInt128(UInt64(bigEndian: bytes.1))
            )
        } else {
            return nil
        }
    }

    /// The usual spelling.
    package var text: String {
        guard family == .v6 else {
            return (0..<4).map { String((bits >> (24 - 8 * UInt128($0))) & 0xff) }.joined(separator: ".")
        }
        var bytes = (UInt64(truncatingIfNeeded: bits >> 64).bigEndian, UInt64(truncatingIfNeeded: bits).bigEndian)
        var buffer: [CChar] = Array(repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard unsafe inet_ntop(AF_INET6, &bytes, &buffer, socklen_t(buffer.count)) != nil else { return "" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether it leads to this machine itself: 127.0.0.0/8 and ::1.
    package var isLoopback: Bool { family == .v4 ? bits >> 24 == 127 : bits == 1 }

    /// The IPv4 address that a translated, mapped or tunnelled IPv6 address leads to, or the address itself.
    var unmapped: IPAddress {
        guard family == .v6 else { return self }
        let low = bits & 0xffff_ffff
        for prefix in AddressRanges.lowWordCarriers where prefix.contains(self) {
            return IPAddress(family: .v4, bits: low)
        }
        if AddressRanges.sixToFour.contains(self) {
            return IPAddress(family: .v4, bits: (bits >> 80) & 0xffff_ffff)
        }
        if AddressRanges.teredo.contains(self) {
            return IPAddress(family: .v4, bits: low ^ 0xffff_ffff)
        }
        return self
    }
}
