#define _GNU_SOURCE
#include "process.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int process_become(unsigned int user) {
    errno = 0;
    const struct passwd *known = getpwuid(user);
    if (known != NULL) {
        const gid_t group = known->pw_gid;
        if (initgroups(known->pw_name, group) != 0 || setgid(group) != 0) return errno;
    } else {
        if (setgroups(0, NULL) != 0 || setgid(user) != 0) return errno;
    }
    return setuid(user) != 0 ? errno : 0;
}

int process_disable_core_dumps(void) {
    const struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0) return errno;
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return errno;
    return 0;
}

/* A descriptor that the parent closed leads to a place that refuses what it is for: output that nobody can see is not
   taken for written. Without /dev any folder does: it can be neither read nor written as a file. */
static int keep_open(int descriptor, int flags) {
    if (fcntl(descriptor, F_GETFD) != -1 || errno != EBADF) return 0;
    int opened = open("/dev/null", flags);
    if (opened < 0) opened = open("/", O_RDONLY | O_DIRECTORY);
    if (opened < 0) return errno;
    if (opened == descriptor) return 0;
    const int fault = dup2(opened, descriptor) < 0 ? errno : 0;
    close(opened);
    return fault;
}

int process_begin(void) {
    /* A write whose reader is gone, a file that may not grow, a background process on its terminal: each is an error of
       that write, or nothing, and no reason to end or to stop. USR1 and USR2 mean nothing to this program. */
    static const int ignored[] = {SIGPIPE, SIGXFSZ, SIGTTOU, SIGUSR1, SIGUSR2};
    for (size_t place = 0; place < sizeof(ignored) / sizeof(ignored[0]); place++) signal(ignored[place], SIG_IGN);
    const int input = keep_open(STDIN_FILENO, O_WRONLY);
    const int output = keep_open(STDOUT_FILENO, O_RDONLY);
    const int errors = keep_open(STDERR_FILENO, O_RDONLY);
    return input != 0 ? input : output != 0 ? output : errors;
}

static volatile sig_atomic_t was_hung_up;

static void note_hangup(int number) {
    (void)number;
    was_hung_up = 1;
}

/* Runs before Swift does, for the server alone: other commands end on SIGHUP as their shell expects. */
__attribute__((constructor)) static void hold_hangup_early(int count, char **words) {
    if (count < 2 || strcmp(words[1], "serve") != 0) return;
    struct sigaction action = {.sa_handler = note_hangup, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGHUP, &action, NULL);
}

static void end(int number) {
    (void)number;
    _exit(0);
}

void process_hold_signals(void) {
    struct sigaction action = {.sa_handler = note_hangup, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGHUP, &action, NULL);
    action.sa_handler = end;
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
}

int process_was_hung_up(void) {
    const int was = was_hung_up;
    was_hung_up = 0;
    return was;
}

static _Thread_local DIR *folder;
static _Thread_local const struct dirent *entry;

int process_names_begin(int descriptor) {
    if (folder != NULL) closedir(folder);
    entry = NULL;
    const int own = dup(descriptor);
    folder = own < 0 ? NULL : fdopendir(own);
    if (folder != NULL) {
        rewinddir(folder);
        return 0;
    }
    const int fault = errno;
    if (own >= 0) close(own);
    return fault;
}

int process_names_next(void) {
    if (folder == NULL) return 0;
    entry = readdir(folder);
    if (entry != NULL) return 1;
    closedir(folder);
    folder = NULL;
    return 0;
}

int process_name_byte(int position) {
    if (entry == NULL || position < 0 || (size_t)position >= strlen(entry->d_name)) return 0;
    return (unsigned char)entry->d_name[position];
}

int process_sync_files(int descriptor) { return syncfs(descriptor) == 0 ? 0 : errno; }

/* The protocol of sd_notify(3): one datagram to the socket that the manager named; '@' stands for an abstract name. */
static int tell(const char *state) {
    const char *path = getenv("NOTIFY_SOCKET");
    if (path == NULL || path[0] == '\0') return 0;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const size_t length = strlen(path);
    if ((path[0] != '/' && path[0] != '@') || length >= sizeof(address.sun_path)) return EINVAL;
    memcpy(address.sun_path, path, length);
    if (path[0] == '@') address.sun_path[0] = '\0';
    const int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return errno;
    const socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
    const ssize_t sent = sendto(descriptor, state, strlen(state), MSG_NOSIGNAL | MSG_DONTWAIT,
                                (const struct sockaddr *)&address, size);
    const int fault = sent < 0 ? errno : 0;
    close(descriptor);
    return fault;
}

int process_tell_ready(void) { return tell("READY=1"); }

int process_tell_alive(void) { return tell("WATCHDOG=1"); }

int process_tell_stopping(void) { return tell("STOPPING=1"); }
