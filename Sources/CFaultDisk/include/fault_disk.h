/// A disk in memory under SQLite that fails when it is told to.
///
/// A path that contains `/disk-<N>/` belongs to disk N; every other path goes to the system's own files. All numbers
/// count from 1; 0 means "never". Everything may be called from any thread.
#ifndef FAULT_DISK_H
#define FAULT_DISK_H

#include <stdint.h>

/// Makes the disks SQLite's default file system, once; 0 when it worked.
int32_t fault_disk_install(void);

/// A new empty disk; its number.
int64_t fault_disk_make(void);

/// Forgets a disk; its memory goes when the last file on it is closed.
void fault_disk_free(int64_t disk);

/// What is found on the disk by the next process.
enum {
    /// The process was killed: every write that was made is there, synced or not.
    fault_survival_written = 0,
    /// The power was cut: only what was synced is there.
    fault_survival_synced = 1,
    /// The power was cut: of the writes that were not synced, some are there.
    fault_survival_some = 2,
    /// The power was cut: of the 512-byte sectors that were written and not synced, some are there.
    fault_survival_torn = 3,
};

/// A new disk with what survives on this one; the seed decides wherever there is a choice.
int64_t fault_disk_survivor(int64_t disk, int32_t survival, uint64_t seed);

/// When a planned crash strikes.
enum {
    fault_phase_before = 0,
    fault_phase_after = 1,
    /// A write or truncation is half done; any other operation is not done.
    fault_phase_torn = 2,
};

/// The disk dies at an operation that changes something; from then on everything on it fails.
void fault_disk_crash_at(int64_t disk, int64_t operation, int32_t phase);

/// The disk dies now.
void fault_disk_crash(int64_t disk);

/// Syncs from this one on fail, `count` of them; the data that were to be synced are dropped, as Linux does, or kept.
void fault_disk_fail_syncs(int64_t disk, int64_t first, int64_t count, int32_t drops);

/// Syncs say that they worked and make nothing durable, or work again.
void fault_disk_lie(int64_t disk, int32_t lies);

/// Reads from this one on fail, `count` of them.
void fault_disk_fail_reads(int64_t disk, int64_t first, int64_t count);

/// Writes from this one on fail, `count` of them; nothing of them is written.
void fault_disk_fail_writes(int64_t disk, int64_t first, int64_t count);

enum {
    fault_file_database = 0,
    fault_file_log = 1,
    fault_file_journal = 2,
    fault_file_other = 3,
};

/// The size of a file in bytes; -1 when it is not there.
int64_t fault_disk_file_size(int64_t disk, int32_t file);

/// A byte of a file; -1 when the file is not that long.
int32_t fault_disk_byte(int64_t disk, int32_t file, int64_t offset);

/// Turns one bit of a file over; 0 when the file is not that long.
int32_t fault_disk_flip(int64_t disk, int32_t file, int64_t bit);

/// All files together may hold so many bytes; -1 for no limit.
void fault_disk_limit(int64_t disk, int64_t bytes);

/// Takes so many bytes of the disk's room for something else, in place of what was taken before; 0 when there is no room.
int32_t fault_disk_occupy(int64_t disk, int64_t bytes);

enum {
    /// Writes, truncations, syncs, deletions and newly made files.
    fault_count_operations = 0,
    fault_count_writes = 1,
    fault_count_syncs = 2,
    fault_count_reads = 3,
    /// Bytes in all files and what else is taken.
    fault_count_used = 4,
    fault_count_open_files = 5,
};

int64_t fault_disk_count(int64_t disk, int32_t count);

/// Whether the disk has died.
int32_t fault_disk_is_dead(int64_t disk);

enum {
    fault_kind_write = 0,
    fault_kind_truncate = 1,
    fault_kind_sync = 2,
    fault_kind_delete = 3,
    fault_kind_create = 4,
};

/// What an operation was: its kind and, times eight, its file; -1 when there was none.
int32_t fault_disk_operation(int64_t disk, int64_t operation);

/// Starts SQLite's random numbers anew from a seed, so that the same story writes the same bytes.
void fault_disk_seed(uint64_t seed);

#endif
