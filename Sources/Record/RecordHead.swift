/// Where the record ends: the position and hash of its newest entry.
package struct RecordHead: Hashable, Sendable {
    package var position: Int64
    /// 32 bytes; zeros before the first entry.
    package var hash: [UInt8]

    package init(position: Int64 = 0, hash: [UInt8] = [UInt8](repeating: 0, count: 32)) {
        self.position = position
        self.hash = hash
    }
}
