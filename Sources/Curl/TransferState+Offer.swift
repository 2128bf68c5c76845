extension TransferState {
    /// Whether the line under way belongs to the answer to EHLO.
    var isReadingOffer: Bool { use == .mail && mail.command == .ehlo }

    /// The lines of the relay's replies, their keywords as libcurl reads them.
    private var offers: [String] {
        headers.split { $0 == 0x0A || $0 == 0x0D }.map { EHLOLine.keywords($0) }
    }

    /// The ways to show user and password that the relay named last.
    var offeredMechanisms: [String] {
        let last = offers.last { $0.hasPrefix("AUTH ") }
        return last.map { $0.split { $0 == " " || $0 == "\t" }.dropFirst().map(String.init) } ?? []
    }

    /// Whether the relay offers TLS that was not begun.
    var hasUnusedTLS: Bool {
        guard target.scheme == "smtp", !mail.hasBegunTLS else { return false }
        return offers.contains { $0 == "STARTTLS" || $0.hasPrefix("STARTTLS ") }
    }
}
