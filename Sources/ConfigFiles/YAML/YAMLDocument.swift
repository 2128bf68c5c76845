import Yams

/// Reads a YAML file's bytes into values, with every limit applied first.
package enum YAMLDocument {
    /// Reads a file's bytes, as far as there is something to go on with.
    ///
    /// - Parameters:
    ///   - file: what faults call the file.
    ///   - content: its bytes.
    ///   - mayBeComments: whether a file of comments alone says nothing rightly; an empty one never does.
    ///   - log: takes what is wrong.
    /// - Returns: the root value; `nil` also for comments alone where they may be.
    package static func root(
        of file: String,
        content: [UInt8],
        mayBeComments: Bool = false,
        log: FaultLog
    ) -> YAMLValue? {
        guard var bytes = YAMLText.bytes(of: file, content: content, log: log) else { return nil }
        var scan = YAMLScan(file: file, bytes: bytes)
        scan.run()
        for fault in scan.faults {
            log.add(Place(file: file, line: fault.line, column: fault.column), fault.what, fault.remedy)
        }
        guard scan.faults.isEmpty else { return nil }
        guard scan.duplicates.count <= ConfigLimits.refusalsInFile else {
            report(scan.duplicates.prefix(ConfigLimits.refusalsInFile), log: log)
            return nil
        }
        mask(scan.duplicates, in: &bytes)
        do {
            let text = String(decoding: bytes, as: UTF8.self)
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            let root = try parser.singleRoot()
            report(scan.duplicates[...], log: log)
            guard let node = root else {
                let hasText = bytes.contains { $0 > .space }
                if hasText, mayBeComments { return nil }
                let what = hasText ? "the file holds comments alone" : "the file is empty"
                log.add(Place(file: file, line: 1, column: 1), what, "fill it or delete it")
                return nil
            }
            var conversion = YAMLConversion(file: file, dropped: Set(scan.duplicates.map(\.place)), log: log)
            return conversion.value(node)
        } catch {
            let place = YAMLProblem.report(error, in: file, log: log)
            report(scan.duplicates.prefix { $0.place.line < place.line }, log: log)
            return nil
        }
    }

    private static func report(_ duplicates: ArraySlice<YAMLScan.Duplicate>, log: FaultLog) {
        for duplicate in duplicates {
            log.add(
                duplicate.place,
                "the key `\(duplicate.key)` stands here for the second time (first in line \(duplicate.lineOfFirst))",
                "keep one of them"
            )
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
