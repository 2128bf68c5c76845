/// An HTTP request.
package struct WebRequest: Sendable {
    package let method: String
    package let url: String
    package let headers: [(String, String)]
    package let body: [UInt8]

    package init(method: String = "POST", url: String, headers: [(String, String)] = [], body: [UInt8] = []) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
