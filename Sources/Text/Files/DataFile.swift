/// A file or folder that the server keeps in its data directory; the raw value is its place there.
package enum DataFile: String, CaseIterable, Sendable {
    /// The ledger. SQLite keeps ``writeAheadLog`` and ``sharedMemory`` beside it.
    case database = "tocsin.db"
    case writeAheadLog = "tocsin.db-wal"
    case sharedMemory = "tocsin.db-shm"
    /// Says which process has the directory.
    case lock = "tocsin.lock"
    /// Room that is given up when the disk is full.
    case reserve = "tocsin.reserve"
    /// Tells a copy from what it was made of.
    case copyMark = "tocsin.copy"
    /// The digests of the access tokens.
    case tokens = "tokens.json"
    /// The secret behind answer links and signed heads.
    case masterSecret = "answer.key"
    /// The contact tree and the templates that were last in force.
    case kept
    /// What the log channel writes.
    case logs = "log"
    /// The signed heads of the record.
    case signedHeads = "log/record-heads.jsonl"
    /// The server's own troubles.
    case ownLog = "log/tocsin.jsonl"

    /// Where it lies.
    ///
    /// - Parameter directory: the data directory, without a slash at the end.
    /// - Returns: the path.
    package func path(in directory: String) -> String { directory + "/" + rawValue }

    /// The name within the folder that it lies in.
    package var name: String { rawValue.split(separator: "/").last.map(String.init) ?? rawValue }

    /// What every log's name ends in.
    package static let logEnding = ".jsonl"

    /// The names among the logs that are the server's own, without their ending: no address may write there.
    package static let ownLogs: Set<String> = [signedHeads.logName, ownLog.logName]

    /// The name as the log channel has it, without the ending.
    package var logName: String { String(name.dropLast(Self.logEnding.count)) }
}
