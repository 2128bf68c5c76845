/// Makes the errors of SQLite's automatic checkpoint visible, and a write-ahead log durable that cannot be trusted to be.
#ifndef CHECKPOINTS_H
#define CHECKPOINTS_H

#include <stdint.h>

/// Gives every connection that is opened from now on the SQL functions `watch_checkpoints(pages)` and `rewrite_log()`; 0 when
/// it worked.
///
/// `rewrite_log()` reads the write-ahead log, writes the same bytes again, syncs it, and gives its size. After a failed sync Linux
/// takes pages for clean that never reached the disk: the next process reads them, and its own syncs leave them out. Only for the
/// one connection that writes, before it writes.
///
/// A connection that calls `watch_checkpoints` copies the write-ahead log into the database after each commit that finds as
/// many pages in the log, on the committing thread, as SQLite does by itself. SQLite's own way drops every error; here the
/// statement that committed fails with it. A full disk or a busy log is no error: the log goes on, and the next commit tries again.
int32_t checkpoints_install(void);

#endif
