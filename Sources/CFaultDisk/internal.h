#ifndef FAULT_DISK_INTERNAL_H
#define FAULT_DISK_INTERNAL_H

#include <pthread.h>
#include <sqlite3.h>
#include <stdint.h>

#include "fault_disk.h"

enum { SECTOR = 512, NAME_MAX_BYTES = 64, SHM_LOCKS = 8 };

/// Bytes that grow; what was never written is zero.
typedef struct Bytes {
    uint8_t *data;
    int64_t size;
    int64_t room;
} Bytes;

/// A write or, with no data, a truncation to `offset` that was not synced.
typedef struct Change {
    int64_t offset;
    int64_t length;
    uint8_t *data;
} Change;

struct Handle;

/// The memory that the connections of one database share.
typedef struct Shared {
    void **regions;
    int regionCount;
    int readers[SHM_LOCKS];
    struct Handle *writer[SHM_LOCKS];
    int users;
} Shared;

typedef struct File {
    struct File *next;
    char name[NAME_MAX_BYTES];
    int kind;
    /// What processes see, and what is on the platter.
    Bytes seen, platter;
    Change *changes;
    int64_t changeCount, changeRoom;
    /// Whether the name leads here for processes, and on the platter.
    int isLinked, isLinkedOnPlatter;
    /// A new journal or log: its first sync makes the names in the directory durable too.
    int syncsDirectory;
    int openCount;
    int sharedCount;
    struct Handle *reserved, *pending, *exclusive;
    Shared shared;
} File;

typedef struct Disk {
    pthread_mutex_t lock;
    int64_t number;
    File *files;
    /// Open files, and one for being in the list of disks.
    int64_t users;
    int isDead;
    int64_t crashAt;
    int crashPhase;
    int64_t syncFaultFirst, syncFaultCount;
    int syncFaultDrops;
    int lies;
    int64_t readFaultFirst, readFaultCount;
    int64_t writeFaultFirst, writeFaultCount;
    int64_t limit, occupied;
    int64_t operations, writes, syncs, reads;
    uint8_t *log;
    int64_t logRoom;
} Disk;

typedef struct Handle {
    sqlite3_file base;
    /// NULL for a temporary file without a name.
    Disk *disk;
    File *file;
    int level;
    int deletesOnClose;
    int usesShared;
    int sharedMask, exclusiveMask;
} Handle;

/// The disk, held until `disk_release`; NULL when there is none.
Disk *disk_take(int64_t number);
void disk_release(Disk *disk);
/// The number in a path; 0 when it belongs to no disk.
int64_t disk_of_path(const char *path);
const char *name_of_path(const char *path);

void bytes_resize(Bytes *bytes, int64_t size);
void bytes_write(Bytes *bytes, const void *data, int64_t length, int64_t offset);
void bytes_copy(Bytes *to, const Bytes *from);

File *file_find(Disk *disk, const char *name);
File *file_make(Disk *disk, const char *name, int kind);
void file_free(File *file);
/// Frees a file that no name leads to and nobody has open.
void file_drop_if_unused(Disk *disk, File *file);
void file_note(File *file, const void *data, int64_t length, int64_t offset);
void file_forget_changes(File *file);
int64_t disk_used(const Disk *disk);

/// What becomes of an operation that is about to happen.
typedef enum Fate { FATE_DONE, FATE_DONE_THEN_DEAD, FATE_TORN_THEN_DEAD, FATE_NOT_DONE } Fate;
Fate disk_operation(Disk *disk, int kind, int fileKind);

extern const sqlite3_io_methods fault_methods;
int shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **memory);
int shm_lock(sqlite3_file *file, int offset, int count, int flags);
void shm_barrier(sqlite3_file *file);
int shm_unmap(sqlite3_file *file, int deletes);

uint64_t random_next(uint64_t *state);

#endif
