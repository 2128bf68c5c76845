/// A line and column of a file.
package struct Place: Hashable {
    package var file: String
    package var line: Int
    package var column: Int
    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// The place without its column, for pointing from one fault to another line.
    package var fileAndLine: String { "\(file):\(line)" }
}
