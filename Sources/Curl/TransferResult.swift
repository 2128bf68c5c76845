/// What became of a transfer.
package struct TransferResult: Sendable {
    package enum Outcome: Hashable, Sendable {
        /// The receiver answered: an HTTP status, or the reply code to the final dot.
        case completed(status: Int)
        case failed(TransferFailure)
    }

    package let outcome: Outcome
    /// The last status or reply code seen, also of a failed transfer; 0 for none.
    package var status = 0
    /// The response's body, up to the limit; empty for mail.
    package var body: [UInt8] = []
    /// The response's header lines, or every reply line of the relay, as received.
    package var headerBytes: [UInt8] = []
    package var retryAfter: Duration?
    /// The address connected to, with its port; empty if there was no connection.
    package var peer = ""
    package var usedNewConnection = false
    /// Of a failure: whether the whole request was given away, so that the receiver may have acted on it.
    package var wasRequestSent = false

    init(_ outcome: Outcome) {
        self.outcome = outcome
    }

    /// The header or reply lines without their line ends.
    package var headerLines: [String] {
        headerBytes.split { $0 == 0x0a || $0 == 0x0d }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether a relay let no mail begin on a new connection: beside others that are open, these are as many as it takes.
    var isOneConnectionTooMany: Bool {
        guard usedNewConnection else { return false }
        return switch failure?.code {
        case .smtpRejected(421, let stage): stage != .message
        case .smtpRejected(_, .session): true
        case .connectionLost(afterRequestSent: false): status == 0
        default: false
        }
    }

    /// The value of a field of the final answer's header; the last one, if there are several.
    package func header(_ name: String) -> String? {
        let lines = headerLines
        let start = lines.lastIndex { $0.hasPrefix("HTTP/") } ?? 0
        let found = lines[start...].last { line in
            line.prefix { $0 != ":" }.lowercased() == name && line.utf8.contains(UInt8(ascii: ":"))
        }
        guard let found, let colon = found.firstIndex(of: ":") else { return nil }
        let blank: Set<Character> = [" ", "\t"]
        let value = found[found.index(after: colon)...].drop(while: blank.contains)
        return String(value.reversed().drop(while: blank.contains).reversed())
    }

    /// The failure, if it failed.
    package var failure: TransferFailure? {
        guard case .failed(let failure) = outcome else { return nil }
        return failure
    }
}
