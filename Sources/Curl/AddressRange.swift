/// A range of addresses with a common prefix, such as `10.0.0.0/8`.
struct AddressRange: Hashable, Sendable {
    let first: IPAddress
    let length: Int

    /// The address whose first `length` bits count.
    ///
    /// A range that has bits set after its prefix is not a range: nil.
    init?(first: IPAddress, length: Int) {
        guard (0...first.family.width).contains(length) else { return nil }
        self.first = first
        self.length = length
        guard first.bits & hostMask == 0 else { return nil }
    }

    /// The range that is one address.
    init(_ address: IPAddress) {
        first = address
        length = address.family.width
    }

    /// Whether the address has the prefix.
    func contains(_ address: IPAddress) -> Bool {
        address.family == first.family && address.bits & ~hostMask == first.bits
    }

    /// Whether every address of the other range is in this one.
    func contains(_ other: AddressRange) -> Bool {
        other.length >= length && contains(other.first)
    }

    /// The bits after the prefix.
    private var hostMask: UInt128 {
        let free = first.family.width - length
        return free == 128 ? .max : (1 << UInt128(free)) - 1
    }
}
