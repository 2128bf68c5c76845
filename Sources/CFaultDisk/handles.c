// Open files: reading, writing, syncing and locking.
#include <stdlib.h>
#include <string.h>

#include "internal.h"

static void lock(Handle *handle) {
    if (handle->disk != NULL) pthread_mutex_lock(&handle->disk->lock);
}

static void unlock(Handle *handle) {
    if (handle->disk != NULL) pthread_mutex_unlock(&handle->disk->lock);
}

static int is_in(int64_t turn, int64_t first, int64_t count) {
    return first > 0 && turn >= first && turn - first < count;
}

static void let_go(Handle *handle, int level) {
    File *file = handle->file;
    if (level < SQLITE_LOCK_RESERVED) {
        if (file->reserved == handle) file->reserved = NULL;
        if (file->pending == handle) file->pending = NULL;
        if (file->exclusive == handle) file->exclusive = NULL;
    }
    if (level == SQLITE_LOCK_NONE && handle->level > SQLITE_LOCK_NONE) file->sharedCount--;
    if (handle->level > level) handle->level = level;
}

static int handle_close(sqlite3_file *base) {
    Handle *handle = (Handle *)base;
    if (handle->disk == NULL) {
        file_free(handle->file);
        return SQLITE_OK;
    }
    shm_unmap(base, 0);
    Disk *disk = handle->disk;
    pthread_mutex_lock(&disk->lock);
    let_go(handle, SQLITE_LOCK_NONE);
    handle->file->openCount--;
    if (handle->deletesOnClose && !disk->isDead) handle->file->isLinked = handle->file->isLinkedOnPlatter = 0;
    file_drop_if_unused(disk, handle->file);
    pthread_mutex_unlock(&disk->lock);
    disk_release(disk);
    return SQLITE_OK;
}

static int handle_read(sqlite3_file *base, void *data, int length, sqlite3_int64 offset) {
    Handle *handle = (Handle *)base;
    lock(handle);
    int result = SQLITE_OK;
    Disk *disk = handle->disk;
    if (disk != NULL && (disk->isDead || is_in(++disk->reads, disk->readFaultFirst, disk->readFaultCount))) {
        result = SQLITE_IOERR_READ;
    } else {
        const Bytes *seen = &handle->file->seen;
        int64_t there = seen->size - offset;
        if (there < 0) there = 0;
        if (there > length) there = length;
        if (there > 0) memcpy(data, seen->data + offset, (size_t)there);
        if (there < length) {
            memset((uint8_t *)data + there, 0, (size_t)(length - there));
            result = SQLITE_IOERR_SHORT_READ;
        }
    }
    unlock(handle);
    return result;
}

static void put(File *file, const void *data, int64_t length, int64_t offset) {
    bytes_write(&file->seen, data, length, offset);
    file_note(file, data, length, offset);
}

/// The sectors that come first are written, at most half of them.
static int64_t torn_length(int64_t offset, int64_t length) {
    int64_t middle = (offset + length / 2) / SECTOR * SECTOR;
    return middle > offset ? middle - offset : 0;
}

static int write_on(Disk *disk, File *file, const void *data, int64_t length, int64_t offset) {
    if (disk->isDead) return SQLITE_IOERR_WRITE;
    int64_t more = offset + length - file->seen.size;
    if (disk->limit >= 0 && more > 0 && disk_used(disk) + more > disk->limit) return SQLITE_FULL;
    if (is_in(++disk->writes, disk->writeFaultFirst, disk->writeFaultCount)) return SQLITE_IOERR_WRITE;
    switch (disk_operation(disk, fault_kind_write, file->kind)) {
        case FATE_DONE:
            put(file, data, length, offset);
            return SQLITE_OK;
        case FATE_DONE_THEN_DEAD: put(file, data, length, offset); break;
        case FATE_TORN_THEN_DEAD: put(file, data, torn_length(offset, length), offset); break;
        case FATE_NOT_DONE: break;
    }
    return SQLITE_IOERR_WRITE;
}

static int handle_write(sqlite3_file *base, const void *data, int length, sqlite3_int64 offset) {
    Handle *handle = (Handle *)base;
    if (handle->disk == NULL) {
        bytes_write(&handle->file->seen, data, length, offset);
        return SQLITE_OK;
    }
    lock(handle);
    int result = write_on(handle->disk, handle->file, data, length, offset);
    unlock(handle);
    return result;
}

static int handle_truncate(sqlite3_file *base, sqlite3_int64 size) {
    Handle *handle = (Handle *)base;
    File *file = handle->file;
    if (handle->disk == NULL) {
        bytes_resize(&file->seen, size);
        return SQLITE_OK;
    }
    lock(handle);
    Fate fate = disk_operation(handle->disk, fault_kind_truncate, file->kind);
    if (fate == FATE_DONE || fate == FATE_DONE_THEN_DEAD) {
        bytes_resize(&file->seen, size);
        file_note(file, NULL, 0, size);
    }
    unlock(handle);
    return fate == FATE_DONE ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

static void make_durable(Disk *disk, File *file) {
    for (int64_t index = 0; index < file->changeCount; index++) {
        const Change *change = &file->changes[index];
        if (change->data == NULL) {
            bytes_resize(&file->platter, change->offset);
        } else {
            bytes_write(&file->platter, change->data, change->length, change->offset);
        }
    }
    file_forget_changes(file);
    if (!file->syncsDirectory) return;
    file->syncsDirectory = 0;
    for (File *other = disk->files; other != NULL;) {
        File *next = other->next;
        other->isLinkedOnPlatter = other->isLinked;
        if (other != file) file_drop_if_unused(disk, other);
        other = next;
    }
}

static int handle_sync(sqlite3_file *base, int flags) {
    (void)flags;
    Handle *handle = (Handle *)base;
    Disk *disk = handle->disk;
    if (disk == NULL) return SQLITE_OK;
    lock(handle);
    Fate fate = disk_operation(disk, fault_kind_sync, handle->file->kind);
    int result = fate == FATE_DONE ? SQLITE_OK : SQLITE_IOERR_FSYNC;
    if (fate == FATE_DONE && is_in(++disk->syncs, disk->syncFaultFirst, disk->syncFaultCount)) {
        // Linux marks the pages as clean although they were not written: they can be read until they leave the cache.
        if (disk->syncFaultDrops) file_forget_changes(handle->file);
        result = SQLITE_IOERR_FSYNC;
    } else if (!disk->lies && (fate == FATE_DONE || fate == FATE_DONE_THEN_DEAD)) {
        make_durable(disk, handle->file);
    }
    unlock(handle);
    return result;
}

static int handle_size(sqlite3_file *base, sqlite3_int64 *size) {
    Handle *handle = (Handle *)base;
    lock(handle);
    int isDead = handle->disk != NULL && handle->disk->isDead;
    *size = handle->file->seen.size;
    unlock(handle);
    return isDead ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

static int raise_lock(Handle *handle, int level) {
    File *file = handle->file;
    if (handle->level == SQLITE_LOCK_NONE) {
        if (file->pending != NULL || file->exclusive != NULL) return SQLITE_BUSY;
        file->sharedCount++;
        handle->level = SQLITE_LOCK_SHARED;
        if (level == SQLITE_LOCK_SHARED) return SQLITE_OK;
    }
    if (file->reserved != NULL && file->reserved != handle) return SQLITE_BUSY;
    if (level == SQLITE_LOCK_RESERVED) {
        file->reserved = handle;
        handle->level = level;
        return SQLITE_OK;
    }
    if (file->pending != NULL && file->pending != handle) return SQLITE_BUSY;
    file->pending = handle;
    handle->level = SQLITE_LOCK_PENDING;
    if (file->sharedCount > 1) return SQLITE_BUSY;
    file->exclusive = handle;
    handle->level = SQLITE_LOCK_EXCLUSIVE;
    return SQLITE_OK;
}

static int handle_lock(sqlite3_file *base, int level) {
    Handle *handle = (Handle *)base;
    if (handle->disk == NULL || handle->level >= level) return SQLITE_OK;
    lock(handle);
    int result = handle->disk->isDead ? SQLITE_IOERR_LOCK : raise_lock(handle, level);
    unlock(handle);
    return result;
}

static int handle_unlock(sqlite3_file *base, int level) {
    Handle *handle = (Handle *)base;
    if (handle->disk == NULL) return SQLITE_OK;
    lock(handle);
    let_go(handle, level);
    unlock(handle);
    return SQLITE_OK;
}

static int handle_check_reserved(sqlite3_file *base, int *isReserved) {
    Handle *handle = (Handle *)base;
    lock(handle);
    const File *file = handle->file;
    *isReserved = file->reserved != NULL || file->pending != NULL || file->exclusive != NULL;
    unlock(handle);
    return SQLITE_OK;
}

static int handle_control(sqlite3_file *base, int operation, void *argument) {
    (void)base;
    (void)operation;
    (void)argument;
    return SQLITE_NOTFOUND;
}

/// As SQLite's own for Linux: 4096 bytes, and a write changes nothing beside its own bytes.
static int handle_sector_size(sqlite3_file *base) {
    (void)base;
    return 4096;
}

static int handle_characteristics(sqlite3_file *base) {
    (void)base;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

const sqlite3_io_methods fault_methods = {
    .iVersion = 2,
    .xClose = handle_close,
    .xRead = handle_read,
    .xWrite = handle_write,
    .xTruncate = handle_truncate,
    .xSync = handle_sync,
    .xFileSize = handle_size,
    .xLock = handle_lock,
    .xUnlock = handle_unlock,
    .xCheckReservedLock = handle_check_reserved,
    .xFileControl = handle_control,
    .xSectorSize = handle_sector_size,
    .xDeviceCharacteristics = handle_characteristics,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
};
