import CFaultDisk
import Foundation
import Text

/// A disk in memory that SQLite writes to and that fails as planned, with a real directory for everything else of a store.
///
/// `SQLiteStore(directory:)` runs on it unchanged: the database, its log and its journal live on the disk, the lock in the
/// real directory. A disk that died stays dead; what the next process finds is another disk, made by ``survivor(_:seed:)``.
/// Whoever made a disk lets it go with ``free()``.
package final class FaultDisk: Sendable {
    /// The data directory of one store.
    package let directory: String
    private let number: Int64

    /// An empty disk.
    ///
    /// - Throws: ``NotReady``, or why the real directory cannot be made.
    package convenience init() throws {
        try Self.install()
        try self.init(number: fault_disk_make())
    }

    private init(number: Int64) throws {
        self.number = number
        directory = Self.root + "/disk-\(number)/data"
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        guard size(of: .log) > 0 else { return }
        // Whoever looks for a log by its real name finds one.
        _ = FileManager.default.createFile(atPath: DataFile.writeAheadLog.path(in: directory), contents: Data([0]))
    }

    /// Lets the disk and its directory go; nothing may be opened on it afterwards.
    ///
    /// Not left to the end of this object's life, which may come before that of a store that runs on the disk.
    package func free() {
        fault_disk_free(number)
        try? FileManager.default.removeItem(atPath: Self.root + "/disk-\(number)")
    }

    /// One folder for each process, so that two of them never meet.
    private static let root =
        NSTemporaryDirectory() + "tocsin-simulation-\(ProcessInfo.processInfo.processIdentifier)"

    /// Puts the disks under SQLite for this whole process; every other path stays with the system's files.
    ///
    /// - Throws: ``NotReady``.
    package static func install() throws {
        guard fault_disk_install() == 0 else { throw NotReady() }
    }

    /// SQLite did not take the disks.
    package struct NotReady: Error {}

    /// Starts SQLite's own random numbers anew, so that the same story writes the same bytes.
    package static func seed(_ seed: UInt64) {
        fault_disk_seed(seed)
    }

    // MARK: Dying and what comes after

    /// What the next process finds.
    package enum Survival: Int32, CaseIterable, Sendable {
        /// The process was killed: everything written is there, and what was not synced is still not synced.
        case written = 0
        /// The power was cut: only what was synced is there.
        case synced = 1
        /// The power was cut: of the writes that were not synced, some are there, in any order.
        case some = 2
        /// The power was cut: of the sectors of 512 bytes that were not synced, some are there.
        case torn = 3
    }

    /// When a planned crash strikes, seen from the operation it strikes.
    package enum Phase: Int32, CaseIterable, Sendable {
        case before = 0
        case after = 1
        /// Half of a write is done.
        case torn = 2
    }

    /// A new disk with what survives on this one, in a directory of its own.
    ///
    /// - Parameters:
    ///   - survival: what happened.
    ///   - seed: decides wherever there is a choice.
    /// - Returns: the disk for the next store.
    /// - Throws: why the real directory cannot be made.
    package func survivor(_ survival: Survival, seed: UInt64 = 0) throws -> FaultDisk {
        try FaultDisk(number: fault_disk_survivor(number, survival.rawValue, seed))
    }

    /// The disk as it is now, as a backup of it would be; to put it back, go on with it instead of this one.
    ///
    /// - Returns: the copy.
    /// - Throws: why the real directory cannot be made.
    package func copy() throws -> FaultDisk {
        try survivor(.written)
    }

    /// The disk dies at an operation, counted from 1; everything after it fails.
    ///
    /// - Parameters:
    ///   - operation: the number of the operation; 0 for never.
    ///   - phase: what of the operation is done.
    package func crash(at operation: Int, _ phase: Phase) {
        fault_disk_crash_at(number, Int64(operation), phase.rawValue)
    }

    /// The disk dies now.
    package func crash() {
        fault_disk_crash(number)
    }

    package var isDead: Bool { fault_disk_is_dead(number) != 0 }

    // MARK: Faults of a disk that lives

    /// Syncs fail from one on, counted from 1.
    ///
    /// - Parameters:
    ///   - first: the first that fails; 0 for none.
    ///   - count: how many fail.
    ///   - dropping: the data are not written by later syncs either, as Linux does it.
    package func failSyncs(from first: Int, count: Int = .max, dropping: Bool = true) {
        fault_disk_fail_syncs(number, Int64(first), Int64(count), dropping ? 1 : 0)
    }

    /// From now on syncs say that they worked and make nothing durable: no store can keep its word on such a disk.
    package func lie() {
        fault_disk_lie(number, 1)
    }

    /// Reads fail from one on, counted from 1; 0 for none.
    package func failReads(from first: Int, count: Int = 1) {
        fault_disk_fail_reads(number, Int64(first), Int64(count))
    }

    /// Writes fail from one on, counted from 1; 0 for none.
    package func failWrites(from first: Int, count: Int = 1) {
        fault_disk_fail_writes(number, Int64(first), Int64(count))
    }

    /// A file of a store.
    package enum File: Int32, CaseIterable, Sendable {
        case database = 0
        case log = 1
        case journal = 2
        case other = 3
    }

    /// Turns one bit of a file over; `false` when the file is not that long.
    package func flip(bit: Int, of file: File) -> Bool {
        fault_disk_flip(number, file.rawValue, Int64(bit)) != 0
    }

    /// Where a text first stands in a file.
    package func offset(of text: String, in file: File) -> Int? {
        let wanted = text.utf8.map(Int32.init)
        return (0..<max(size(of: file), 0)).first { start in
            wanted.indices.allSatisfy { fault_disk_byte(number, file.rawValue, Int64(start + $0)) == wanted[$0] }
        }
    }

    /// Bytes in a file; -1 when it is not there.
    package func size(of file: File) -> Int {
        Int(fault_disk_file_size(number, file.rawValue))
    }

    /// All files together may hold so many bytes; `nil` for no limit.
    package func limit(to bytes: Int?) {
        fault_disk_limit(number, Int64(bytes ?? -1))
    }

    /// Takes so many bytes of the room for something else, in place of what was taken so before.
    ///
    /// - Returns: `false` when there is no room; then nothing changed.
    package func occupy(_ bytes: Int) -> Bool {
        fault_disk_occupy(number, Int64(bytes)) != 0
    }

    // MARK: Counts

    /// Writes, truncations, syncs, deletions and newly made files: the points at which a crash can strike.
    package var operations: Int { count(fault_count_operations) }
    package var writes: Int { count(fault_count_writes) }
    package var syncs: Int { count(fault_count_syncs) }
    package var reads: Int { count(fault_count_reads) }
    /// Bytes in all files and what else is taken.
    package var used: Int { count(fault_count_used) }
    package var openFiles: Int { count(fault_count_open_files) }

    private func count(_ count: some BinaryInteger) -> Int {
        Int(fault_disk_count(number, Int32(count)))
    }

    /// What an operation was, such as `write log`; `nil` when there was none of that number.
    package func operation(_ turn: Int) -> String? {
        let code = Int(fault_disk_operation(number, Int64(turn)))
        guard code >= 0 else { return nil }
        let kinds = ["write", "truncate", "sync", "delete", "create"]
        return "\(kinds[code % 8]) \(File(rawValue: Int32(code / 8)) ?? .other)"
    }
}
