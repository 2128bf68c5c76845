import Escalation

@testable import Curl
@testable import HTTPAPI

extension Fuzzer {
    /// Network addresses, entries of the list of permitted ones, and the judgement of a peer: a text, then 16 bytes.
    static let networks = Fuzzer("networks", longest: 128) { bytes in
        var parts = Parts(bytes, atMost: 2)
        let text = parts.text()
        if let address = IPAddress(text) { checkSpelling(address) }
        do throws(AddressPolicyError) {
            let policy = try AddressPolicy(allowing: [text], plainHTTP: true)
            check(policy, Array(bytes.suffix(16)), host: text)
        } catch {
            demand(!error.reason.isEmpty, "refused without a reason")
        }
        check(.publicOnly, Array(bytes.suffix(16)), host: text)
    }

    static func checkNetwork(_ bytes: [UInt8]) {
        guard (0x20...0xFD).contains(bytes[0]) else { return }
        let neighbour = Array(bytes.prefix(8)) + bytes.suffix(8).map { $0 ^ 0x5A }
        let stranger = [bytes[0], bytes[1] ^ 1] + bytes.dropFirst(2)
        let own = RequestText.network(of: address(bytes).text)
        demand(own == RequestText.network(of: address(neighbour).text), "\(own) is not its neighbour's network")
        demand(own != RequestText.network(of: address(stranger).text), "\(own) is a stranger's network too")
    }

    private static func address(_ bytes: [UInt8]) -> IPAddress {
        IPAddress(family: .v6, bits: bytes.reduce(0) { $0 << 8 | UInt128($1) })
    }

    private static func checkSpelling(_ address: IPAddress) {
        demand(IPAddress(address.text) == address, "\(address.text) is read otherwise")
        demand(address.unmapped.family == .v4 || address.unmapped == address, "\(address.text) becomes another")
        let range = AddressRange(address)
        demand(range.contains(address) && range.contains(range), "\(address.text) is not in its own range")
    }

    private static func check(_ policy: AddressPolicy, _ bytes: [UInt8], host: String) {
        guard bytes.count == 16 else { return }
        let peers = [address(bytes), IPAddress(family: .v4, bits: UInt128(bytes[0]) << 24 | UInt128(bytes[15]))]
        for peer in peers {
            checkSpelling(peer)
            for port in [UInt16(bytes[0]) << 8 | UInt16(bytes[1]), 443] {
                let verdict = policy.verdict(host: host, port: port, peer: peer, use: .web)
                if case .refused(let why) = verdict {
                    demand(Checks.isHarmless(why.text), "a reason that is not one line")
                }
                guard policy == .publicOnly, verdict == .allowed else { continue }
                demand(!isInside(peer), "\(peer.text) is taken for public")
                demand(port == 80 || port == 443 || port >= 1_024, "port \(port)")
            }
        }
    }

    /// What is certainly not public, told without the policy's own tables.
    private static func isInside(_ peer: IPAddress) -> Bool {
        let bits = peer.bits
        func inside4(_ address: UInt128) -> Bool {
            let (a, b) = (UInt8(truncatingIfNeeded: address >> 24), UInt8(truncatingIfNeeded: address >> 16))
            return a == 0 || a == 10 || a == 127 || a >= 224 || (a == 169 && b == 254) || (a == 192 && b == 168)
                || (a == 172 && (16...31).contains(b)) || (a == 100 && (64...127).contains(b))
        }
        if peer.family == .v4 { return inside4(bits) }
        let top = bits >> 112
        if bits >> 32 == 0xFFFF || bits >> 32 == 0x0064_FF9B << 64 { return inside4(bits & 0xFFFF_FFFF) }
        if top == 0x2002 { return inside4(bits >> 80 & 0xFFFF_FFFF) }
        return bits <= 1 || top & 0xFE00 == 0xFC00 || top & 0xFFC0 == 0xFE80 || top & 0xFF00 == 0xFF00
    }
}
