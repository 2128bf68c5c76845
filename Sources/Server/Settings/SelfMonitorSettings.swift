import ConfigFiles
import Dispatching
import Escalation
import Foundation
import Settings

/// Who and what watches over the server itself, checked.
struct SelfMonitorSettings: Sendable {
    /// Groups or people who are told of the server's own troubles.
    var operators: [Reference]
    /// Where each of them was written.
    private var written: [Written]
    /// Called while everything is well; may hold a secret.
    var heartbeatURL: String?
    var heartbeatEvery: TimeSpan
    /// For tests only; not among the flags.
    var failpoint: Failpoint?

    /// - Throws: the fault of a value that makes no sense.
    init(_ source: SettingsSource) throws(SettingsFault) {
        written = source.several(.operators)
        operators = try written.map(Self.reference)
        heartbeatURL = try source.one(.heartbeatURL).map(Self.checked)
        let every = source.one(.heartbeatEvery)
        if heartbeatURL == nil, let every {
            throw every.fault("has nothing to call", "add --heartbeat-url (heartbeat-url:), or leave it out")
        }
        heartbeatEvery = try every.map(Self.every) ?? .minutes(1)
        guard let failpoint = ProcessInfo.processInfo.environment["TOCSIN_FAILPOINT"] else { return }
        self.failpoint = Failpoint(written: failpoint)
        guard self.failpoint != nil else { throw SettingsFault(text: "TOCSIN_FAILPOINT \(failpoint) is not known") }
    }

    static func reference(_ written: Written) throws(SettingsFault) -> Reference {
        guard written.text.hasPrefix("/"), !written.text.hasSuffix("/") else {
            let remedy = "name a group or person with its unit, such as /riverside-town/office"
            throw written.fault("does not begin with its unit", remedy)
        }
        return Reference(name: written.text)
    }

    static func every(_ written: Written) throws(SettingsFault) -> TimeSpan {
        try written.span(in: .seconds(1) ... .days(1), "write a time from 1s to 1d, such as 30s or 1m")
    }

    static func checked(_ written: Written) throws(SettingsFault) -> String {
        guard let parts = URLComponents(string: written.text), let host = parts.host, !host.isEmpty,
            ["https", "http"].contains(parts.scheme ?? ""), parts.user == nil, parts.fragment == nil,
            written.text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), parts.password == nil,
            parts.port.map({ (1...65_535).contains($0) }) ?? true
        else {
            let remedy = "write one such as https://monitor.example/ping/town"
            throw written.fault("is not an address that can be called", remedy)
        }
        if host.split(separator: ".").contains(where: { $0.utf8.count > HostName.charactersInPart }) {
            let what = "has a part of more than \(HostName.charactersInPart) letters in the name of its host"
            throw written.fault(what, "no name of a machine has such a part: write the name it has")
        }
        return written.text
    }

    /// The people whom the references name at a moment, each once; where nobody is on duty then, everybody who ever is.
    static func people(_ references: [Reference], in directory: Directory, at moment: Timestamp) -> [Person] {
        let there = directory.people(named: references, in: "/", at: moment)
        let named = there.isEmpty ? directory.people(named: references, in: "/") : there
        return named.compactMap { directory.people[$0.person] }
    }

    /// Says what is wrong with `--operators` for this contact tree; `nil` when nothing is.
    func fault(in directory: Directory) -> String? {
        for (reference, written) in zip(operators, written)
        where directory.candidates(for: reference, in: "/")?.isEmpty != false {
            let groups = directory.units.values.flatMap { unit in unit.groups.keys.map { "\(unit.path)/\($0)" } }
            let known = groups.isEmpty ? "" : "; groups are \(groups.sorted().prefix(12).joined(separator: ", "))"
            return "\(written.name) \(reference.name) names nobody in the contact tree\(known)"
        }
        return nil
    }
}
