import LibYAML

/// Says in an administrator's words what the YAML parser could not read.
enum YAMLProblem {
    typealias Words = (what: String, remedy: String)

    static let anchor: Words = ("a YAML anchor (`&`) stands here", "write the value out at each place")
    static let alias: Words = ("a YAML alias (`*`) stands here", "write the value out, or put a text in quotes")
    static let tag: Words = ("a YAML tag (`!`) stands here", "remove it, or put a text in quotes")
    static let directive: Words = ("a YAML directive stands here", "remove the line; the file needs none")
    /// libyaml's word for something that is no value where one belongs.
    static let noValue = "did not find expected node content"
    /// libyaml's word for a text behind a complete value.
    static let noDocument = "did not find expected <document start>"
    private static let tab: Words = ("a tab stands at the beginning of the line", "write spaces")

    /// What is wrong, and the place from which on the file makes no sense.
    static func words(for failure: YAMLFailure, in text: YAMLSource) -> (YAMLMark, Words) {
        if let isList = isUnclosedList(failure.problem) {
            return (failure.contextMark, unclosed(isList: isList, noticedIn: failure.mark.line))
        }
        if let words = inside(failure) { return (failure.contextMark, words) }
        let character = text.character(at: failure.mark)
        if failure.mark.column == 1, character == "%" { return (failure.mark, directive) }
        if character == "\t", failure.problem == "found character that cannot start any token" {
            return (failure.mark, tab)
        }
        return (failure.mark, words(for: failure.problem))
    }

    /// The words for a list or map in brackets that has no end.
    static func unclosed(isList: Bool, noticedIn line: Int) -> Words {
        (
            "the `\(isList ? "[" : "{")` that opens here is not closed (noticed in line \(line))",
            "put `,` between the entries and `\(isList ? "]" : "}")` behind the last"
        )
    }

    private static func isUnclosedList(_ problem: String) -> Bool? {
        switch problem {
        case "did not find expected ',' or '}'": false
        case "did not find expected ',' or ']'": true
        default: nil
        }
    }

    /// What is wrong with something whose beginning says more than the place where it went wrong.
    private static func inside(_ failure: YAMLFailure) -> Words? {
        switch (failure.context, failure.problem) {
        case ("while scanning a quoted scalar", "found unexpected end of stream"),
            ("while scanning a quoted scalar", "found unexpected document indicator"):
            ("the quote that opens here is never closed", "close it")
        case ("while scanning an anchor", _): anchor
        case ("while scanning an alias", _): alias
        case ("while scanning a tag", _), ("while parsing a tag", _): tag
        case ("while scanning a directive", _), ("while scanning a %YAML directive", _),
            ("while scanning a %TAG directive", _):
            directive
        default: nil
        }
    }

    private static func words(for problem: String) -> Words {
        switch problem {
        case "mapping values are not allowed in this context", "found unexpected ':'":
            ("a colon stands where no value can follow", "put a text with a colon in quotes, or mend the indentation")
        case "did not find expected key", "did not find expected '-' indicator":
            ("this does not line up with the lines above", "indent it like its neighbours")
        case "could not find expected ':'":
            ("a key without a colon stands before this", "write `key: value`")
        case "found character that cannot start any token":
            ("no value can begin with this character", "put the text in quotes")
        case "did not find expected comment or line break", noValue:
            ("no value can stand here", "put a text such as `\">= 1\"` in quotes")
        case "block sequence entries are not allowed in this context":
            ("no list can begin here", "begin the list on a line of its own")
        case "found undefined tag handle": tag
        case "found duplicate %YAML directive", "found incompatible YAML document", "found duplicate %TAG directive":
            directive
        case "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            tab
        case "found unknown escape character", "did not find expected hexdecimal number",
            "found invalid Unicode character escape code":
            ("a backslash stands here that begins no escape", "write `\\\\` for a backslash, or use single quotes")
        case noDocument:
            ("nothing more can stand here: the value above is complete", "put everything into one map")
        default:
            ("this is not YAML (\(problem))", "compare it with the lines around it, or put the text in quotes")
        }
    }
}
