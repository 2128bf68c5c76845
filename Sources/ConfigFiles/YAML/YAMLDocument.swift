/// Reads a YAML file's bytes into values, with every limit applied while they are read.
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
        guard let bytes = YAMLText.bytes(of: file, content: content, log: log) else { return nil }
        var reading = YAMLReading(file: file, bytes: bytes)
        switch reading.document() {
        case .value(let value):
            reading.report(to: log)
            return value
        case .refused:
            reading.report(to: log)
            return nil
        case .nothing:
            let hasText = bytes.contains { $0 > 0x20 }
            if hasText, mayBeComments { return nil }
            let what = hasText ? "the file holds comments alone" : "the file is empty"
            log.add(Place(file: file, line: 1, column: 1), what, "fill it or delete it")
            return nil
        }
    }
}
