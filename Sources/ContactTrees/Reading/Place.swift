/// A line and column of a file.
struct Place: Hashable {
    var file: String
    var line: Int
    var column: Int

    /// The place without its column, for pointing from one fault to another line.
    var fileAndLine: String { "\(file):\(line)" }
}
