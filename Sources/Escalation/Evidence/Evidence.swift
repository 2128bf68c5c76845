/// How one attempt to send ended, as it stands on record: what was found, where, and what the other side said.
///
/// Written as one text by a grammar of its own (``rawValue``); sentences are made where it is shown.
package struct Evidence: Hashable, Sendable {
    package var finding: Finding
    /// The relay or receiver that it is about, without anything secret; `nil` where the finding is about none, or cannot name it.
    package var at: String?
    /// Words that are not ours: a relay's reply, the beginning of an answer, libcurl's message.
    ///
    /// One clean line, never empty.
    package var said: String?

    /// - Parameters:
    ///   - finding: what was found.
    ///   - at: the relay or receiver.
    ///   - said: one line without characters that act on a terminal, already cut to a limit; an empty one is none.
    package init(_ finding: Finding, at: String? = nil, said: String? = nil) {
        self.finding = finding
        self.at = at
        self.said = said?.isEmpty == true ? nil : said
    }

    /// A receiver's answer that is judged by its status.
    package static func http(_ status: Int, _ said: String? = nil) -> Evidence {
        Evidence(.http(status: status, .plain), said: said)
    }

    /// A relay's reply to the whole mail.
    package static func reply(_ code: Int, _ said: String? = nil) -> Evidence {
        Evidence(.mail(.answered, code: code), said: said)
    }
}
