package import Escalation

/// A report on its way into the ledger.
package struct Filing: Hashable, Codable, Sendable {
    package var report: ReportDraft
    /// From the `Idempotency-Key` header: the same key and body give the same incident.
    package var idempotency: Idempotency?

    package struct Idempotency: Hashable, Codable, Sendable {
        package var key: String
        /// SHA-256 of the request's body.
        package var bodyDigest: [UInt8]

        package init(key: String, bodyDigest: [UInt8]) {
            self.key = key
            self.bodyDigest = bodyDigest
        }
    }

    package init(report: ReportDraft, idempotency: Idempotency? = nil) {
        self.report = report
        self.idempotency = idempotency
    }
}

/// What became of a filing; durable by the time anybody sees this.
package struct Filed: Sendable {
    package enum Result: String, Sendable {
        case created
        /// Counted as another report of an incident that is not closed.
        case counted
        /// A closed incident was opened again.
        case reopened
        /// The same request came before; nothing was done now.
        case repeated
    }

    package var result: Result
    let stored: Shared<Incident>

    /// The incident as it is stored.
    package var incident: Incident { stored.value }
}
