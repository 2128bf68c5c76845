import Foundation

/// The signed heads of a ledger, as they stand in `record-heads.jsonl`.
package struct HeadLog: Sendable {
    /// Lines whose signature holds, in order.
    package private(set) var heads: [SignedHead] = []
    /// What is wrong with other lines, one sentence each.
    package private(set) var faults: [String] = []

    /// Whether something stands in it, and nothing of that is a head or the beginning of one, nor signed with a key that is not
    /// there: another file, or one that was converted or damaged.
    package private(set) var holdsNone = false
    /// Lines that were cut off in the middle, since the last whole one.
    private var cutOff: [Int] = []

    package init() {}

    /// Reads lines, which may end as Windows ends them, with a mark of UTF-8 before the first.
    ///
    /// A line that was cut off in the middle is passed over where a full disk or a crash leaves such: at the end, without a line
    /// end, or before a whole one that follows the last whole one.
    ///
    /// - Parameters:
    ///   - bytes: of the file, or of its end.
    ///   - keys: the keys that count.
    ///   - isTail: whether the bytes begin anywhere in the file: then the first line is passed over.
    package init(_ bytes: some Sequence<UInt8>, keys: HeadKeys, isTail: Bool = false) {
        let content = Array(bytes)
        var lines = content.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        if lines.first?.starts(with: [0xEF, 0xBB, 0xBF]) == true, !isTail { lines[0].removeFirst(3) }
        // What stands behind the last line end is one that a write left unfinished.
        let unfinished = lines.count
        if lines.last?.isEmpty == true { lines.removeLast() }
        var hasOtherKey = false
        for (index, written) in lines.enumerated() where !(isTail && index == 0) {
            let line = written.last == 0x0D ? written.dropLast() : written
            guard !line.isEmpty else { continue }
            do throws(SignedHead.Fault) {
                add(try SignedHead(line, keys: keys), at: index + 1, isTail: isTail)
            } catch {
                switch error {
                case .cutOff: cutOff.append(index + 1)
                case .noHead: faults.append("line \(index + 1) is no signed head")
                case .unknownKey(let key):
                    hasOtherKey = true
                    faults.append("line \(index + 1) was signed with the key \(key), which answer.key does not hold")
                case .forged: faults.append("line \(index + 1) does not fit its signature: it was changed or forged")
                }
            }
        }
        let isTorn = cutOff.last == unfinished
        if !isTorn { faultCutOff() }
        holdsNone = heads.isEmpty && !content.isEmpty && !hasOtherKey && !(isTorn && faults.isEmpty)
        if heads.isEmpty, faults.isEmpty, !content.isEmpty, !isTail { faults.append("it holds no whole signed head") }
    }

    private mutating func add(_ head: SignedHead, at line: Int, isTail: Bool) {
        if let last = heads.last {
            if head.number != last.number + 1 || head.before != last.signature {
                faults.append("line \(line) does not follow the one before: lines were taken out or moved")
            }
        } else if head.number != 1, !isTail {
            faultCutOff()
        }
        cutOff = []
        heads.append(head)
    }

    private mutating func faultCutOff() {
        if let line = cutOff.first {
            faults.append("line \(line) is cut off, and no head that follows stands behind it")
        }
    }

    /// Reads a file; without one there are no heads.
    ///
    /// - Parameters:
    ///   - path: of the file.
    ///   - keys: the keys that count.
    ///   - limit: reads only so many bytes at its end, if a head is among them.
    /// - Throws: a `CocoaError` when it is there and cannot be read.
    package init(path: String, keys: HeadKeys, limit: UInt64? = nil) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            self.init()
            return
        }
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        var isTail = false
        if let limit {
            let size = try file.seekToEnd()
            // The byte before decides whether the first line is a whole one; passing one over does no harm.
            isTail = size > limit
            try file.seek(toOffset: isTail ? size - limit : 0)
        }
        self.init(try file.readToEnd() ?? Data(), keys: keys, isTail: isTail)
        guard isTail, heads.isEmpty else { return }
        try file.seek(toOffset: 0)
        self.init(try file.readToEnd() ?? Data(), keys: keys)
    }

    package var newest: SignedHead? { heads.last }

    /// The heads that the record must still agree with: an accepted restore ends what was signed beyond it.
    ///
    /// - Parameter logs: files of one ledger, in any order: copies of one file, or what it was before it was rotated. A restore
    ///   that one of them holds ends what another still says.
    /// - Returns: each head once, in the order in which they were signed.
    package static func binding(of logs: [HeadLog]) -> [SignedHead] {
        var seen: Set<String> = []
        let heads = logs.flatMap(\.heads).filter { seen.insert($0.signature).inserted }
        var binding: [SignedHead] = []
        for head in heads.sorted(by: { ($0.number, $0.head.position) < ($1.number, $1.head.position) }) {
            if head.kind == .restored {
                binding.removeAll { $0.head.position > head.head.position || $0.ledger != head.ledger }
            }
            binding.append(head)
        }
        return binding
    }

    /// The heads of this file alone that the record must still agree with.
    package var binding: [SignedHead] { Self.binding(of: [self]) }
}
