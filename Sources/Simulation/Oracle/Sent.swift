/// An attempt as the outside sees it: what came out of the building, to whom, and when.
struct Sent: Sendable {
    /// One notification that the message stands for; a digest has several.
    struct Member: Hashable, Sendable {
        var incident: Int64
        var number: Int64
        var kind: Letter.Kind
    }

    var at: Instant
    var wire: String
    var thread: String
    var person: String
    var door: String
    var channel: String
    var destination: String
    var isDigest: Bool
    var members: [Member]
    var rank: Int
    var isDrill: Bool
    var status: String
    var title: String
    var text: String
    var link: String?
    /// The tokens of all answer links in the text.
    var links: [String]
    var language: String
}

/// A rule that did not hold.
package struct Failure: Sendable, CustomStringConvertible {
    /// Such as `I17`.
    package var invariant: String
    /// Milliseconds from the start of the run.
    package var at: Int64
    package var what: String

    package var description: String { "\(invariant) at \(Written.time(at)): \(what)" }
}

/// How times are written in traces.
enum Written {
    static func time(_ milliseconds: Int64) -> String {
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let seconds = milliseconds / 1_000
        let rest = milliseconds % 1_000
        let fraction = rest < 10 ? "00\(rest)" : rest < 100 ? "0\(rest)" : "\(rest)"
        return "\(seconds / 3_600):\(two(seconds / 60 % 60)):\(two(seconds % 60)).\(fraction)"
    }
}
