import Foundation

/// The signed heads of a ledger, as they stand in `record-heads.jsonl`.
package struct HeadLog: Sendable {
    /// Lines whose signature holds, in order.
    package private(set) var heads: [SignedHead] = []
    /// What is wrong with other lines, one sentence each.
    package private(set) var faults: [String] = []

    package init() {}

    /// Reads lines; one that was cut off in the middle is passed over, since a full disk or a crash leaves such.
    ///
    /// - Parameters:
    ///   - bytes: of the file, or of its end.
    ///   - keys: the keys that count.
    ///   - isTail: whether the bytes begin anywhere in the file: then the first line is passed over.
    package init(_ bytes: some Sequence<UInt8>, keys: HeadKeys, isTail: Bool = false) {
        let lines = Array(bytes).split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty && !(isTail && index == 0) {
            do throws(SignedHead.Fault) {
                let head = try SignedHead(line, keys: keys)
                if let last = heads.last, head.number != last.number + 1 || head.before != last.signature {
                    faults.append("line \(index + 1) does not follow the one before: lines were taken out or moved")
                }
                heads.append(head)
            } catch {
                switch error {
                case .cutOff: break
                case .noHead: faults.append("line \(index + 1) is no signed head")
                case .unknownKey(let key):
                    faults.append("line \(index + 1) was signed with the key \(key), which answer.key does not hold")
                case .forged: faults.append("line \(index + 1) does not fit its signature: it was changed or forged")
                }
            }
        }
    }

    /// Reads a file; without one there are no heads.
    ///
    /// - Parameters:
    ///   - path: of the file.
    ///   - keys: the keys that count.
    ///   - limit: reads only so many bytes at its end.
    /// - Throws: a `CocoaError` when it is there and cannot be read.
    package init(path: String, keys: HeadKeys, limit: UInt64? = nil) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            self.init()
            return
        }
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        var isTail = false
        if let limit, case let size = try file.seekToEnd(), size > limit {
            // The byte before decides whether the first line is a whole one; passing one over does no harm.
            try file.seek(toOffset: size - limit)
            isTail = true
        } else {
            try file.seek(toOffset: 0)
        }
        self.init(try file.readToEnd() ?? Data(), keys: keys, isTail: isTail)
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
