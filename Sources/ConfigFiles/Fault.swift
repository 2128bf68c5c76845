/// One thing in the contact tree that has to be mended, at its exact place, with what to write instead.
package struct Fault: Sendable, Hashable {
    /// The file (or folder), below the contact tree's folder as the user named it: `Contacts/riverside-town/unit.yaml`.
    package var file: String
    /// Counted from 1.
    package var line: Int
    /// Counted from 1, in characters as an editor counts them.
    package var column: Int
    /// What is wrong.
    package var what: String
    /// What to write instead.
    package var remedy: String

    package init(file: String, line: Int, column: Int, what: String, remedy: String) {
        self.file = file
        self.line = line
        self.column = column
        self.what = what
        self.remedy = remedy
    }
}

extension Fault: Comparable {
    package static func < (left: Fault, right: Fault) -> Bool {
        (left.file, left.line, left.column, left.what, left.remedy)
            < (right.file, right.line, right.column, right.what, right.remedy)
    }
}

extension Fault: CustomStringConvertible {
    package var description: String { "\(file):\(line):\(column): \(what); \(remedy)" }
}
