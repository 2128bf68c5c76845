// libFuzzer's own entry, for a program that has a main of its own.
#include <stddef.h>
#include <stdint.h>

typedef int (*fuzz_callback)(const uint8_t *bytes, size_t count);

int LLVMFuzzerRunDriver(int *argc, char ***argv, fuzz_callback callback);
