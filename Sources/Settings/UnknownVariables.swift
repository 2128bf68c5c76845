import ConfigFiles

/// Variables that look like settings and are none; a contact tree may read them, so they are named and nothing more.
package enum UnknownVariables {
    /// What is no setting and yet is read: by clients, for secrets, and in tests.
    private static let others: Set<String> = [
        "TOCSIN_SETTINGS", "TOCSIN_URL", "TOCSIN_TOKEN", "TOCSIN_SMTP_PASSWORD", "TOCSIN_FAILPOINT",
        "TOCSIN_CLOCK_OFFSET_FILE", "TOCSIN_BINARY",
    ]

    /// The names that are near a setting's, each with a question to put behind it.
    package static func among(_ environment: [String: String]) -> [(name: String, remedy: String)] {
        let known = Setting.allCases.map(\.variable) + others
        return environment.keys.sorted().compactMap { name in
            guard name.uppercased().hasPrefix("TOCSIN_"), !known.contains(name), !isOfOrchestrator(name) else {
                return nil
            }
            let plain = name.uppercased().replacing("-", with: "_")
            if known.contains(plain) { return (name, "; write it \(plain)") }
            return Suggestion.nearest(to: plain, among: known).map { (name, "; did you mean \($0)?") }
        }
    }

    /// Whether Kubernetes or Docker set it for a service of that name: `TOCSIN_PORT`, `TOCSIN_SERVICE_HOST`, `TOCSIN_PORT_8080_TCP`.
    private static func isOfOrchestrator(_ name: String) -> Bool {
        name.wholeMatch(of: /TOCSIN(_[A-Z0-9]+)*_(PORT|SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_[0-9]+_(TCP|UDP)(_.*)?)/)
            != nil
    }
}
