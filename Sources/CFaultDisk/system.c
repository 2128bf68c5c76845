// The file system that SQLite is given: the disks, and for every other path the system's own.
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

static sqlite3_vfs *ordinary;
static pthread_mutex_t random_lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t random_state = 1;

static int kind_of_flags(int flags) {
    if (flags & SQLITE_OPEN_MAIN_DB) return fault_file_database;
    if (flags & SQLITE_OPEN_WAL) return fault_file_log;
    if (flags & SQLITE_OPEN_MAIN_JOURNAL) return fault_file_journal;
    return fault_file_other;
}

/// Finds or makes the file; NULL when that cannot be.
static File *open_file(Disk *disk, const char *name, int flags) {
    if (disk->isDead) return NULL;
    File *file = file_find(disk, name);
    if (file != NULL) return (flags & SQLITE_OPEN_EXCLUSIVE) && (flags & SQLITE_OPEN_CREATE) ? NULL : file;
    if (!(flags & SQLITE_OPEN_CREATE)) return NULL;
    int kind = kind_of_flags(flags);
    Fate fate = disk_operation(disk, fault_kind_create, kind);
    if (fate == FATE_DONE || fate == FATE_DONE_THEN_DEAD) {
        file = file_make(disk, name, kind);
        file->isLinked = 1;
        file->syncsDirectory = kind == fault_file_log || kind == fault_file_journal;
    }
    return fate == FATE_DONE ? file : NULL;
}

static int system_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *outFlags) {
    (void)vfs;
    int64_t number = disk_of_path(path);
    if (path != NULL && number == 0) return ordinary->xOpen(ordinary, path, base, flags, outFlags);
    Handle *handle = (Handle *)base;
    memset(handle, 0, sizeof(*handle));
    if (outFlags != NULL) *outFlags = flags;
    if (path == NULL) {
        handle->file = file_make(NULL, "", fault_file_other);
        handle->base.pMethods = &fault_methods;
        return SQLITE_OK;
    }
    const char *name = name_of_path(path);
    if (strlen(name) >= NAME_MAX_BYTES) return SQLITE_CANTOPEN;
    Disk *disk = disk_take(number);
    if (disk == NULL) return SQLITE_CANTOPEN;
    pthread_mutex_lock(&disk->lock);
    File *file = open_file(disk, name, flags);
    if (file != NULL) {
        file->openCount++;
        handle->disk = disk;
        handle->file = file;
        handle->deletesOnClose = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
        handle->base.pMethods = &fault_methods;
    }
    pthread_mutex_unlock(&disk->lock);
    if (file == NULL) {
        disk_release(disk);
        return SQLITE_CANTOPEN;
    }
    return SQLITE_OK;
}

static int delete_on(Disk *disk, const char *name, int syncsDirectory) {
    File *file = disk->isDead ? NULL : file_find(disk, name);
    if (file == NULL) return disk->isDead ? SQLITE_IOERR_DELETE : SQLITE_IOERR_DELETE_NOENT;
    Fate fate = disk_operation(disk, fault_kind_delete, file->kind);
    if (fate == FATE_DONE || fate == FATE_DONE_THEN_DEAD) {
        file->isLinked = 0;
        if (syncsDirectory) file->isLinkedOnPlatter = 0;
        file_drop_if_unused(disk, file);
    }
    return fate == FATE_DONE ? SQLITE_OK : SQLITE_IOERR_DELETE;
}

static int system_delete(sqlite3_vfs *vfs, const char *path, int syncsDirectory) {
    (void)vfs;
    int64_t number = disk_of_path(path);
    if (number == 0) return ordinary->xDelete(ordinary, path, syncsDirectory);
    Disk *disk = disk_take(number);
    if (disk == NULL) return SQLITE_IOERR_DELETE;
    pthread_mutex_lock(&disk->lock);
    int result = delete_on(disk, name_of_path(path), syncsDirectory);
    pthread_mutex_unlock(&disk->lock);
    disk_release(disk);
    return result;
}

static int system_access(sqlite3_vfs *vfs, const char *path, int flags, int *answer) {
    (void)vfs;
    int64_t number = disk_of_path(path);
    if (number == 0) return ordinary->xAccess(ordinary, path, flags, answer);
    *answer = 0;
    Disk *disk = disk_take(number);
    if (disk == NULL) return SQLITE_IOERR_ACCESS;
    pthread_mutex_lock(&disk->lock);
    const File *file = file_find(disk, name_of_path(path));
    // As SQLite's own: an empty file counts as none when it is asked for.
    *answer = file != NULL && (flags != SQLITE_ACCESS_EXISTS || file->seen.size > 0);
    int result = disk->isDead ? SQLITE_IOERR_ACCESS : SQLITE_OK;
    pthread_mutex_unlock(&disk->lock);
    disk_release(disk);
    return result;
}

static int system_full_path(sqlite3_vfs *vfs, const char *path, int room, char *full) {
    (void)vfs;
    if (disk_of_path(path) == 0) return ordinary->xFullPathname(ordinary, path, room, full);
    if ((int)strlen(path) >= room) return SQLITE_CANTOPEN;
    memcpy(full, path, strlen(path) + 1);
    return SQLITE_OK;
}

static int system_random(sqlite3_vfs *vfs, int count, char *bytes) {
    (void)vfs;
    pthread_mutex_lock(&random_lock);
    for (int index = 0; index < count; index++) bytes[index] = (char)random_next(&random_state);
    pthread_mutex_unlock(&random_lock);
    return count;
}

/// Waits for another thread's lock, never long: no real disk is behind it.
static int system_sleep(sqlite3_vfs *vfs, int microseconds) {
    (void)vfs;
    usleep(microseconds < 200 ? (useconds_t)microseconds : 200);
    return microseconds;
}

static int system_time(sqlite3_vfs *vfs, double *day) {
    (void)vfs;
    return ordinary->xCurrentTime(ordinary, day);
}

static int system_last_error(sqlite3_vfs *vfs, int room, char *text) {
    (void)vfs;
    (void)room;
    (void)text;
    return 0;
}

static sqlite3_vfs faulty = {
    .iVersion = 1,
    .zName = "fault-disk",
    .xOpen = system_open,
    .xDelete = system_delete,
    .xAccess = system_access,
    .xFullPathname = system_full_path,
    .xRandomness = system_random,
    .xSleep = system_sleep,
    .xCurrentTime = system_time,
    .xGetLastError = system_last_error,
};

static int32_t installed = -1;

static void install(void) {
    sqlite3_initialize();
    ordinary = sqlite3_vfs_find("unix");
    if (ordinary == NULL) return;
    faulty.mxPathname = ordinary->mxPathname;
    faulty.szOsFile = ordinary->szOsFile > (int)sizeof(Handle) ? ordinary->szOsFile : (int)sizeof(Handle);
    installed = sqlite3_vfs_register(&faulty, 1);
}

int32_t fault_disk_install(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install);
    return installed;
}

void fault_disk_seed(uint64_t seed) {
    pthread_mutex_lock(&random_lock);
    random_state = seed;
    pthread_mutex_unlock(&random_lock);
    sqlite3_randomness(0, NULL);
}
