/// What is wrong with a script that a person wrote: which part, and what may stand there.
package struct ScriptFault: Error, Hashable, Sendable {
    package var text: String

    package init(_ text: String) {
        self.text = text
    }
}
