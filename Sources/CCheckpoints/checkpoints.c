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

enum { CHUNK = 65536 };

static int write_again(sqlite3_file *log, sqlite3_int64 size, void *chunk) {
    for (sqlite3_int64 at = 0; at < size; at += CHUNK) {
        int length = (int)(size - at < CHUNK ? size - at : CHUNK);
        int result = log->pMethods->xRead(log, chunk, length, at);
        if (result == SQLITE_OK) result = log->pMethods->xWrite(log, chunk, length, at);
        if (result != SQLITE_OK) return result;
    }
    return log->pMethods->xSync(log, SQLITE_SYNC_FULL);
}

static void rewrite(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    (void)values;
    sqlite3_file *log = NULL;
    sqlite3_int64 size = 0;
    sqlite3 *database = sqlite3_context_db_handle(context);
    int result = sqlite3_file_control(database, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    if (result == SQLITE_OK && log != NULL && log->pMethods != NULL) {
        result = log->pMethods->xFileSize(log, &size);
        if (result == SQLITE_OK && size > 0) {
            void *chunk = sqlite3_malloc(CHUNK);
            result = chunk == NULL ? SQLITE_NOMEM : write_again(log, size, chunk);
            sqlite3_free(chunk);
        }
    }
    if (result != SQLITE_OK) return sqlite3_result_error_code(context, result);
    sqlite3_result_int64(context, size);
}

static int extend(sqlite3 *database, const char **error, const void *routines) {
    (void)error;
    (void)routines;
    int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;
    int result = sqlite3_create_function_v2(database, "rewrite_log", 0, flags, NULL, rewrite, NULL, NULL, NULL);
    if (result != SQLITE_OK) return result;
    return sqlite3_create_function_v2(database, "watch_checkpoints", 1, flags, NULL, watch, NULL, NULL, NULL);
}

static int32_t installed = -1;

static void install(void) { installed = sqlite3_auto_extension((void (*)(void))extend); }

int32_t checkpoints_install(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install);
    return installed;
}
