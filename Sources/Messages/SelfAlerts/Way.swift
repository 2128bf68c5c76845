package import Escalation

/// What many addresses share on their way out: the mail relay, the host of webhook receivers, the folder of the log files.
package struct Way: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let channel: String
    /// A receiver's host and port in small letters; empty where the channel has one way only.
    ///
    /// Never a secret.
    package let host: String

    /// The only way of a channel.
    package init(channel: String) {
        self.channel = channel
        host = ""
    }

    /// The way that an address takes.
    package init(_ address: Address) {
        channel = address.channel
        let url = address.settings["url"] ?? address.destination
        guard channel == "webhook", let mark = url.firstRange(of: "://") else {
            host = ""
            return
        }
        let authority = url[mark.upperBound...].prefix { !"/?#\\".contains($0) }
        let name = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let isClean =
            name.utf8.count <= 253 && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
        host = isClean ? name.lowercased() : ""
    }

    package var description: String {
        host.isEmpty ? channel : "\(channel) to \(host)"
    }

    package static func < (left: Way, right: Way) -> Bool {
        (left.channel, left.host) < (right.channel, right.host)
    }
}
