import Glibc

/// The connections of one mail worker.
final class MailSockets: SocketOwner {
    private var open: Set<Int32> = []

    override func opened(_ socket: Int32) {
        open.insert(socket)
    }

    override func close(_ socket: Int32) {
        open.remove(socket)
        super.close(socket)
    }

    /// Cuts the connections off, so that libcurl's QUIT does not wait two minutes for a relay that does not answer.
    func cut() {
        for socket in open { shutdown(socket, Int32(SHUT_RDWR)) }
    }
}
