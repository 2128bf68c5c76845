package import Access
import Dispatching
package import Escalation

/// Who asks: the owner of the access token.
package struct Caller: Hashable, Sendable {
    package var name: String
    package var role: Role
    /// The person in the contact tree who holds the token, if one does.
    package var person: PersonID?

    package init(name: String, role: Role, person: PersonID? = nil) {
        self.name = name
        self.role = role
        self.person = person
    }

    /// What goes on record.
    var actor: Actor {
        person.map { .person($0) } ?? .token(name)
    }

    /// Whether this caller may know of an incident: a reporter only sees their own.
    func maySee(source: String) -> Bool {
        role != .reporter || source == name
    }

    /// Ends with a problem that names the roles which may.
    ///
    /// - Throws: ``Problem``.
    func mustHave(_ permission: Permission) throws(Problem) {
        guard !permission.roles.contains(role) else { return }
        let needed = permission.roles.map(\.rawValue).joined(separator: " or ")
        throw Problem(.forbidden, "This needs the role \(needed); the token \(name) has the role \(role.rawValue).")
    }
}
