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

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            var members = [
                "at": RFC3339.text(SystemClock().now().wall), "level": event.level.rawValue,
                "message": "\(event.message)",
            ]
            for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) {
                members[key] = "\(value)"
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            guard var line = try? encoder.encode(members) else { return }
            line.append(0x0A)
            FileHandle.standardError.write(line)
        }
    }
}
