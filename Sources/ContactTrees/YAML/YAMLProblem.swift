import Yams

/// Says in an administrator's words what the YAML parser could not read.
enum YAMLProblem {
    static func report(_ error: any Error, in file: String, log: FaultLog) {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let (what, remedy) = words(for: problem)
            let opened = context.flatMap { isElsewhere($0.mark, mark) ? " (it began in line \($0.mark.line))" : nil }
            log.add(Place(file: file, line: mark.line, column: mark.column), what + (opened ?? ""), remedy)
        case .reader(let problem, _, _, _):
            log.add(Place(file: file, line: 1, column: 1), "the file is not text: \(problem)", "save it as UTF-8")
        default:
            log.add(Place(file: file, line: 1, column: 1), "the file is not YAML", "compare it with the example")
        }
    }

    private static func isElsewhere(_ context: Mark, _ mark: Mark) -> Bool {
        context.line != mark.line && context.line > 0
    }

    private static func words(for problem: String) -> (what: String, remedy: String) {
        switch problem {
        case "mapping values are not allowed in this context":
            ("a colon stands where no value can follow", "put a text with a colon in quotes, or mend the indentation")
        case "did not find expected key", "did not find expected '-' indicator":
            ("this does not line up with the lines above", "indent it like its neighbours")
        case "did not find expected ',' or '}'":
            ("a `{` is not closed before this", "add `,` between the entries or close with `}`")
        case "did not find expected ',' or ']'":
            ("a `[` is not closed before this", "add `,` between the entries or close with `]`")
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
