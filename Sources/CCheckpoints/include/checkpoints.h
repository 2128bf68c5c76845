/// Makes the errors of SQLite's automatic checkpoint visible.
#ifndef CHECKPOINTS_H
#define CHECKPOINTS_H

#include <stdint.h>

/// Gives every connection that is opened from now on the SQL function `watch_checkpoints(pages)`; 0 when it worked.
///
/// A connection that calls it copies the write-ahead log into the database after each commit that finds as many pages
/// in the log, on the committing thread, as SQLite does by itself. SQLite's own way drops every error; here the
/// statement that committed fails with it. A full disk or a busy log is no error: the log goes on, and the next commit tries again.
int32_t checkpoints_install(void);

#endif
