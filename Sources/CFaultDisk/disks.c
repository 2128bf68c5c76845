// The list of disks, what is planned on each, and what was counted.
#include <stdlib.h>
#include <string.h>

#include "internal.h"

static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
static Disk **list;
static int64_t list_count, list_room;

int64_t disk_of_path(const char *path) {
    if (path == NULL) return 0;
    const char *mark = strstr(path, "/disk-");
    if (mark == NULL) return 0;
    char *end = NULL;
    long long number = strtoll(mark + 6, &end, 10);
    return end != mark + 6 && *end == '/' && number > 0 ? number : 0;
}

const char *name_of_path(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

Disk *disk_take(int64_t number) {
    pthread_mutex_lock(&list_lock);
    Disk *disk = number > 0 && number <= list_count ? list[number - 1] : NULL;
    if (disk != NULL) {
        pthread_mutex_lock(&disk->lock);
        disk->users++;
        pthread_mutex_unlock(&disk->lock);
    }
    pthread_mutex_unlock(&list_lock);
    return disk;
}

void disk_release(Disk *disk) {
    pthread_mutex_lock(&disk->lock);
    int64_t users = --disk->users;
    pthread_mutex_unlock(&disk->lock);
    if (users > 0) return;
    for (File *file = disk->files; file != NULL;) {
        File *next = file->next;
        file_free(file);
        file = next;
    }
    free(disk->log);
    pthread_mutex_destroy(&disk->lock);
    free(disk);
}

int64_t fault_disk_make(void) {
    Disk *disk = calloc(1, sizeof(Disk));
    if (disk == NULL) abort();
    pthread_mutex_init(&disk->lock, NULL);
    disk->limit = -1;
    disk->users = 1;
    pthread_mutex_lock(&list_lock);
    if (list_count == list_room) {
        list_room = list_room == 0 ? 64 : list_room * 2;
        list = realloc(list, (size_t)list_room * sizeof(Disk *));
        if (list == NULL) abort();
    }
    list[list_count++] = disk;
    int64_t number = disk->number = list_count;
    pthread_mutex_unlock(&list_lock);
    return number;
}

void fault_disk_free(int64_t number) {
    pthread_mutex_lock(&list_lock);
    Disk *disk = number > 0 && number <= list_count ? list[number - 1] : NULL;
    if (disk != NULL) list[number - 1] = NULL;
    pthread_mutex_unlock(&list_lock);
    if (disk != NULL) disk_release(disk);
}

Fate disk_operation(Disk *disk, int kind, int fileKind) {
    if (disk->isDead) return FATE_NOT_DONE;
    int64_t turn = ++disk->operations;
    if (turn > disk->logRoom) {
        disk->logRoom = disk->logRoom == 0 ? 256 : disk->logRoom * 2;
        disk->log = realloc(disk->log, (size_t)disk->logRoom);
        if (disk->log == NULL) abort();
    }
    disk->log[turn - 1] = (uint8_t)(kind + 8 * fileKind);
    if (turn != disk->crashAt) return FATE_DONE;
    disk->isDead = 1;
    switch (disk->crashPhase) {
        case fault_phase_after: return FATE_DONE_THEN_DEAD;
        case fault_phase_torn: return FATE_TORN_THEN_DEAD;
        default: return FATE_NOT_DONE;
    }
}

/// Runs `statement` with the disk of that number, locked; nothing when there is none.
#define WITH_DISK(statement)                     \
    do {                                         \
        Disk *disk = disk_take(number);          \
        if (disk == NULL) break;                 \
        pthread_mutex_lock(&disk->lock);         \
        statement;                               \
        pthread_mutex_unlock(&disk->lock);       \
        disk_release(disk);                      \
    } while (0)

void fault_disk_crash_at(int64_t number, int64_t operation, int32_t phase) {
    WITH_DISK(disk->crashAt = operation; disk->crashPhase = phase);
}

void fault_disk_crash(int64_t number) { WITH_DISK(disk->isDead = 1); }

void fault_disk_fail_syncs(int64_t number, int64_t first, int64_t count, int32_t drops) {
    WITH_DISK(disk->syncFaultFirst = first; disk->syncFaultCount = count; disk->syncFaultDrops = drops);
}

void fault_disk_lie(int64_t number, int32_t lies) { WITH_DISK(disk->lies = lies); }

void fault_disk_fail_reads(int64_t number, int64_t first, int64_t count) {
    WITH_DISK(disk->readFaultFirst = first; disk->readFaultCount = count);
}

void fault_disk_fail_writes(int64_t number, int64_t first, int64_t count) {
    WITH_DISK(disk->writeFaultFirst = first; disk->writeFaultCount = count);
}

static File *file_of_kind(Disk *disk, int kind) {
    for (File *file = disk->files; file != NULL; file = file->next) {
        if (file->isLinked && file->kind == kind) return file;
    }
    return NULL;
}

int64_t fault_disk_file_size(int64_t number, int32_t kind) {
    int64_t size = -1;
    WITH_DISK(File *file = file_of_kind(disk, kind); if (file != NULL) size = file->seen.size);
    return size;
}

static int32_t byte_at(const File *file, int64_t offset) {
    return file != NULL && offset >= 0 && offset < file->seen.size ? file->seen.data[offset] : -1;
}

int32_t fault_disk_byte(int64_t number, int32_t kind, int64_t offset) {
    int32_t byte = -1;
    WITH_DISK(byte = byte_at(file_of_kind(disk, kind), offset));
    return byte;
}

static int32_t flip(File *file, int64_t bit) {
    int64_t byte = bit / 8;
    if (file == NULL || bit < 0 || byte >= file->seen.size) return 0;
    file->seen.data[byte] ^= (uint8_t)(1u << (bit % 8));
    if (byte < file->platter.size) file->platter.data[byte] ^= (uint8_t)(1u << (bit % 8));
    return 1;
}

int32_t fault_disk_flip(int64_t number, int32_t kind, int64_t bit) {
    int32_t done = 0;
    WITH_DISK(done = flip(file_of_kind(disk, kind), bit));
    return done;
}

void fault_disk_limit(int64_t number, int64_t bytes) { WITH_DISK(disk->limit = bytes); }

static int32_t occupy(Disk *disk, int64_t bytes) {
    int64_t used = disk_used(disk) - disk->occupied + bytes;
    if (bytes > disk->occupied && disk->limit >= 0 && used > disk->limit) return 0;
    disk->occupied = bytes;
    return 1;
}

int32_t fault_disk_occupy(int64_t number, int64_t bytes) {
    int32_t done = 0;
    WITH_DISK(done = occupy(disk, bytes));
    return done;
}

int32_t fault_disk_is_dead(int64_t number) {
    int32_t isDead = 0;
    WITH_DISK(isDead = disk->isDead);
    return isDead;
}

int32_t fault_disk_operation(int64_t number, int64_t operation) {
    int32_t kind = -1;
    WITH_DISK(if (operation > 0 && operation <= disk->operations) kind = disk->log[operation - 1]);
    return kind;
}

static int64_t counted(const Disk *disk, int32_t count) {
    switch (count) {
        case fault_count_operations: return disk->operations;
        case fault_count_writes: return disk->writes;
        case fault_count_syncs: return disk->syncs;
        case fault_count_reads: return disk->reads;
        case fault_count_used: return disk_used(disk);
        case fault_count_open_files: return disk->users - 2;
        default: return -1;
    }
}

int64_t fault_disk_count(int64_t number, int32_t count) {
    int64_t value = -1;
    WITH_DISK(value = counted(disk, count));
    return value;
}
