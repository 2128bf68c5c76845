/// The one queue of everything that is going to happen, by simulated time; what comes at the same time comes in order.
struct Agenda {
    private struct Entry {
        var at: Int64
        var order: Int
        var action: () -> Void
    }

    private var heap: [Entry] = []
    private var order = 0

    var isEmpty: Bool { heap.isEmpty }
    var next: Int64? { heap.first?.at }

    mutating func add(at time: Int64, _ action: @escaping () -> Void) {
        order += 1
        heap.append(Entry(at: time, order: order, action: action))
        var place = heap.count - 1
        while place > 0 {
            let above = (place - 1) / 2
            guard isEarlier(place, above) else { break }
            heap.swapAt(place, above)
            place = above
        }
    }

    mutating func take() -> (at: Int64, action: () -> Void)? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return (first.at, first.action)
    }

    private mutating func sink() {
        var place = 0
        while true {
            var least = place
            for below in [2 * place + 1, 2 * place + 2] where below < heap.count && isEarlier(below, least) {
                least = below
            }
            guard least != place else { return }
            heap.swapAt(place, least)
            place = least
        }
    }

    private func isEarlier(_ left: Int, _ right: Int) -> Bool {
        (heap[left].at, heap[left].order) < (heap[right].at, heap[right].order)
    }
}
