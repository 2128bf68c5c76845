import Yams

/// Says in an administrator's words what the YAML parser could not read.
enum YAMLProblem {
    /// Reports the error; gives the place from which on the file makes no sense.
    static func report(_ error: any Error, in file: String, log: FaultLog) -> Place {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let place = Place(file: file, line: mark.line, column: mark.column)
            let begin = context.map { Place(file: file, line: $0.mark.line, column: $0.mark.column) } ?? place
            if let brace = unclosed(problem) {
                let what = "the `\(brace.opening)` that opens here is not closed (noticed in line \(place.line))"
                log.add(begin, what, "put `,` between the entries and `\(brace.closing)` behind the last")
                return begin
            }
            let (what, remedy) = words(for: problem)
            log.add(place, what, remedy)
            return place
        case .reader(let problem, _, _, _):
            let place = Place(file: file, line: 1, column: 1)
            log.add(place, "the file is not text: \(problem)", "save it as UTF-8")
            return place
        default:
            let place = Place(file: file, line: 1, column: 1)
            log.add(place, "the file is not YAML", "compare it with the example")
            return place
        }
    }

    private static func unclosed(_ problem: String) -> (opening: String, closing: String)? {
        switch problem {
        case "did not find expected ',' or '}'": ("{", "}")
        case "did not find expected ',' or ']'": ("[", "]")
        default: nil
        }
    }

    private static func words(for problem: String) -> (what: String, remedy: String) {
        switch problem {
        case "mapping values are not allowed in this context":
            ("a colon stands where no value can follow", "put a text with a colon in quotes, or mend the indentation")
        case "did not find expected key", "did not find expected '-' indicator":
            ("this does not line up with the lines above", "indent it like its neighbours")
        case "could not find expected ':'":
            ("a key without a colon stands before this", "write `key: value`")
        case "found character that cannot start any token":
            ("no value can begin with this character", "put the text in quotes")
        case "did not find expected comment or line break", "did not find expected node content":
            ("no value can stand here", "put a text such as `\">= 1\"` in quotes")
        case "block sequence entries are not allowed in this context":
            ("no list can begin here", "begin the list on a line of its own")
        default:
            ("this is not YAML (\(problem))", "compare it with the lines around it, or put the text in quotes")
        }
    }
}
