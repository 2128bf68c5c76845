package import Dispatching
package import Escalation
import HTTPTypes
import Hummingbird

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
    var actor: String {
        person.map { "person:\($0)" } ?? "token:\(name)"
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

extension AccessTokens {
    /// The caller behind a request's bearer token.
    ///
    /// - Throws: ``Problem`` when there is none or it is not known.
    func caller(of request: Request) throws(Problem) -> Caller {
        guard let field = request.headers[.authorization] else {
            throw Problem(
                .unauthenticated,
                "Send an access token as `Authorization: Bearer …`; `tocsin token create` makes one."
            )
        }
        let parts = field.utf8.count <= 200 ? field.split(separator: " ", maxSplits: 1) : []
        guard parts.count == 2, parts[0].lowercased() == "bearer", let token = find(String(parts[1])) else {
            throw Problem(.unauthenticated, "The access token is not known here, or was revoked.")
        }
        return Caller(name: token.name, role: token.role, person: token.person)
    }
}
