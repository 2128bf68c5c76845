import CCurl

/// How many files, and so connections, this process may have open at once.
package enum OpenFiles {
    /// What a server can need: 256 connections from callers, as many to receivers and as many idle ones, relays, and the store.
    ///
    /// Below that it could run out, and then Swift's own runtime ends the process: it opens files to count its threads.
    package static let needed = 1_024
    private static let enough = 8_192

    /// Raises the limit as far as the system allows.
    ///
    /// - Returns: the limit, up to some thousands.
    package static func raise() -> Int {
        shim_raise_open_files(enough)
    }
}
