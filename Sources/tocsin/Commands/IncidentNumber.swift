import ArgumentParser

/// The number of an incident as people write it: `7`, or `#7` as it stands in messages.
enum IncidentNumber {
    /// - Throws: what to write instead.
    static func read(_ text: String) throws -> Int {
        let digits = text.hasPrefix("#") || text.hasPrefix("＃") ? text.dropFirst() : text[...]
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits), number > 0 else {
            throw ValidationError("'\(text)' is not the number of an incident; write one such as 7")
        }
        return number
    }
}
