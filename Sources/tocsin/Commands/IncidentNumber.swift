import ArgumentParser
import Escalation

/// An incident as people write it: `7`, `#7` as it stands in messages, or with its ledger as the server names it.
enum IncidentNumber {
    /// - Throws: what to write instead.
    static func read(_ text: String) throws -> String {
        let written = text.hasPrefix("#") || text.hasPrefix("＃") ? text.dropFirst() : text[...]
        let ledger = written.lastIndex(of: "-").map { String(written[..<$0]) } ?? ""
        let isName = ledger.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
        guard isName, !written.hasPrefix("-"), IncidentNames(ledger: ledger).id(written) != nil else {
            throw ValidationError("'\(text)' is not the number of an incident; write one such as 7 or k3f9x2ab-7")
        }
        return String(written)
    }
}
