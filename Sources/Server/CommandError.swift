/// Something that a user can mend, with the exit code it ends with.
package struct CommandError: Error {
    package var text: String
    package var code: Int32

    package init(text: String, code: Int32 = 1) {
        self.text = text
        self.code = code
    }

    /// A value that makes no sense: exit code 2.
    package static func wrongUse(_ text: String) -> CommandError { CommandError(text: text, code: 2) }
}
