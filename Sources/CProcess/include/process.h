/* What Swift cannot say about its own process without pointers. Every function is free of pointers and safe to call at any time. */
#ifndef TOCSIN_PROCESS_H
#define TOCSIN_PROCESS_H

/* To be called before anything else. Opens those of the descriptors 0, 1 and 2 that are closed, so that no file which is
   opened later becomes one of them and is written into; sees to it that no signal of a failed write ends this process.
   0, or the system's error number. */
int process_begin(void);

/* For a server that is starting: SIGHUP is remembered (for a process begun as `… serve` since its libraries were loaded), SIGTERM and SIGINT end the process with code 0, as everything that
   was promised is stored; until others handle these signals. */
void process_hold_signals(void);

/* Whether SIGHUP came since process_hold_signals, or since the last call. */
int process_was_hung_up(void);

/* Reads the names in the folder that an open descriptor stands for, as bytes: a name need not be text. The state is the
   calling thread's. 0, or the system's error number. */
int process_names_begin(int descriptor);
/* Goes to the next name; 0 when there is none, and the state is let go. */
int process_names_next(void);
/* A byte of the name; 0 behind its last. */
int process_name_byte(int position);

/* Makes durable what was written to the file system of an open descriptor. 0, or the system's error number. */
int process_sync_files(int descriptor);

/* Goes on as another user for good: with that user's groups, or with none where the machine has no such user.
   0, or the system's error number. */
int process_become(unsigned int user);

/* No core dumps, and no other process of the same user may look into this one: its memory holds secrets.
   0, or the system's error number. */
int process_disable_core_dumps(void);

/* Tells the service manager how the server stands, if one listens (NOTIFY_SOCKET).
   0 when nobody listens or it was told, else the system's error number. */
int process_tell_ready(void);
int process_tell_alive(void);
int process_tell_stopping(void);

#endif
