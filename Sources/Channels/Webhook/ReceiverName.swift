/// What may be said of a receiver's URL, which is a secret: its scheme and host.
struct ReceiverName: Hashable, Sendable {
    /// `nil` where nothing can be said.
    let text: String?

    init(url: String) {
        guard let mark = url.firstRange(of: "://") else {
            text = nil
            return
        }
        let scheme = url[..<mark.lowerBound]
        let authority = url[mark.upperBound...].prefix { !"/?#\\".contains($0) }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let isClean =
            !host.isEmpty && host.utf8.count <= 253 && (scheme + host).utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
        text = isClean ? "\(scheme.lowercased())://\(host)" : nil
    }
}
