/// The transfers of one host and port: those under way are counted, the others wait in order.
struct HostQueue {
    private let most: Int
    private(set) var limit: Int
    private(set) var active = 0
    private var waiting: [PreparedTransfer?] = []
    private var head = 0

    init(limit: Int) {
        most = limit
        self.limit = limit
    }

    var isIdle: Bool { active == 0 && head == waiting.count }
    var hasWaiting: Bool { head < waiting.count }

    mutating func append(_ transfer: PreparedTransfer) {
        waiting.append(transfer)
    }

    /// Takes the oldest and counts it as under way.
    mutating func startNext() -> PreparedTransfer? {
        guard head < waiting.count else { return nil }
        let next = waiting[head]
        waiting[head] = nil
        head += 1
        active += 1
        if head == waiting.count {
            waiting.removeAll(keepingCapacity: head <= 1024)
            head = 0
        } else if head > 1024, head * 2 > waiting.count {
            waiting.removeFirst(head)
            head = 0
        }
        return next
    }

    /// Takes one back that found no connection free: no more are opened than are open now.
    mutating func putBack(_ transfer: PreparedTransfer) {
        limit = active
        if head > 0 {
            head -= 1
            waiting[head] = transfer
        } else {
            waiting.insert(transfer, at: 0)
        }
    }

    /// A connection is refused though no other is open: that was not for their number.
    mutating func forgetLimit() {
        limit = most
    }

    mutating func finishOne() {
        precondition(active > 0, "a transfer ended at a host where none was under way")
        active -= 1
    }

    /// Takes all that wait.
    mutating func drain() -> [PreparedTransfer] {
        defer {
            waiting = []
            head = 0
        }
        return waiting[head...].compactMap(\.self)
    }
}
