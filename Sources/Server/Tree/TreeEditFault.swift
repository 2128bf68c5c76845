/// Why a file of the contact tree was not written; the tree in force and the files are as they were.
enum TreeEditFault: Error {
    /// The tree would have had faults, each as `file:line:column: what; what to write instead`.
    case faults([String])
    /// There is no such file.
    case noSuchFile(String)
    /// Anything else, in one sentence that says what to do.
    case impossible(String)
}
