// Swift cannot call C's variadic functions: one inline wrapper a value kind, and the Linux headers that Glibc's module leaves out.
#ifndef TOCSIN_CCURL_SHIM_H
#define TOCSIN_CCURL_SHIM_H

#include <curl/curl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>

// The parentheses around the name defeat curl's type-checking macro of the same name.
#define SHIM_SETOPT(name, type) \
    static inline CURLcode shim_setopt_##name(CURL *easy, CURLoption option, type value) { \
        return (curl_easy_setopt)(easy, option, value); \
    }
SHIM_SETOPT(long, long)
SHIM_SETOPT(offset, curl_off_t)
SHIM_SETOPT(string, const char *)
SHIM_SETOPT(pointer, void *)
SHIM_SETOPT(list, struct curl_slist *)
SHIM_SETOPT(write, curl_write_callback)
SHIM_SETOPT(read, curl_read_callback)
SHIM_SETOPT(opensocket, curl_opensocket_callback)
SHIM_SETOPT(closesocket, curl_closesocket_callback)
SHIM_SETOPT(prereq, curl_prereq_callback)
SHIM_SETOPT(progress, curl_xferinfo_callback)
SHIM_SETOPT(debug, curl_debug_callback)
#undef SHIM_SETOPT

// What this libcurl was built with; CURLVERSION_NOW is a macro that Swift does not see.
static inline int shim_features(void) {
    return curl_version_info(CURLVERSION_NOW)->features;
}

static inline long shim_getinfo_long(CURL *easy, CURLINFO info) {
    long value = 0;
    (curl_easy_getinfo)(easy, info, &value);
    return value;
}

static inline curl_off_t shim_getinfo_offset(CURL *easy, CURLINFO info) {
    curl_off_t value = 0;
    (curl_easy_getinfo)(easy, info, &value);
    return value;
}

static inline const char *shim_getinfo_string(CURL *easy, CURLINFO info) {
    const char *value = NULL;
    (curl_easy_getinfo)(easy, info, &value);
    return value;
}

static inline void *shim_getinfo_private(CURL *easy) {
    char *value = NULL;
    (curl_easy_getinfo)(easy, CURLINFO_PRIVATE, &value);
    return value;
}

static inline CURLMcode shim_multi_setopt_long(CURLM *multi, CURLMoption option, long value) {
    return (curl_multi_setopt)(multi, option, value);
}

static inline CURLMcode shim_multi_setopt_pointer(CURLM *multi, CURLMoption option, void *value) {
    return (curl_multi_setopt)(multi, option, value);
}

static inline CURLMcode shim_multi_setopt_socket(CURLM *multi, curl_socket_callback value) {
    return (curl_multi_setopt)(multi, CURLMOPT_SOCKETFUNCTION, value);
}

static inline CURLMcode shim_multi_setopt_timer(CURLM *multi, curl_multi_timer_callback value) {
    return (curl_multi_setopt)(multi, CURLMOPT_TIMERFUNCTION, value);
}

// CURLMsg.data is a union, so the result is read here.
static inline CURLcode shim_message_result(const CURLMsg *message) {
    return message->data.result;
}

// The address as raw bytes: for IPv6 it is longer than the declared struct sockaddr.
static inline const void *shim_sockaddr(const struct curl_sockaddr *address) {
    return &address->addr;
}

// Raises the number of files that may be open at once as far as allowed, up to `enough`; what it is then, or -1.
static inline long shim_raise_open_files(long enough) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return -1;
    rlim_t wanted = limit.rlim_max < (rlim_t)enough ? limit.rlim_max : (rlim_t)enough;
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = wanted;
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0 && getrlimit(RLIMIT_NOFILE, &limit) != 0) return -1;
    }
    return limit.rlim_cur > (rlim_t)enough ? enough : (long)limit.rlim_cur;
}

// Names the calling thread for ps and debuggers.
static inline void shim_name_thread(void) {
    prctl(PR_SET_NAME, "transfers", 0, 0, 0);
}

static const unsigned int shim_epoll_in = EPOLLIN;
static const unsigned int shim_epoll_out = EPOLLOUT;
static const unsigned int shim_epoll_failed = EPOLLERR | EPOLLHUP;
static const int shim_eventfd_flags = EFD_CLOEXEC | EFD_NONBLOCK;
static const int shim_epoll_cloexec = EPOLL_CLOEXEC;

#endif
