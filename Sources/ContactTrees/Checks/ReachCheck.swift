import ConfigFiles
import Escalation

/// Warns of people whom nothing can reach under the settings at hand.
///
/// An address that cannot be used is a warning, not a fault: the next one of the person is, and a server that has open incidents
/// goes on.
struct ReachCheck {
    let people: [PersonID: Person]
    let places: [PersonID: Place]
    let senders: SenderChecks
    /// The folder of the tree, as the user named it.
    let root: String
    let warnings: FaultLog

    /// Adds every warning.
    func run() {
        var others = 0
        for (id, place) in places.sorted(by: { $0.value.fileAndLine < $1.value.fileAndLine }) {
            guard let addresses = people[id]?.addresses, !addresses.isEmpty else { continue }
            let lost = addresses.filter { isLost($0) }
            if lost.count == addresses.count {
                let isMail = lost.allSatisfy { $0.channel == "email" }
                let why = isMail ? "has e-mail only, and there is no relay" : "has no address that can be used"
                let remedy = isMail ? "set `smtp-url`, or add another address" : "mend the settings, or add an address"
                warnings.add(place, "`\(id)` \(why): nobody can reach them", remedy)
            } else {
                others += lost.count { $0.channel == "email" }
            }
        }
        guard others > 0 else { return }
        let what = others == 1 ? "1 e-mail address is" : "\(others) e-mail addresses are"
        let place = Place(file: root, line: 1, column: 1)
        warnings.add(
            place,
            "\(what) beside others and cannot be used, as there is no relay",
            "set `smtp-url`, or remove them"
        )
    }

    private func isLost(_ address: Address) -> Bool {
        switch address.channel {
        case "email": senders.lacksRelay
        case "webhook":
            address.settings["url"].map { senders.reach(address.settings["preset"] ?? "generic", $0) != nil } ?? false
        default: false
        }
    }
}
