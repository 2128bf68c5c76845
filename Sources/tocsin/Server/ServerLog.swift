import Dispatching
import Foundation
import HTTPAPI
import Logging

/// The server's log: one JSON object a line on standard error.
enum ServerLog {
    static func logger(level: Logger.Level) -> Logger {
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
            var members = [
                "at": RFC3339.text(SystemClock().now().wall), "level": event.level.rawValue,
                "message": HarmlessText.value("\(event.message)"),
            ]
            for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) {
                // What a library calls the same as a field of every line must not take its place.
                members[Self.own.contains(key) ? "detail_" + key : key] = HarmlessText.value("\(value)")
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            guard let line = try? encoder.encode(members) else { return }
            let text = HarmlessText.json(String(decoding: line, as: UTF8.self))
            FileHandle.standardError.write(Data((text + "\n").utf8))
        }
    }
}
