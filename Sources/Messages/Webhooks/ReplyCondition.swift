/// What an answer must be like to count as a success, a refusal or a request to wait.
struct ReplyCondition: Hashable, Sendable {
    /// The HTTP statuses; any when empty.
    var statuses: [ClosedRange<Int>] = []
    /// A place in the JSON body, with the values of which it must hold one.
    var pointer: [String]?
    var values: [ReplyValue] = []
    /// The whole body, without white space around it.
    var body: String?
    /// The place in the JSON body that says how many seconds to wait.
    var wait: [String]?

    func holds(status: Int, body: [UInt8], json: ReplyValue?) -> Bool {
        guard statuses.isEmpty || statuses.contains(where: { $0.contains(status) }) else { return false }
        if let pointer {
            guard let value = json?.value(at: pointer), values.contains(value) else { return false }
        }
        if let expected = self.body {
            let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
            let trimmed = body.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
            guard trimmed.elementsEqual(expected.utf8) else { return false }
        }
        return true
    }
}
