import ConfigFiles

/// Where the values of `{env: NAME}` and `{file: PATH}` come from.
///
/// It holds secrets, so it shows none of them when it is printed.
package struct SecretSource: Sendable {
    /// The environment that `{env: NAME}` looks into.
    package var environment: [String: String]
    /// Whether a variable or a file that does not exist is replaced by a placeholder instead of being a fault.
    ///
    /// For checking a tree on a machine that holds no secrets; never for serving.
    package var allowMissing: Bool

    /// The folder in which relative paths of `{file: PATH}` begin; `nil` for the one that holds the contact tree.
    package var folder: String?
    /// Whether a secret that cannot be had makes its address unusable instead of being a fault.
    ///
    /// For the tree that was last in force, when everything else in it must go on; for the same reason a time zone whose rules
    /// are no longer on this machine is no fault then.
    package var makesUnusable: Bool

    package init(
        environment: [String: String],
        allowMissing: Bool = false,
        folder: String? = nil,
        makesUnusable: Bool = false
    ) {
        self.environment = environment
        self.allowMissing = allowMissing
        self.folder = folder
        self.makesUnusable = makesUnusable
    }

    /// Starts every placeholder of a missing secret.
    static let placeholder = "missing:"
}

extension SecretSource: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "secrets from \(environment.count) variables and from files" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
