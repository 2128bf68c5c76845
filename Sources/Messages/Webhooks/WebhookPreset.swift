package import Escalation
import Text

/// How one kind of receiver wants its messages and what its answers mean; data, read from a file.
package struct WebhookPreset: Sendable {
    /// How the request is signed.
    package enum Signing: String, Hashable, Sendable, CaseIterable {
        case none
        /// Headers `webhook-id`, `webhook-timestamp` and `webhook-signature`.
        case standardWebhooks = "standard-webhooks"
        /// `timestamp` and `sign` in the query.
        case dingtalk
    }

    package var name: String
    package var method: String
    package var headers: [(name: String, value: String)]
    package var signing: Signing
    var urlParts: [String] = ["", ""]
    var body: PayloadTemplate
    var bodyWhenAsking: PayloadTemplate?
    var success: [ReplyCondition]
    var throttled: [ReplyCondition]
    var permanent: [ReplyCondition]

    /// The time to wait when the receiver asks for it and says no time.
    package static let usualWait = TimeSpan.minutes(1)
    /// A receiver can hold a message back no longer than this, whatever it asks for.
    package static let longestWait = TimeSpan.minutes(15)

    /// The URL to call for the address that a person's file gives.
    package func url(for address: String) -> String {
        urlParts.joined(separator: address)
    }

    /// The request's body: compact JSON.
    package func payload(for message: Message) -> [UInt8] {
        if let bodyWhenAsking, message.asks, message.link != nil { return bodyWhenAsking.bytes(for: message) }
        return body.bytes(for: message)
    }

    /// What an answer means.
    ///
    /// A success by its status alone counts whatever the body is. Where the preset looks into the body of a 2xx and there is nothing
    /// to be read in it, the answer is unreadable: neither a success nor a refusal. Where the body has what the preset looks for, any
    /// 2xx will do: a receiver that says `ok` with 201 has the message.
    ///
    /// - Parameters:
    ///   - status: the HTTP status.
    ///   - body: the body, out of its content encoding.
    ///   - fault: why the body cannot be read; then `body` is not looked at.
    ///   - words: what was said of that, one clean line.
    ///   - retryAfter: the header of that name.
    /// - Returns: never `unknown`: an answer came.
    package func judge(
        status: Int,
        body: [UInt8],
        unreadable fault: Evidence.BodyFault? = nil,
        said words: String? = nil,
        retryAfter: TimeSpan?
    ) -> AttemptOutcome {
        let reply = Reply(status: status, body: body, isReadable: fault == nil, readsJSON: readsBody)
        let said = fault == nil ? ReplyEvidence.excerpt(of: reply) : words
        let evidence = Evidence(.http(status: status, fault.map { .unread($0, decides: false) } ?? .plain), said: said)
        if let condition = throttled.first(where: { $0.holds(reply) == true }) {
            let asked = condition.wait.flatMap { reply.json?.value(at: $0) }.flatMap(Self.span) ?? retryAfter
            return .throttled(after: Self.bounded(asked ?? Self.usualWait), reason: evidence)
        }
        if permanent.contains(where: { $0.holds(reply) == true }) { return .permanent(reason: evidence) }
        let mayRefuse = !reply.isReadable && (throttled + permanent).contains { $0.holds(reply) == nil }
        if !mayRefuse, success.contains(where: { $0.holds(reply, anySuccess: true) == true }) {
            return .accepted(evidence: evidence)
        }
        let isSilent = success.contains { $0.holds(reply, anySuccess: true) == nil }
        if (200...299).contains(status), mayRefuse || isSilent {
            let answer = fault.map { Evidence.Answer.unread($0, decides: true) } ?? .silent
            return .unreadable(reason: Evidence(.http(status: status, answer), said: said))
        }
        switch status {
        case 408, 425, 429, 500...599:
            guard let retryAfter else { return .temporary(reason: evidence) }
            return .throttled(after: Self.bounded(retryAfter), reason: evidence)
        case 300...499: return .permanent(reason: evidence)
        default:
            let wanted = (200...299).contains(status) ? success.map(\.notation).joined(separator: " | ") : ""
            guard !wanted.isEmpty else { return .temporary(reason: evidence) }
            let notation = CleanText.line(wanted, limit: MessageLimits.bytesInEvidence)
            return .temporary(reason: Evidence(.http(status: status, .lacks(notation)), said: said))
        }
    }

    private var readsBody: Bool {
        [success, throttled, permanent].contains { $0.contains { $0.pointer != nil || $0.wait != nil } }
    }

    private static func bounded(_ span: TimeSpan) -> TimeSpan {
        min(max(span, .seconds(1)), longestWait)
    }

    private static func span(_ value: JSONValue) -> TimeSpan? {
        guard let seconds = value.number, seconds > 0, seconds < 1_000_000_000 else { return nil }
        return TimeSpan(milliseconds: Int64(seconds * 1_000))
    }
}
