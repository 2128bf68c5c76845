// The index of the write-ahead log: memory and locks that the connections of one database share.
#include <stdlib.h>
#include <string.h>

#include "internal.h"

int shm_map(sqlite3_file *base, int region, int size, int extend, void volatile **memory) {
    Handle *handle = (Handle *)base;
    *memory = NULL;
    if (handle->disk == NULL) return SQLITE_IOERR_SHMMAP;
    pthread_mutex_lock(&handle->disk->lock);
    Shared *shared = &handle->file->shared;
    int result = SQLITE_OK;
    if (handle->disk->isDead) {
        result = SQLITE_IOERR_SHMMAP;
    } else {
        if (!handle->usesShared) {
            handle->usesShared = 1;
            shared->users++;
        }
        if (region >= shared->regionCount && extend) {
            void **regions = realloc(shared->regions, (size_t)(region + 1) * sizeof(void *));
            if (regions == NULL) abort();
            shared->regions = regions;
            while (shared->regionCount <= region) {
                void *fresh = calloc(1, (size_t)size);
                if (fresh == NULL) abort();
                shared->regions[shared->regionCount++] = fresh;
            }
        }
        if (region < shared->regionCount) *memory = shared->regions[region];
    }
    pthread_mutex_unlock(&handle->disk->lock);
    return result;
}

static int lock_one(Shared *shared, Handle *handle, int index, int flags) {
    int bit = 1 << index;
    if (flags & SQLITE_SHM_UNLOCK) {
        if (handle->sharedMask & bit) shared->readers[index]--;
        if (handle->exclusiveMask & bit) shared->writer[index] = NULL;
        handle->sharedMask &= ~bit;
        handle->exclusiveMask &= ~bit;
    } else if (flags & SQLITE_SHM_SHARED) {
        if (shared->writer[index] != NULL && shared->writer[index] != handle) return SQLITE_BUSY;
        if (!(handle->sharedMask & bit)) shared->readers[index]++;
        handle->sharedMask |= bit;
    } else {
        shared->writer[index] = handle;
        handle->exclusiveMask |= bit;
    }
    return SQLITE_OK;
}

int shm_lock(sqlite3_file *base, int offset, int count, int flags) {
    Handle *handle = (Handle *)base;
    if (handle->disk == NULL) return SQLITE_IOERR_SHMLOCK;
    pthread_mutex_lock(&handle->disk->lock);
    Shared *shared = &handle->file->shared;
    int result = SQLITE_OK;
    if (handle->disk->isDead && (flags & SQLITE_SHM_LOCK)) result = SQLITE_IOERR_SHMLOCK;
    if (result == SQLITE_OK && (flags & SQLITE_SHM_LOCK) && (flags & SQLITE_SHM_EXCLUSIVE)) {
        for (int index = offset; index < offset + count; index++) {
            int own = (handle->sharedMask >> index) & 1;
            int isTaken = shared->writer[index] != NULL && shared->writer[index] != handle;
            if (isTaken || shared->readers[index] > own) result = SQLITE_BUSY;
        }
    }
    for (int index = offset; index < offset + count && result == SQLITE_OK; index++) {
        result = lock_one(shared, handle, index, flags);
    }
    pthread_mutex_unlock(&handle->disk->lock);
    return result;
}

void shm_barrier(sqlite3_file *base) {
    Handle *handle = (Handle *)base;
    __sync_synchronize();
    if (handle->disk == NULL) return;
    pthread_mutex_lock(&handle->disk->lock);
    pthread_mutex_unlock(&handle->disk->lock);
}

int shm_unmap(sqlite3_file *base, int deletes) {
    (void)deletes;
    Handle *handle = (Handle *)base;
    if (handle->disk == NULL || !handle->usesShared) return SQLITE_OK;
    pthread_mutex_lock(&handle->disk->lock);
    Shared *shared = &handle->file->shared;
    for (int index = 0; index < SHM_LOCKS; index++) lock_one(shared, handle, index, SQLITE_SHM_UNLOCK);
    handle->usesShared = 0;
    if (--shared->users == 0) {
        for (int index = 0; index < shared->regionCount; index++) free(shared->regions[index]);
        free(shared->regions);
        memset(shared, 0, sizeof(*shared));
    }
    pthread_mutex_unlock(&handle->disk->lock);
    return SQLITE_OK;
}
