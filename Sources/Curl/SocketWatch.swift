import CCurl
import Glibc

/// The sockets that the engine waits for, in an epoll set.
///
/// A connection whose transfer is over stays in the set: the next transfer over it then costs no system call. An event
/// that nobody wants any more takes it out.
@safe final class SocketWatch: SocketOwner {
    private struct Interest {
        /// What libcurl waits for.
        var wanted: UInt32 = 0
        /// What the kernel was told; nil when the socket is not in the set.
        var registered: UInt32?
        /// Whether its closing is reported to us, so that it may stay in the set unwanted.
        var isConnection = false
    }

    let descriptor: Int32
    private var interests: [Interest] = []
    private let events: UnsafeMutablePointer<epoll_event>
    private let capacity: Int

    init?(eventsPerWait: Int) {
        let descriptor = epoll_create1(shim_epoll_cloexec)
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
        capacity = eventsPerWait
        unsafe events = .allocate(capacity: capacity)
        unsafe events.initialize(repeating: epoll_event(), count: capacity)
    }

    deinit {
        unsafe events.deallocate()
        Glibc.close(descriptor)
    }

    override func opened(_ socket: Int32) {
        grow(to: socket)
        interests[Int(socket)] = Interest(isConnection: true)
    }

    /// Closes a connection; the kernel takes it out of the set.
    override func close(_ socket: Int32) {
        if interests.indices.contains(Int(socket)) { interests[Int(socket)] = Interest() }
        super.close(socket)
    }

    /// Changes what is waited for; zero for nothing.
    func want(_ wanted: UInt32, _ socket: Int32) {
        guard socket >= 0 else { return }
        grow(to: socket)
        interests[Int(socket)].wanted = wanted
        let interest = interests[Int(socket)]
        if wanted == 0, interest.isConnection || interest.registered == nil { return }
        if interest.registered != wanted || !interest.isConnection { register(socket) }
    }

    /// Waits for events and hands over each that is wanted, at most `capacity` a call.
    func wait(milliseconds: Int32, _ body: (Int32, UInt32) -> Void) {
        let count = unsafe epoll_wait(descriptor, events, Int32(capacity), milliseconds)
        for index in 0..<max(Int(count), 0) {
            let event = unsafe events[index]
            let socket = unsafe event.data.fd
            let interest = interests[Int(socket)]
            let raised = unsafe event.events
            let failed = raised & shim_epoll_failed
            if raised & interest.wanted | failed != 0, interest.wanted != 0 {
                body(socket, raised)
            } else if interest.registered != nil {
                register(socket)
            }
        }
    }

    /// Tells the kernel what is wanted now.
    private func register(_ socket: Int32) {
        let wanted = interests[Int(socket)].wanted
        guard wanted != 0 else {
            _ = epoll_ctl(descriptor, EPOLL_CTL_DEL, socket, nil)
            interests[Int(socket)].registered = nil
            return
        }
        var event = unsafe epoll_event(events: wanted, data: epoll_data_t(fd: socket))
        let first = interests[Int(socket)].registered == nil ? EPOLL_CTL_ADD : EPOLL_CTL_MOD
        if unsafe epoll_ctl(descriptor, first, socket, &event) != 0 {
            let second = first == EPOLL_CTL_ADD ? EPOLL_CTL_MOD : EPOLL_CTL_ADD
            _ = unsafe epoll_ctl(descriptor, second, socket, &event)
        }
        interests[Int(socket)].registered = wanted
    }

    private func grow(to socket: Int32) {
        let missing = Int(socket) + 1 - interests.count
        if missing > 0 { interests.append(contentsOf: repeatElement(Interest(), count: missing)) }
    }
}

/// Is told of every connection's socket, and closes it.
class SocketOwner {
    /// Notes a new connection.
    func opened(_ socket: Int32) {}

    /// Closes a connection that libcurl is done with.
    func close(_ socket: Int32) {
        Glibc.close(socket)
    }
}
