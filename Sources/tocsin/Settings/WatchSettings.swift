import ConfigFiles
import Configuration
import Dispatching
import Escalation
import Foundation

/// Who and what watches over the server itself, checked.
struct WatchSettings: Sendable {
    /// Groups or people who are told of the server's own troubles.
    var operators: [Reference]
    /// Called while everything is well; may hold a secret.
    var heartbeatURL: String?
    var heartbeatEvery: TimeSpan
    /// For tests only; not among the flags.
    var failpoint: Failpoint?

    /// Resolves flags, variables and the settings file.
    ///
    /// - Throws: ``Trouble`` with exit code 2 for a value that makes no sense.
    init(_ options: WatchOptions, _ source: SettingsSource) throws {
        operators = try source.list(options.operators, "operators").map { written in
            guard written.hasPrefix("/"), !written.hasSuffix("/") else {
                throw Trouble.wrongUse(
                    "--operators \(written) must name a group or person with its unit, such as /riverside-town/office"
                )
            }
            return Reference(name: written)
        }
        heartbeatURL = try source.text(options.heartbeatUrl, "heartbeat-url").map(Self.checked)
        let every = source.text(options.heartbeatEvery, "heartbeat-every") ?? "1m"
        guard let span = TimeSpan(written: every), span >= .seconds(1), span <= .days(1) else {
            throw Trouble.wrongUse("--heartbeat-every \(every) is no time between 1s and 1d, such as 30s or 1m")
        }
        heartbeatEvery = span
        guard let failpoint = ProcessInfo.processInfo.environment["TOCSIN_FAILPOINT"] else { return }
        self.failpoint = Failpoint(written: failpoint)
        guard self.failpoint != nil else { throw Trouble.wrongUse("TOCSIN_FAILPOINT \(failpoint) is not known") }
    }

    private static func checked(_ url: String) throws -> String {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
            ["https", "http"].contains(parts.scheme ?? ""), parts.user == nil, parts.password == nil
        else {
            throw Trouble.wrongUse("--heartbeat-url is not an address such as https://monitor.example/ping/town")
        }
        return url
    }

    /// The people whom the references name now, each once.
    static func people(_ references: [Reference], in directory: Directory) -> [Person] {
        var seen: Set<PersonID> = []
        return references.flatMap { directory.candidates(for: $0, in: "/") ?? [] }
            .compactMap { directory.people[$0.person] }
            .filter { seen.insert($0.id).inserted }
    }

    /// Says what is wrong with `--operators` for this contact tree; `nil` when nothing is.
    func fault(in directory: Directory) -> String? {
        for reference in operators where directory.candidates(for: reference, in: "/")?.isEmpty != false {
            let groups = directory.units.values.flatMap { unit in unit.groups.keys.map { "\(unit.path)/\($0)" } }
            let known = groups.isEmpty ? "" : "; groups are \(groups.sorted().prefix(12).joined(separator: ", "))"
            return "--operators \(reference.name) names nobody in the contact tree\(known)"
        }
        return nil
    }
}
