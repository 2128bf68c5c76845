/// The description of the API in OpenAPI 3.1; a test holds it against the routes.
package enum OpenAPI {
    /// The document, JSON.
    package static let document = """
        {"openapi":"3.1.0","info":{"title":"Tocsin","version":"1","description":"\(introduction)","license":\
        {"name":"Apache-2.0","identifier":"Apache-2.0"}},"paths":{\(paths)},"components":{\(components)}}
        """

    private static let introduction = """
        Reports become incidents, people are told until somebody answers, and everything stays on record. \
        Errors are problem documents (RFC 9457) that name the field; nothing is stored on an error.
        """

    private static let paths = [
        incidentPaths, operationPaths, directoryPaths, pagePaths, serverPaths,
    ].joined(separator: ",")
}
