import Dispatching
import Foundation
import HTTPAPI
package import Logging
import Messages
package import Streams
import Synchronization
import SystemPackage
import Text

/// The server's log: one JSON object a line on standard error.
///
/// Nothing that logs ever waits, and nothing that becomes of standard error ends the server: see ``LineWriter``.
package enum ServerLog {
    /// How long the end of the process waits for a log that nobody reads, in milliseconds.
    private static let patience = 1_000
    private static let begun = Mutex(false)

    /// Every line of this process goes through it once a logger was made.
    package static let writer = LineWriter(.standardError, name: "log") { dropped in
        JSONLines.line(
            level: .warning,
            message: "lines of the log were dropped: for a time nothing could be written here",
            ["lines": "\(dropped)"]
        )
    }

    package static var isBegun: Bool { begun.withLock { $0 } }

    /// From now on complaints go the log's way too.
    package static func begin() { begun.withLock { $0 = true } }

    /// Before the process ends: what was said is written, if anybody takes it.
    ///
    /// - Returns: whether it is.
    @discardableResult package static func finish() -> Bool {
        isBegun ? writer.finish(within: patience) : true
    }

    static func expose(to exposition: inout Exposition) {
        exposition.add(
            .counter,
            "tocsin_log_lines_dropped_total",
            "Lines of the log that nobody took.",
            writer.dropped
        )
    }

    package static func logger(level: Logger.Level) -> Logger {
        begin()
        var logger = Logger(label: "tocsin") { _ in JSONLines() }
        logger.logLevel = level
        return logger
    }

    private struct JSONLines: LogHandler {
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info
        private static let own: Set = ["at", "level", "message"]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let further = metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 })
            writer.add(Self.line(level: event.level, message: "\(event.message)", further))
        }

        static func line(level: Logger.Level, message: String, _ metadata: Logger.Metadata) -> String {
            let output = JSONOutput(.harmful)
            let object = output.beginObject()
            func add(_ name: String, _ text: String) {
                output.member(name, at: object)
                output.string(HarmlessText.value(text))
            }
            add("at", RFC3339.text(SystemClock().now().wall))
            add("level", level.rawValue)
            add("message", message)
            for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
                // What a library calls the same as a field of every line must not take its place.
                add(own.contains(key) ? "detail_" + key : key, "\(value)")
            }
            output.end(at: object)
            return String(decoding: output.bytes, as: UTF8.self)
        }
    }
}
