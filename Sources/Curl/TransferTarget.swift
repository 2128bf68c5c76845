import CCurl

/// The part of a URL that decides where a transfer goes.
struct TransferTarget: Sendable {
    let scheme: String
    /// Small letters, no brackets, no final dot.
    let host: String
    let port: UInt16

    /// The transfers of one key share connections and the limit on them.
    var key: String { isMail ? "mail \(host):\(port)" : "\(host):\(port)" }

    private var isMail: Bool { scheme.hasPrefix("smtp") }

    /// Reads the URL with libcurl's own parser, so that both see the same host.
    init(url: String) throws(TransferFailure) {
        guard let handle = unsafe curl_url() else { throw TransferFailure(.badURL, .noMemory) }
        defer { unsafe curl_url_cleanup(handle) }
        let code = unsafe curl_url_set(handle, CURLUPART_URL, url, UInt32(CURLU_DISALLOW_USER))
        guard code == CURLUE_OK else {
            throw TransferFailure(.badURL, words: unsafe String(cString: curl_url_strerror(code)))
        }
        guard let scheme = unsafe Self.part(handle, CURLUPART_SCHEME),
            let host = unsafe Self.part(handle, CURLUPART_HOST),
            let port = unsafe Self.part(handle, CURLUPART_PORT).flatMap({ UInt16($0) }), port > 0
        else {
            throw TransferFailure(.badURL, .noHost)
        }
        self.scheme = scheme.lowercased()
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        self.host = AddressEntry.canonicalHost(bare)
        guard !self.host.isEmpty else { throw TransferFailure(.badURL, .noHost) }
        self.port = port
    }

    private static func part(_ handle: OpaquePointer, _ part: CURLUPart) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(handle, part, &text, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK, let text = unsafe text
        else {
            return nil
        }
        defer { unsafe curl_free(text) }
        return unsafe String(cString: text)
    }
}

/// A checked request and where it goes.
struct PreparedTransfer: Sendable {
    let request: TransferRequest
    let target: TransferTarget
    /// How often it found no connection free.
    var timesPutBack = 0
}
