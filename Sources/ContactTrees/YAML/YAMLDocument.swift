import Yams

/// Reads a YAML file's bytes into values, with every limit applied first.
enum YAMLDocument {
    /// The root value; `nil` when there is none to go on with. What is wrong is in `log`.
    static func root(of file: String, content: [UInt8], log: FaultLog) -> YAMLValue? {
        guard var bytes = YAMLText.bytes(of: file, content: content, log: log) else { return nil }
        var scan = YAMLScan(file: file, bytes: bytes)
        scan.run()
        for fault in scan.faults {
            log.add(Place(file: file, line: fault.line, column: fault.column), fault.what, fault.remedy)
        }
        for duplicate in scan.duplicates.prefix(ContactTreeLimits.refusalsInFile) {
            log.add(
                duplicate.place,
                "the key `\(duplicate.key)` stands here for the second time (first in line \(duplicate.lineOfFirst))",
                "keep one of them"
            )
        }
        guard scan.faults.isEmpty, scan.duplicates.count <= ContactTreeLimits.refusalsInFile else { return nil }
        mask(scan.duplicates, in: &bytes)
        do {
            let text = String(decoding: bytes, as: UTF8.self)
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            guard let node = try parser.singleRoot() else {
                log.add(Place(file: file, line: 1, column: 1), "the file is empty", "fill it or delete it")
                return nil
            }
            var conversion = YAMLConversion(file: file, dropped: Set(scan.duplicates.map(\.place)), log: log)
            return conversion.value(node)
        } catch {
            YAMLProblem.report(error, in: file, log: log)
            return nil
        }
    }

    /// Gives every duplicate key a name of its own, as the parser refuses a file at the first one it meets.
    ///
    /// The names are of the same length, and dropped again in the conversion.
    private static func mask(_ duplicates: [YAMLScan.Duplicate], in bytes: inout [UInt8]) {
        for (number, duplicate) in duplicates.enumerated().reversed() {
            guard let scalar = Unicode.Scalar(0xE000 + UInt32(number)) else { continue }
            let isQuoted = bytes[duplicate.offset] == .doubleQuote || bytes[duplicate.offset] == .singleQuote
            let start = duplicate.offset + (isQuoted ? 1 : 0)
            let end = duplicate.key.isEmpty ? start : bytes[(start + 1)...].firstIndex { $0 & 0xC0 != 0x80 } ?? start
            bytes.replaceSubrange(start..<end, with: Array(String(Character(scalar)).utf8))
        }
    }
}
