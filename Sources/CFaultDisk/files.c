// Files of a disk: what processes see, what is on the platter, and the changes between.
#include <stdlib.h>
#include <string.h>

#include "internal.h"

static void *checked(void *memory) {
    if (memory == NULL) abort();
    return memory;
}

uint64_t random_next(uint64_t *state) {
    uint64_t word = (*state += 0x9E3779B97F4A7C15u);
    word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9u;
    word = (word ^ (word >> 27)) * 0x94D049BB133111EBu;
    return word ^ (word >> 31);
}

void bytes_resize(Bytes *bytes, int64_t size) {
    if (size > bytes->room) {
        int64_t room = bytes->room < 4096 ? 4096 : bytes->room;
        while (room < size) room *= 2;
        bytes->data = checked(realloc(bytes->data, (size_t)room));
        bytes->room = room;
    }
    if (size > bytes->size) memset(bytes->data + bytes->size, 0, (size_t)(size - bytes->size));
    bytes->size = size;
}

void bytes_write(Bytes *bytes, const void *data, int64_t length, int64_t offset) {
    if (length <= 0) return;
    if (offset + length > bytes->size) bytes_resize(bytes, offset + length);
    memcpy(bytes->data + offset, data, (size_t)length);
}

void bytes_copy(Bytes *to, const Bytes *from) {
    bytes_resize(to, 0);
    bytes_write(to, from->data, from->size, 0);
}

File *file_find(Disk *disk, const char *name) {
    for (File *file = disk->files; file != NULL; file = file->next) {
        if (file->isLinked && strcmp(file->name, name) == 0) return file;
    }
    return NULL;
}

File *file_make(Disk *disk, const char *name, int kind) {
    File *file = checked(calloc(1, sizeof(File)));
    strncpy(file->name, name, NAME_MAX_BYTES - 1);
    file->kind = kind;
    if (disk != NULL) {
        // At the end, so that every walk over the files has the same order.
        File **last = &disk->files;
        while (*last != NULL) last = &(*last)->next;
        *last = file;
    }
    return file;
}

void file_forget_changes(File *file) {
    for (int64_t index = 0; index < file->changeCount; index++) free(file->changes[index].data);
    file->changeCount = 0;
}

void file_free(File *file) {
    file_forget_changes(file);
    free(file->changes);
    free(file->seen.data);
    free(file->platter.data);
    for (int index = 0; index < file->shared.regionCount; index++) free(file->shared.regions[index]);
    free(file->shared.regions);
    free(file);
}

void file_drop_if_unused(Disk *disk, File *file) {
    if (file->openCount > 0 || file->isLinked || file->isLinkedOnPlatter) return;
    for (File **place = &disk->files; *place != NULL; place = &(*place)->next) {
        if (*place != file) continue;
        *place = file->next;
        break;
    }
    file_free(file);
}

void file_note(File *file, const void *data, int64_t length, int64_t offset) {
    if (file->changeCount == file->changeRoom) {
        file->changeRoom = file->changeRoom == 0 ? 16 : file->changeRoom * 2;
        file->changes = checked(realloc(file->changes, (size_t)file->changeRoom * sizeof(Change)));
    }
    Change change = {.offset = offset, .length = length, .data = NULL};
    if (data != NULL) {
        change.data = checked(malloc((size_t)length + 1));
        memcpy(change.data, data, (size_t)length);
    }
    file->changes[file->changeCount++] = change;
}

int64_t disk_used(const Disk *disk) {
    int64_t used = disk->occupied;
    for (const File *file = disk->files; file != NULL; file = file->next) {
        if (file->isLinked || file->openCount > 0) used += file->seen.size;
    }
    return used;
}
