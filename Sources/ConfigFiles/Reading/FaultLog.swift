/// Collects faults while files are read.
package final class FaultLog {
    package private(set) var faults: [Fault] = []

    package init() {}
    package func add(_ place: Place, _ what: String, _ remedy: String) {
        faults.append(
            Fault(
                file: Self.shown(place.file),
                line: place.line,
                column: place.column,
                what: Self.shown(HiddenSecrets.shown(what)),
                remedy: Self.shown(HiddenSecrets.shown(remedy))
            )
        )
    }

    /// A text from a file as it can stand in one line of a terminal or a log.
    private static func shown(_ text: String) -> String {
        let start = text.unicodeScalars.prefix(500)
        return Spelling.shown(String(start)) + (start.endIndex == text.unicodeScalars.endIndex ? "" : "…")
    }
}
