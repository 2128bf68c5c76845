import Escalation
import Dispatching
import Record

/// Why a request was not done, as RFC 9457 has it; nothing was stored.
package struct Problem: Error, Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case json = "malformed-json"
        case form = "malformed-form"
        case fields = "invalid-fields"
        case query = "invalid-query"
        case unauthenticated = "unauthenticated"
        case forbidden = "forbidden"
        case notFound = "not-found"
        case removed
        case method = "method-not-allowed"
        case conflict = "conflict"
        case closed = "incident-closed"
        case idempotency = "idempotency-key-used"
        case tooLarge = "too-large"
        case malformed = "malformed-request"
        case headTooLarge = "head-too-large"
        case tooSlow = "too-slow"
        case urlTooLong = "url-too-long"
        case mediaType = "unsupported-media-type"
        case expectation = "expectation-failed"
        case tooMany = "too-many-requests"
        case contacts = "contacts-not-accepted"
        case unavailable = "unavailable"
        case failed = "failed"
    }

    package var kind: Kind
    package var detail: String
    package var errors: [FieldFault] = []
    /// Seconds, for `Retry-After`.
    package var retryAfter: Int?
    /// The methods of a path, for `Allow`.
    package var allow: [String] = []

    package init(
        _ kind: Kind,
        _ detail: String,
        errors: [FieldFault] = [],
        retryAfter: Int? = nil,
        allow: [String] = []
    ) {
        self.kind = kind
        self.detail = detail
        self.errors = errors
        self.retryAfter = retryAfter
        self.allow = allow
    }

    /// Fields with faults; the detail sums them up for somebody who reads no list.
    static func fields(_ faults: [FieldFault], _ kind: Kind = .fields) -> Problem {
        let sentences = faults.prefix(3).map { $0.field.isEmpty ? "the body \($0.detail)" : "\($0.field) \($0.detail)" }
        let rest = faults.count > 3 ? "; and \(faults.count - 3) more" : ""
        return Problem(kind, sentences.joined(separator: "; ") + rest, errors: faults)
    }

    static func field(_ name: String, _ detail: String, allowed: [String]? = nil) -> Problem {
        fields([FieldFault(field: name, detail: detail, allowed: allowed)])
    }

    /// The same about one report of an array, which it names.
    ///
    /// - Parameter position: of the report, from 0.
    /// - Returns: the problem with the report's place in its words.
    package func ofElement(_ position: Int) -> Problem {
        var problem = self
        let report = "report \(position + 1) of the array"
        problem.detail =
            errors.contains { $0.field.isEmpty } ? detail.replacing("the body", with: report) : "\(report): \(detail)"
        return problem
    }

    static let notFound = Problem(.notFound, "There is nothing at this address that you may see.")

    static func removed(_ id: Int64) -> Problem {
        Problem(
            .removed,
            "Incident \(id.count) was closed longer ago than this server keeps closed incidents; its content was removed."
        )
    }

    /// A value that must be there is not, and nothing was found wrong with it: a fault of the server, which says so.
    static func notRead(_ name: String) -> Problem {
        Problem(.failed, "The server could not read `\(name)` and cannot say why; nothing was done. Report this fault.")
    }

    static func unavailable(_ why: String) -> Problem {
        Problem(.unavailable, "Nothing was stored: \(why). Try again.", retryAfter: 2)
    }

    package var status: Int {
        switch kind {
        case .json, .form, .query, .malformed: 400
        case .unauthenticated: 401
        case .forbidden: 403
        case .notFound: 404
        case .removed: 410
        case .method: 405
        case .tooSlow: 408
        case .conflict, .closed, .idempotency: 409
        case .tooLarge: 413
        case .urlTooLong: 414
        case .mediaType: 415
        case .expectation: 417
        case .fields, .contacts: 422
        case .tooMany: 429
        case .headTooLarge: 431
        case .failed: 500
        case .unavailable: 503
        }
    }

    package var title: String {
        switch kind {
        case .json: "The body is not JSON that can be read"
        case .form: "The form cannot be read"
        case .fields: "Some fields are wrong"
        case .query: "The query is wrong"
        case .unauthenticated: "A valid access token is needed"
        case .forbidden: "The access token does not allow this"
        case .notFound: "Not found"
        case .removed: "The incident was taken off the record"
        case .method: "This address does not take that method"
        case .conflict: "That does not fit the state of the incident"
        case .closed: "The incident is closed"
        case .idempotency: "The idempotency key was used with another body"
        case .tooLarge: "The body is too large"
        case .malformed: "The request is not HTTP as it must be"
        case .headTooLarge: "The header is too large"
        case .tooSlow: "The request came too slowly"
        case .urlTooLong: "The address is too long"
        case .mediaType: "The body is of a kind that is not taken here"
        case .expectation: "The request expects what this server does not do"
        case .tooMany: "Too many requests"
        case .contacts: "The contact tree was not accepted; the old one is in force"
        case .unavailable: "Not available at the moment"
        case .failed: "The server failed"
        }
    }
}

extension Problem: Encodable {
    private enum CodingKeys: String, CodingKey {
        case type, title, status, detail, errors
    }

    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode("urn:tocsin:problem:\(kind.rawValue)", forKey: .type)
        try members.encode(title, forKey: .title)
        try members.encode(status, forKey: .status)
        try members.encode(detail, forKey: .detail)
        if !errors.isEmpty { try members.encode(errors, forKey: .errors) }
    }

    /// The problem document, UTF-8.
    package var bytes: [UInt8] {
        (try? CompactEncoder.encode(self)) ?? Array(#"{"type":"about:blank","status":500}"#.utf8)
    }
}
