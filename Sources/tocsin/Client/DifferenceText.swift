import Dispatching
import Text

/// What `rehearse --expect` prints of a course that is another one than its file says: `-` is what the file has and `+` what
/// was played, by their times.
struct DifferenceText {
    let expectation: Expectation
    let differences: Expectation.Differences

    var text: String {
        let missing = differences.missing.map { line in
            (offset: line.offset ?? .infinity, text: "- \(expectation.file):\(line.number): \(line.text)")
        }
        let extra = differences.extra.map { line in
            (offset: Expectation.offset(of: line) ?? .infinity, text: "+ \(line.line)")
        }
        return (missing + extra).enumerated().sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
            .map(\.element.text).joined(separator: "\n")
    }
}
