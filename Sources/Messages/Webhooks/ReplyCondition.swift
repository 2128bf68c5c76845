import Text

/// What an answer must be like to count as a success, a refusal or a request to wait.
struct ReplyCondition: Hashable, Sendable {
    /// The HTTP statuses; any when empty.
    var statuses: [ClosedRange<Int>] = []
    /// A place in the JSON body, with the values of which it must hold one.
    var pointer: [String]?
    var values: [JSONValue] = []
    /// The whole body, without white space around it.
    var body: String?
    /// The place in the JSON body that says how many seconds to wait.
    var wait: [String]?

    /// Whether an answer is like this.
    ///
    /// - Parameters:
    ///   - reply: the answer.
    ///   - anySuccess: whether any 2xx will do for one that is named, where the body is looked at too.
    /// - Returns: `nil` when its status is and its body does not say: it cannot be read, is empty, or is no JSON where a place in
    ///   JSON is looked at.
    func holds(_ reply: Reply, anySuccess: Bool = false) -> Bool? {
        let isNamed = statuses.isEmpty || statuses.contains { $0.contains(reply.status) }
        guard isNamed || anySuccess && isLikeNamed(reply.status) else { return false }
        guard pointer != nil || body != nil else { return true }
        guard reply.isReadable else { return nil }
        if let pointer {
            guard let json = reply.json else { return nil }
            guard let value = json.value(at: pointer), values.contains(where: { $0.isSame(as: value) }) else {
                return false
            }
        }
        if let expected = body {
            let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
            let trimmed = reply.body.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
            guard !trimmed.isEmpty || expected.isEmpty else { return nil }
            guard trimmed.elementsEqual(expected.utf8) else { return false }
        }
        return true
    }

    /// Whether the body decides, and the status is a success as one that is named is.
    private func isLikeNamed(_ status: Int) -> Bool {
        let success = 200...299
        return (pointer != nil || body != nil) && success.contains(status)
            && statuses.contains { $0.overlaps(success) }
    }

    /// What it asks for, much as the preset's file has it: `{status: 200-299, /errcode: 0}`.
    var notation: String {
        let status = statuses.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
        var parts = status.isEmpty ? [] : ["status: \(status.joined(separator: "|"))"]
        if let body { parts.append("body: '\(body)'") }
        if let pointer {
            parts.append("/\(pointer.joined(separator: "/")): \(values.map(\.notation).joined(separator: "|"))")
        }
        return "{\(parts.joined(separator: ", "))}"
    }
}

extension JSONValue {
    /// Whether a condition that names this value holds of `other`: a number may be written in several ways.
    fileprivate func isSame(as other: JSONValue) -> Bool {
        if let number, let other = other.number { return number == other }
        return self == other
    }

    /// A number of either kind.
    var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }

    /// The value much as a preset writes it.
    fileprivate var notation: String {
        switch self {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .text(let text): "'\(text)'"
        case .list: "[]"
        case .object: "{}"
        }
    }
}
