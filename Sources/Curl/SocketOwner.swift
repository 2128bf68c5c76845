import Glibc

/// Is told of every connection's socket, and closes it.
class SocketOwner {
    /// Notes a new connection.
    func opened(_ socket: Int32) {}

    /// Closes a connection that libcurl is done with.
    func close(_ socket: Int32) {
        Glibc.close(socket)
    }
}
