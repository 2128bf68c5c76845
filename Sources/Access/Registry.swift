/// Who may come in: what is kept of that beside the ledger.
///
/// Each change is a transaction of its own and raises one version number, by which whoever remembers an answer sees that it may
/// be outdated. Nothing here is on the record of incidents, and no commit of the ledger waits for it.
package protocol Registry: Sendable {
    /// Counts up with every change, whoever makes it; 0 before the first.
    ///
    /// - Returns: the newest that is known.
    func version() throws -> Int64

    /// The token's owner and role, if it is known.
    ///
    /// - Returns: what is known of it, a second old at most.
    func find(_ token: String) -> AccessToken?

    /// Every token, by name.
    func all() -> [AccessToken]

    /// Why what is kept cannot be read, so that what was known last holds; `nil` while it can.
    func trouble() -> String?

    /// Makes a token of 32 random bytes and returns it; only its digest is kept.
    ///
    /// - Parameters:
    ///   - name: what it is called on record.
    ///   - role: what its holder may do.
    ///   - person: who holds it, if a person of the contact tree does.
    ///   - seconds: the time, since 1970.
    ///   - show: shows the token to who asked for it, once it is stored; when that fails it is taken back, so that none is known
    ///     to nobody, and none is shown that does not count.
    /// - Returns: the token.
    /// - Throws: ``AccessError`` when the name is taken or the change cannot be kept, and what `show` throws.
    func create(
        name: String,
        role: Role,
        person: String?,
        at seconds: Int64,
        show: (String) throws -> Void
    ) throws -> String

    /// The feed that a key opens, if it is known.
    ///
    /// - Returns: what is known of it, a second old at most.
    func feed(_ key: String) -> FeedKey?

    /// Every key of a feed, by name.
    func feeds() -> [FeedKey]

    /// Makes a key of 32 letters for one roster's calendar feed and returns it; only its digest is kept.
    ///
    /// - Parameters:
    ///   - name: what it is called in the log and in lists; no token has the same.
    ///   - roster: the roster with the path of its unit.
    ///   - seconds: the time, since 1970.
    ///   - show: as for a token.
    /// - Returns: the key.
    /// - Throws: ``AccessError`` when the name is taken or the change cannot be kept, and what `show` throws.
    func createFeed(
        name: String,
        roster: String,
        at seconds: Int64,
        show: (String) throws -> Void
    ) throws -> String

    /// Takes a token or the key of a feed out of use.
    ///
    /// - Throws: ``AccessError``.
    func revoke(name: String) throws
}

extension Registry {
    /// Makes a token that is shown to nobody but the caller.
    ///
    /// - Parameters:
    ///   - name: what it is called on record.
    ///   - role: what its holder may do.
    ///   - person: who holds it, if a person of the contact tree does.
    ///   - seconds: the time, since 1970.
    /// - Returns: the token.
    /// - Throws: ``AccessError``.
    package func create(name: String, role: Role, person: String?, at seconds: Int64) throws -> String {
        try create(name: name, role: role, person: person, at: seconds) { _ in }
    }
}
