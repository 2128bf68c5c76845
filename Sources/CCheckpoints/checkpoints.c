#include "checkpoints.h"

#include <pthread.h>
#include <sqlite3.h>

static int after_commit(void *limit, sqlite3 *database, const char *name, int pages) {
    if (pages < (int)(intptr_t)limit) return SQLITE_OK;
    int result = sqlite3_wal_checkpoint_v2(database, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    switch (result & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_FULL: return SQLITE_OK;
        default: return result;
    }
}

static void watch(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    intptr_t limit = (intptr_t)sqlite3_value_int(values[0]);
    if (limit < 1) {
        sqlite3_result_error(context, "watch_checkpoints needs a number of pages", -1);
        return;
    }
    sqlite3_wal_hook(sqlite3_context_db_handle(context), after_commit, (void *)limit);
    sqlite3_result_int(context, (int)limit);
}

static int extend(sqlite3 *database, const char **error, const void *routines) {
    (void)error;
    (void)routines;
    int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;
    return sqlite3_create_function_v2(database, "watch_checkpoints", 1, flags, NULL, watch, NULL, NULL, NULL);
}

static int32_t installed = -1;

static void install(void) { installed = sqlite3_auto_extension((void (*)(void))extend); }

int32_t checkpoints_install(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install);
    return installed;
}
