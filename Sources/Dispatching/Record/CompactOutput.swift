/// The bytes written so far and the brackets that are still open; shared by all containers of one run.
final class CompactOutput {
    private(set) var bytes: [UInt8] = []
    private var open: [(close: UInt8, count: Int)] = []

    init() {
        bytes.reserveCapacity(1_024)
    }

    /// Opens a bracket; the depth it is at names it.
    func begin(_ bracket: UInt8, closedBy close: UInt8) -> Int {
        bytes.append(bracket)
        open.append((close, 0))
        return open.count
    }

    /// Closes everything that was opened inside the bracket at `depth`.
    func unwind(to depth: Int) {
        while open.count > depth { bytes.append(open.removeLast().close) }
    }

    /// Makes room for the next member or element of the bracket at `depth`.
    func next(at depth: Int) {
        unwind(to: depth)
        if open[depth - 1].count > 0 { bytes.append(0x2C) }
        open[depth - 1].count += 1
    }

    func count(at depth: Int) -> Int {
        open.count >= depth ? open[depth - 1].count : 0
    }

    func member(_ name: String, at depth: Int) {
        next(at: depth)
        string(name)
        bytes.append(0x3A)
    }

    func literal(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    func integer(_ value: some BinaryInteger) {
        bytes.append(contentsOf: String(value).utf8)
    }

    func double(_ value: Double) throws {
        guard value.isFinite else {
            throw EncodingError.invalidValue(
                value,
                EncodingError.Context(codingPath: [], debugDescription: "JSON has no number for \(value)")
            )
        }
        if let whole = Int64(exactly: value) { integer(whole) } else { literal(String(value)) }
    }

    func string(_ text: String) {
        bytes.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C:
                bytes.append(0x5C)
                bytes.append(byte)
            case 0..<0x20, 0x7F:
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(Self.digits[Int(byte >> 4)])
                bytes.append(Self.digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
