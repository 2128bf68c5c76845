// Reads the byte behind an allocation: AddressSanitizer must say so.
let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
bytes.initialize(repeating: 1, count: 8)
print(bytes[CommandLine.arguments.count + 7])
bytes.deallocate()
