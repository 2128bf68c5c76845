// What the next process finds on a disk.
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/// Which writes that were not synced reached the platter.
typedef struct Luck {
    uint64_t state;
    int survival;
    /// 0: up to some write; 1: each by itself; 2: all but one.
    int style;
    int64_t turn, chosen;
} Luck;

static int64_t count_changes(const Disk *disk) {
    int64_t count = 0;
    for (const File *file = disk->files; file != NULL; file = file->next) count += file->changeCount;
    return count;
}

static int survives(Luck *luck) {
    int64_t turn = luck->turn++;
    switch (luck->style) {
        case 0: return turn < luck->chosen;
        case 1: return (int)(random_next(&luck->state) & 1);
        default: return turn != luck->chosen;
    }
}

static void apply_torn(Bytes *bytes, const Change *change, Luck *luck) {
    int64_t at = change->offset, end = change->offset + change->length;
    while (at < end) {
        int64_t next = (at / SECTOR + 1) * SECTOR;
        if (next > end) next = end;
        if (random_next(&luck->state) & 1) bytes_write(bytes, change->data + (at - change->offset), next - at, at);
        at = next;
    }
}

static void apply(Bytes *bytes, const File *file, Luck *luck) {
    for (int64_t index = 0; index < file->changeCount; index++) {
        const Change *change = &file->changes[index];
        if (luck->survival == fault_survival_torn && change->data != NULL) {
            apply_torn(bytes, change, luck);
        } else if (survives(luck)) {
            if (change->data == NULL) {
                bytes_resize(bytes, change->offset);
            } else {
                bytes_write(bytes, change->data, change->length, change->offset);
            }
        }
    }
}

/// The next process of the same machine sees everything, and what was not synced is still not synced.
static void keep_all(Disk *to, const File *file) {
    File *copy = file_make(to, file->name, file->kind);
    bytes_copy(&copy->seen, &file->seen);
    bytes_copy(&copy->platter, &file->platter);
    for (int64_t index = 0; index < file->changeCount; index++) {
        const Change *change = &file->changes[index];
        file_note(copy, change->data, change->length, change->offset);
    }
    copy->isLinked = file->isLinked;
    copy->isLinkedOnPlatter = file->isLinkedOnPlatter;
    copy->syncsDirectory = file->syncsDirectory;
}

static int is_found(const File *file, Luck *luck) {
    if (file->isLinked == file->isLinkedOnPlatter || luck->survival == fault_survival_synced) {
        return file->isLinkedOnPlatter;
    }
    return (int)(random_next(&luck->state) & 1);
}

int64_t fault_disk_survivor(int64_t number, int32_t survival, uint64_t seed) {
    Disk *from = disk_take(number);
    if (from == NULL) return 0;
    int64_t newNumber = fault_disk_make();
    Disk *to = disk_take(newNumber);
    pthread_mutex_lock(&from->lock);
    Luck luck = {.state = seed, .survival = survival};
    luck.style = (int)(random_next(&luck.state) % 3);
    luck.chosen = (int64_t)(random_next(&luck.state) % (uint64_t)(count_changes(from) + 1));
    for (File *file = from->files; file != NULL; file = file->next) {
        if (survival == fault_survival_written) {
            if (file->isLinked || file->isLinkedOnPlatter) keep_all(to, file);
            continue;
        }
        if (!is_found(file, &luck)) continue;
        // Of an old and a new file under one name, the last that is found is there.
        File *copy = file_find(to, file->name);
        if (copy == NULL) copy = file_make(to, file->name, file->kind);
        bytes_copy(&copy->platter, &file->platter);
        if (survival != fault_survival_synced) apply(&copy->platter, file, &luck);
        bytes_copy(&copy->seen, &copy->platter);
        copy->isLinked = copy->isLinkedOnPlatter = 1;
    }
    to->occupied = from->occupied;
    pthread_mutex_unlock(&from->lock);
    disk_release(to);
    disk_release(from);
    return newNumber;
}
