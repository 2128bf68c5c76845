/// What callers asked of the ledger and it has not taken up yet, oldest first; never more than a stated number.
struct RequestQueue {
    /// Reports that may wait, which is 32 full arrays and ten seconds' work.
    ///
    /// Answers and everything else have room beyond them.
    static let reports = 32_768
    /// Requests of any kind that may wait.
    static let most = 2 * reports

    private var waiting: [LedgerRequest] = []
    /// Those before it were taken.
    private var head = 0

    var count: Int { waiting.count - head }
    var isEmpty: Bool { count == 0 }

    /// Takes requests on, in order.
    ///
    /// - Returns: those for which there is no room.
    mutating func append(_ requests: [LedgerRequest]) -> [LedgerRequest] {
        guard count + requests.count > Self.reports else {
            waiting.append(contentsOf: requests)
            return []
        }
        var refused: [LedgerRequest] = []
        for request in requests {
            if count < (request.isReport ? Self.reports : Self.most) {
                waiting.append(request)
            } else {
                refused.append(request)
            }
        }
        return refused
    }

    /// The oldest, at most so many; its cost does not depend on how many wait.
    mutating func take(_ limit: Int) -> [LedgerRequest] {
        if head == 0, waiting.count <= limit {
            defer { waiting = [] }
            return waiting
        }
        let end = min(head + limit, waiting.count)
        let batch = Array(waiting[head..<end])
        head = end
        // What was taken is dropped once it is half: each is moved once at most.
        if head * 2 >= waiting.count {
            waiting.removeFirst(head)
            head = 0
        }
        return batch
    }
}

extension LedgerRequest {
    fileprivate var isReport: Bool {
        if case .file = self { true } else { false }
    }
}
