import Server
import Streams
import SystemPackage

/// What the command says: results on standard output, complaints on standard error.
enum Console {
    /// How long a server's end waits for the reader of standard output, in milliseconds.
    private static let patience = 1_000

    /// Writes a result.
    ///
    /// - Parameters:
    ///   - text: without the end of its last line.
    ///   - done: what has happened by now whether it can be shown or not; stands in the complaint.
    /// - Throws: ``CommandError`` when nobody can see the result.
    static func say(_ text: String, after done: String? = nil) throws(CommandError) {
        try write(HarmlessText.shown(text) + "\n", after: done)
    }

    /// Writes a document for other programs as it is; whoever wrote it took out what acts on a terminal.
    ///
    /// - Throws: ``CommandError`` when nobody can see it.
    static func say(document text: String) throws(CommandError) {
        try write(text)
    }

    private static func write(_ text: String, after done: String? = nil) throws(CommandError) {
        do throws(StandardStreams.Fault) {
            try StandardStreams.say(text)
        } catch {
            let more = done.map { "; " + $0 } ?? ""
            throw CommandError(text: "standard output cannot be written: \(error)\(more)")
        }
    }

    /// One line on standard error that begins with the command's name; what a server says goes by its log's way, so that it
    /// cannot be held up.
    static func complain(_ text: String) {
        _ = isTaken(complaint(text))
    }

    /// The last line of a command that ends with it: on standard output where standard error does not take it.
    static func refuse(_ text: String) {
        let line = complaint(text)
        guard !isTaken(line) || !ServerLog.finish() else { return }
        // Where neither takes it, the exit code says it; a server's end waits for no reader.
        guard ServerLog.isBegun else { return _ = try? StandardStreams.say(line + "\n") }
        let writer = LineWriter(.standardOutput, name: "refusal") { "\($0) lines were dropped" }
        writer.add(line)
        writer.finish(within: patience)
    }

    private static func complaint(_ text: String) -> String { "tocsin: " + HarmlessText.shown(text) }

    /// Whether a line was written, or waits to be.
    private static func isTaken(_ line: String) -> Bool {
        guard ServerLog.isBegun else { return StandardStreams.complain(line + "\n") }
        ServerLog.writer.add(line)
        return true
    }

    /// Rows in columns, each as wide as its widest cell; wide characters count twice.
    static func table(_ rows: [[String]]) -> String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { $0.count > column ? width(of: $0[column]) : 0 }.max() ?? 0
        }
        return rows.map { row in
            row.enumerated().map { column, cell in
                column == row.count - 1
                    ? cell : cell + String(repeating: " ", count: widths[column] - width(of: cell) + 2)
            }.joined()
        }.joined(separator: "\n")
    }

    /// The number of terminal cells a text takes.
    static func width(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { sum, scalar in
            let isWide =
                (0x1100...0x115F).contains(scalar.value) || (0x2E80...0xA4CF).contains(scalar.value)
                || (0xAC00...0xD7A3).contains(scalar.value) || (0xF900...0xFAFF).contains(scalar.value)
                || (0xFE30...0xFE6F).contains(scalar.value) || (0xFF00...0xFF60).contains(scalar.value)
                || (0x20000...0x3FFFD).contains(scalar.value)
            return sum + (isWide ? 2 : 1)
        }
    }
}
