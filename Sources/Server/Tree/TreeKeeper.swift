import Access
import Dispatching
import Escalation
import Foundation
import Logging
import Synchronization
import Text

/// Keeps the files that were put in force, and tries again while the disk does not take them.
final class TreeKeeper: Sendable {
    /// From a failed try to the next.
    private static let rest = TimeSpan.seconds(60)

    private struct Waiting {
        var files: TreeFileSet
        var facts: KeptSet.Facts
        var triedAt: Timestamp
    }

    private let data: String
    private let base: String
    private let logger: Logger
    private let clock: any Dispatching.Clock
    private let waiting = Mutex<Waiting?>(nil)

    /// - Parameters:
    ///   - data: the data directory.
    ///   - contacts: the folder of the contact tree; relative paths of secrets begin beside it.
    ///   - clock: says when a set was put in force.
    ///   - logger: told when a set cannot be kept.
    init(data: String, contacts: String, clock: any Dispatching.Clock, logger: Logger) {
        self.data = data
        self.clock = clock
        base = URL(fileURLWithPath: contacts).deletingLastPathComponent().path
        self.logger = logger
    }

    /// Keeps what is in force from now on.
    ///
    /// - Parameters:
    ///   - files: as they were read; `nil` when they changed while they were.
    ///   - version: of the contact tree.
    ///   - tzdata: the version of the rules of its time zones.
    func keep(_ files: TreeFileSet?, version: String, tzdata: String) {
        guard let files, files.isWhole else {
            let why = files == nil ? "they changed while they were read; read them again" : "they are too large"
            return logger.error("the files in force are not kept for the next start", metadata: ["why": "\(why)"])
        }
        let now = clock.now()
        let facts = KeptSet.Facts(
            at: now.wall.milliseconds,
            version: version,
            tzdata: tzdata,
            base: base,
            digest: files.digest
        )
        waiting.withLock { waiting in
            waiting = Waiting(files: files, facts: facts, triedAt: now.boot)
            attempt(&waiting, isFirst: true)
        }
    }

    /// Tries again what could not be kept, when it is time.
    func look() {
        waiting.withLock { waiting in
            guard let last = waiting?.triedAt, clock.now().boot - last >= Self.rest else { return }
            waiting?.triedAt = clock.now().boot
            attempt(&waiting, isFirst: false)
        }
    }

    private func attempt(_ waiting: inout Waiting?, isFirst: Bool) {
        guard let set = waiting else { return }
        do {
            try KeptSet.write(set.files, set.facts, to: data)
            waiting = nil
            if !isFirst { logger.notice("the files in force are kept for the next start") }
        } catch {
            guard isFirst else { return }
            logger.error(
                "the files in force could not be kept for the next start; tried again every minute",
                metadata: [
                    "folder": "\(DataFile.kept.path(in: data))", "why": "\(FailureWords.of(error))",
                ]
            )
        }
    }
}
