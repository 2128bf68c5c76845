import Dispatching
import Escalation
import TestSupport
import Testing

@Suite("The dispatcher under random use")
struct RandomPostTests {
    /// What must be true of the dispatcher, kept beside it.
    private struct Model {
        var post = Post(people: ["a": "one", "b": "one", "c": "two", "d": "three"])
        var dice: Dice
        var now: Int64 = 0
        var next: IncidentID = 1
        var live: Set<NotificationID> = []
        var inFlight: [ParcelID: [NotificationID]] = [:]
        var earliest: [NotificationID: Int64] = [:]
        var faults: [String] = []

        mutating func step() {
            switch Int.random(in: 0..<10, using: &dice) {
            case 0...3: add()
            case 4: settleAny()
            case 5...6: finishAny()
            default: now += Int64.random(in: 0...40, using: &dice)
            }
            go()
            check()
        }

        mutating func add() {
            for _ in 0..<Int.random(in: 1...40, using: &dice) {
                let person = ["a", "b", "c", "d"].randomElement(using: &dice) ?? "a"
                let severity = Severity.allCases.randomElement(using: &dice) ?? .four
                let kind = [MessageKind.alert, .reminder].randomElement(using: &dice) ?? .alert
                let due = now + (Int.random(in: 0..<4, using: &dice) == 0 ? 30 : 0)
                let row = Post.row(next, to: person, severity, kind: kind)
                post.add(row, due: due)
                live.insert(row.notification.id)
                earliest[row.notification.id] = due
                next += 1
            }
        }

        mutating func settleAny() {
            for _ in 0..<Int.random(in: 0...10, using: &dice) {
                guard let id = live.sorted().randomElement(using: &dice) else { return }
                post.dispatcher.settle(id)
                live.remove(id)
            }
        }

        mutating func finishAny() {
            for _ in 0..<Int.random(in: 0...30, using: &dice) {
                let parcels = inFlight.keys.sorted { $0.first < $1.first }
                guard let parcel = parcels.randomElement(using: &dice) else { return }
                let expected = Set(inFlight.removeValue(forKey: parcel) ?? []).intersection(live)
                let members = post.dispatcher.finish(parcel)
                if Set(members) != expected { faults.append("\(parcel) stood for \(members), not \(expected)") }
                if !post.dispatcher.finish(parcel).isEmpty { faults.append("\(parcel) ended twice") }
                let isDelivered = Int.random(in: 0..<3, using: &dice) > 0
                for member in members {
                    if isDelivered {
                        post.dispatcher.settle(member)
                        live.remove(member)
                    } else {
                        post.dispatcher.postpone(member, until: Post.at(now + 15))
                        earliest[member] = now + 15
                    }
                }
            }
        }

        mutating func go() {
            // What is settled in between can let more go at the same moment, as in the ledger.
            while case let merges = post.dispatcher.advance(to: Post.at(now), in: post.directory), !merges.isEmpty {
                for merge in merges { take(merge) }
            }
            for ready in post.dispatcher.takeReady() {
                if inFlight[ready.parcel] != nil { faults.append("\(ready.parcel) is in flight twice") }
                inFlight[ready.parcel] = ready.members
                for member in ready.members {
                    if !live.contains(member) { faults.append("\(member) was not wanted any more") }
                    if now < earliest[member] ?? 0 { faults.append("\(member) went out early") }
                }
            }
        }

        private mutating func take(_ merge: Merge) {
            if Int.random(in: 0..<4, using: &dice) == 0 { settleAny() }
            post.dispatcher.merged(merge, at: Post.at(now))
            let members = merge.members.filter(live.contains)
            for member in members { post.dispatcher.postpone(member, until: Post.at(now)) }
        }

        mutating func check() {
            if post.dispatcher.count != live.count { faults.append("\(post.dispatcher.count), not \(live.count)") }
            let flying = inFlight.values.flatMap { $0 }
            if Set(flying).count != flying.count { faults.append("a notification is in two parcels in flight") }
            let wanted = flying.filter(live.contains)
            if !wanted.allSatisfy(post.dispatcher.isInFlight) { faults.append("what flies is not said to fly") }
            if let fault = post.dispatcher.disagreement() { faults.append(fault) }
            if post.dispatcher.queued > live.count - wanted.count { faults.append("more are queued than there are") }
        }

        /// Everything that is left goes out when the channels take everything.
        mutating func drain() {
            for _ in 0..<10_000 where !live.isEmpty {
                for (parcel, _) in inFlight {
                    for member in post.dispatcher.finish(parcel) {
                        post.dispatcher.settle(member)
                        live.remove(member)
                    }
                }
                inFlight = [:]
                now += 30
                go()
            }
            if !live.isEmpty { faults.append("\(live.count) were never sent") }
            if post.dispatcher.count != 0 || post.dispatcher.queued != 0 { faults.append("something is left over") }
        }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `no parcel is lost, none is in flight twice, none is early, and the counts agree`(seed: UInt64) {
        var model = Model(dice: Dice(seed))
        for _ in 0..<150 where model.faults.isEmpty { model.step() }
        model.drain()
        #expect(model.faults == [])
    }
}
