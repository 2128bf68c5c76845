/// Why tokens or secrets cannot be read, kept or changed.
package enum AccessError: Error, CustomStringConvertible {
    case nameTaken(String)
    case unknown(String)
    case file(String)
    /// What is kept is not what was written: of a disk, or of somebody who changed it.
    case damaged(String)

    package var description: String {
        switch self {
        case .nameTaken(let name): "there is a token called \(name) already; revoke it first or choose another name"
        case .unknown(let name): "no token is called \(name); `tocsin token list` shows them"
        case .file(let what), .damaged(let what): what
        }
    }
}
