/// Why a name gives no rules of a zone.
package enum ZoneFault: Error, Hashable, Sendable {
    /// No zone can have this name: it leads elsewhere, or names one of the folder's other files.
    case noName
    /// The folder has no file of that name.
    case missing
    /// The file is there, and this user or the disk does not give it.
    case unreadable
    /// What lies there is a folder, or another kind of file.
    case noRules
    /// The file begins as rules do and goes on otherwise; what is wrong with it, for an operator.
    case damaged(String)
}
