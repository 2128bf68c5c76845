package import Escalation
import HeapModule
import OrderedCollections

/// Decides which message goes out when: due times, one queue for each destination, graver ones first, flood control.
///
/// Without clock or threads; the ledger drives it. Everything in it is in the store's outbox too.
package final class Dispatcher {
    /// At most so many notifications in one digest; what is more comes with the next.
    package static let membersOfDigest = 50

    var parcels: [ParcelID: Parcel] = [:]
    var places: [NotificationID: ParcelID] = [:]
    var destinations: [String: DestinationQueue] = [:]
    var active: OrderedSet<String> = []
    private var waiting: Heap<Waiting> = []
    var addresses: [AddressKey: AddressQueue] = [:]
    var decided = Merges()
    private var order = 0
    /// When it was last moved on, on the boot clock.
    var time = Timestamp(milliseconds: 0)

    /// A person's address, as flood control counts.
    struct AddressKey: Hashable {
        var person: PersonID
        var address: String
    }

    struct AddressQueue {
        var flood = FloodControl()
        /// Held back until the time at which the next message may go.
        var held: [ParcelID] = []
        /// When they are looked at next.
        var wakesAt: Timestamp?
    }

    struct Waiting: Comparable {
        var due: Timestamp
        var order: Int
        var what: What

        enum What {
            case parcel(ParcelID)
            case address(AddressKey)
        }

        static func < (left: Waiting, right: Waiting) -> Bool {
            (left.due, left.order) < (right.due, right.order)
        }

        static func == (left: Waiting, right: Waiting) -> Bool {
            left.order == right.order
        }
    }

    /// A parcel whose turn it is.
    package struct ReadyParcel: Sendable {
        package var parcel: ParcelID
        package var members: [NotificationID]
        package var person: PersonID
        package var address: String
        package var severity: Severity
    }

    /// Parcels handed over to one destination at the same time: four times the connections that a channel keeps to it, so
    /// that they have work while outcomes wait for their commit.
    package static let usualSlots = 256

    private let slots: Int

    package init(slots: Int = Dispatcher.usualSlots) {
        self.slots = slots
    }

    /// Notifications that have no final outcome yet.
    package var count: Int { places.count }

    /// When the next parcel is due, on the boot clock.
    package var nextDue: Timestamp? { waiting.min?.due }

    package func isInFlight(_ id: NotificationID) -> Bool {
        places[id].flatMap { parcels[$0]?.isInFlight } ?? false
    }

    // MARK: What the ledger stored

    /// Takes on a notification that is stored; `due` is on the boot clock.
    package func add(_ row: OutboxRow, due: Timestamp) {
        let id = row.notification.id
        precondition(places[id] == nil, "notification \(id) is sent already and was taken on once more")
        if let digest = row.notification.digest {
            let parcel = ParcelID(first: digest.first, isDigest: true)
            if var digest = parcels[parcel], !digest.isInFlight {
                places[id] = parcel
                digest.members.append(id)
                digest.due = max(digest.due, due)
                if row.severity.isGraver(than: digest.severity) { digest.severity = row.severity }
                parcels[parcel] = digest
                if !digest.isQueued { wait(.parcel(parcel), until: digest.due) }
                return
            }
            var made = Parcel(row: row, due: due)
            made.isExempt = true
            // The digest is under way without it.
            made.wasLeftOut = parcels[parcel] != nil
            if !made.wasLeftOut { made.id = parcel }
            return take(made)
        }
        take(Parcel(row: row, due: due))
    }

    private func take(_ parcel: Parcel) {
        precondition(parcels[parcel.id] == nil, "two parcels are called after \(parcel.id.first)")
        parcels[parcel.id] = parcel
        for member in parcel.members { places[member] = parcel.id }
        wait(.parcel(parcel.id), until: parcel.due)
    }

    /// A notification has its final outcome.
    package func settle(_ id: NotificationID) {
        guard let place = places.removeValue(forKey: id), var parcel = parcels[place] else { return }
        parcel.members.removeAll { $0 == id }
        parcels[place] = parcel.members.isEmpty && !parcel.isInFlight ? nil : parcel
        guard parcel.members.isEmpty, !parcel.isInFlight else { return }
        forgetUnsent(&parcel)
        guard parcel.isQueued else { return }
        precondition(destinations[parcel.destination] != nil, "a parcel waited in a queue that is not there")
        destinations[parcel.destination]?.forgetOne()
        if destinations[parcel.destination]?.isEmpty == true { destinations[parcel.destination] = nil }
    }

    /// A notification is to be tried again at `due`, on the boot clock.
    package func postpone(_ id: NotificationID, until due: Timestamp) {
        guard let place = places[id], var parcel = parcels[place], !parcel.isInFlight else { return }
        parcel.wasTried = true
        parcel.due = max(parcel.due, due)
        parcels[place] = parcel
        wait(.parcel(place), until: parcel.due)
    }

    // MARK: What goes out

    /// Finds what is due: parcels whose turn it is go to their queues; what is to become one message is decided on.
    ///
    /// - Returns: the merges that were decided on now.
    @discardableResult
    package func advance(to now: Timestamp, in directory: Directory) -> [Merge] {
        var merges: [Merge] = []
        precondition(now >= time, "the boot clock went back")
        time = now
        while let next = waiting.min, next.due <= now {
            waiting.removeMin()
            switch next.what {
            case .parcel(let id): ready(id, at: now, in: directory)
            case .address(let key): if let merge = release(key, at: now, in: directory) { merges.append(merge) }
            }
        }
        return merges
    }

    /// The parcels that may be sent now, gravest first; they are in flight from here on.
    package func takeReady() -> [ReadyParcel] {
        var ready: [ReadyParcel] = []
        let names = active
        active = []
        for name in names {
            guard var queue = destinations.removeValue(forKey: name) else { continue }
            while queue.hasFreeSlot, let id = queue.next() {
                if let parcel = start(id, in: &queue) { ready.append(parcel) }
            }
            if !queue.isEmpty { destinations[name] = queue }
            if queue.count > 0 { active.append(name) }
        }
        if names.count < 2 { return ready }
        return Severity.allCases.flatMap { severity in ready.filter { $0.severity == severity } }
    }

    private func start(_ id: ParcelID, in queue: inout DestinationQueue) -> ReadyParcel? {
        guard var parcel = parcels[id], parcel.isQueued else { return nil }
        precondition(!parcel.members.isEmpty, "a parcel that stands for nothing has its turn")
        precondition(
            parcel.members.allSatisfy { places[$0] == id },
            "a parcel stands for a notification that is sent as another"
        )
        parcel.stage = .inFlight(since: time)
        parcels[id] = parcel
        queue.take()
        return ReadyParcel(
            parcel: id,
            members: parcel.members,
            person: parcel.person,
            address: parcel.address,
            severity: parcel.severity
        )
    }

    /// An attempt ended; returns the notifications it stood for that are still wanted.
    package func finish(_ id: ParcelID) -> [NotificationID] {
        guard var parcel = parcels[id], parcel.isInFlight else { return [] }
        parcel.stage = .waiting
        parcel.wasTried = true
        guard var queue = destinations.removeValue(forKey: parcel.destination) else {
            preconditionFailure("a parcel was in flight in a queue that is not there")
        }
        queue.giveBack()
        if !queue.isEmpty { destinations[parcel.destination] = queue }
        if queue.count > 0 { active.append(parcel.destination) }
        parcels[id] = parcel.members.isEmpty ? nil : parcel
        return parcel.members
    }

    /// Parcels that wait for a slot of their destination.
    package var queued: Int { destinations.values.reduce(0) { $0 + $1.count } }

    func ready(_ id: ParcelID, at now: Timestamp, in directory: Directory) {
        guard var parcel = parcels[id], parcel.stage == .waiting, parcel.due <= now else { return }
        let address = directory.people[parcel.person]?.addresses.first { $0.name == parcel.address }
        let key = AddressKey(person: parcel.person, address: parcel.address)
        if !parcel.wasTried, let address, address.channel != "log" {
            // Taken out, so that a long queue is changed in place and not copied.
            var queue = addresses.removeValue(forKey: key) ?? AddressQueue()
            if !parcel.isExempt, let hold = queue.flood.hold(at: now) {
                queue.held.append(id)
                parcel.stage = .held(since: now)
                parcels[id] = parcel
                addresses[key] = queue
                return wake(key, at: min(hold, parcel.latest.map { max($0, now) } ?? hold))
            }
            if parcel.countedAt == nil {
                queue.flood.note(sentAt: now)
                parcel.countedAt = now
            }
            addresses[key] = queue
        }
        parcel.destination = address?.destination ?? ""
        parcel.stage = .queued
        parcels[id] = parcel
        order += 1
        destinations[parcel.destination, default: DestinationQueue(slots: slots)]
            .add(id, severity: parcel.severity, order: order)
        active.append(parcel.destination)
    }

    func wait(_ what: Waiting.What, until due: Timestamp) {
        order += 1
        waiting.insert(Waiting(due: due, order: order, what: what))
    }
}
