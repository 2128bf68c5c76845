#include "fuzzer.h"

// The library's own main asks for this function; the program's main does not use it.
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  (void)bytes;
  (void)count;
  return 0;
}
