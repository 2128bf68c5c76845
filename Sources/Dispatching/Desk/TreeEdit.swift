package import Escalation

/// That the server wrote a file of the contact tree: what goes on record when that comes into force.
package struct TreeEdit: Hashable, Codable, Sendable {
    /// The way of the file below the tree's folder, such as `riverside-town/changes/2026-12-01-he-an.yaml`.
    package var file: String
    /// SHA-256 of its bytes before, in hexadecimal digits; `nil` where there was no such file.
    package var before: String?
    /// The same of those after; `nil` where it was removed.
    package var after: String?
    package var by: Actor
    package var reason: String

    /// - Parameters:
    ///   - file: its way below the tree's folder.
    ///   - before: the digest of its bytes before; `nil` for a new file.
    ///   - after: the digest of those after; `nil` for one that is gone.
    ///   - actor: who had it written.
    ///   - reason: why, in their words.
    package init(file: String, before: String?, after: String?, by actor: Actor, reason: String) {
        self.file = file
        self.before = before
        self.after = after
        by = actor
        self.reason = reason
    }

    var change: Change { .treeEdited(file: file, before: before, after: after, reason: reason) }
}
