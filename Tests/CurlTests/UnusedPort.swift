import Foundation
import Testing

/// A loopback port that is bound, so that nobody else gets it, but not listened to.
final class UnusedPort: Sendable {
    let number: Int
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let code = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { rebound in
                unsafe bind(descriptor, rebound, length) == 0 ? getsockname(descriptor, rebound, &length) : -1
            }
        }
        number = Int(UInt16(bigEndian: address.sin_port))
        try #require(code == 0)
    }

    deinit {
        close(descriptor)
    }
}
