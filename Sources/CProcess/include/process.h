/* What Swift cannot say about its own process without pointers. Every function is free of pointers and safe to call at any time. */
#ifndef TOCSIN_PROCESS_H
#define TOCSIN_PROCESS_H

/* No core dumps, and no other process of the same user may look into this one: its memory holds secrets.
   0, or the system's error number. */
int process_disable_core_dumps(void);

/* Tells the service manager how the server stands, if one listens (NOTIFY_SOCKET).
   0 when nobody listens or it was told, else the system's error number. */
int process_tell_ready(void);
int process_tell_alive(void);
int process_tell_stopping(void);

#endif
