/// What the description of the API says of a route.
package struct About: Sendable {
    /// A value in the query or the header.
    package struct Parameter: Sendable {
        package enum Place: String, Sendable {
            case query
            case header
        }

        package var name: String
        package var meaning: String
        package var place: Place
        package var isRequired: Bool
        /// What JSON Schema calls its kind.
        package var type: String

        init(
            _ name: String,
            _ meaning: String,
            in place: Place = .query,
            isRequired: Bool = false,
            type: String = "string"
        ) {
            self.name = name
            self.meaning = meaning
            self.place = place
            self.isRequired = isRequired
            self.type = type
        }

        static let language = Parameter("lang", "The language of texts: en, zh-Hans or zh-Hant.")
    }

    /// A body: its media type, and its schema where it has one.
    package struct Content: Sendable {
        package var type: String
        package var schema: SchemaName?

        static func json(_ schema: SchemaName) -> Content { Content(type: "application/json", schema: schema) }
        static func form(_ schema: SchemaName) -> Content {
            Content(type: "application/x-www-form-urlencoded", schema: schema)
        }
        static func text(_ type: String) -> Content { Content(type: type) }
    }

    package var summary: String
    package var parameters: [Parameter] = []
    package var takes: Content?
    /// By status, what is answered when it is not a problem.
    package var gives: [(status: Int, content: Content)]
    /// What is answered with any other status beside a problem document, if anything is.
    package var failsWith: Content?

    /// A route that answers 200.
    init(_ summary: String, _ parameters: [Parameter] = [], takes: Content? = nil, gives content: Content) {
        self.init(summary, parameters, takes: takes, gives: [(200, content)])
    }

    init(
        _ summary: String,
        _ parameters: [Parameter] = [],
        takes: Content? = nil,
        gives: [(status: Int, content: Content)],
        failsWith: Content? = nil
    ) {
        self.summary = summary
        self.parameters = parameters
        self.takes = takes
        self.gives = gives
        self.failsWith = failsWith
    }
}
