/// A running hash of everything that happens in a run; the same in every process and build.
package struct EventHash: Sendable {
    package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ number: Int64) {
        value = (value ^ UInt64(bitPattern: number)) &* 0x9E37_79B9_7F4A_7C15
        value ^= value >> 29
    }

    mutating func add(_ text: String) {
        var mixed: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { mixed = (mixed ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        add(Int64(bitPattern: mixed))
    }
}
