/// Collects faults while files are read.
final class FaultLog {
    private(set) var faults: [Fault] = []

    func add(_ place: Place, _ what: String, _ remedy: String) {
        faults.append(
            Fault(file: place.file, line: place.line, column: place.column, what: what, remedy: remedy)
        )
    }
}
