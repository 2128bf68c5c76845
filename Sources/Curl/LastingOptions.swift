/// What an easy handle is told once for many HTTP requests: as a rule they differ in URL, header and body alone.
struct LastingOptions: Equatable {
    let timeout: Duration
    let connectTimeout: Duration
    let maximumResponse: Int
    let authorityFile: String?
    let allowsPlainHTTP: Bool
    let method: String
    let hasBody: Bool

    init(_ request: TransferRequest, _ web: WebRequest) {
        timeout = request.timeout
        connectTimeout = request.connectTimeout
        maximumResponse = request.maximumResponse
        authorityFile = request.authorityFile
        allowsPlainHTTP = request.policy.allowsPlainHTTP
        method = web.method
        hasBody = web.hasBody
    }
}

extension WebRequest {
    /// Whether the request is sent with a body, be it an empty one.
    var hasBody: Bool { method != "HEAD" && !(method == "GET" && body.isEmpty) }
}
