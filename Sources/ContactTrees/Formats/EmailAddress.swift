import ConfigFiles

/// The spelling of an e-mail address, as strict as a mail header needs it.
enum EmailAddress {
    /// Whether `text` is `words.with.dots@domain.with.dots` (or `@localhost`) in ASCII without quotes or comments.
    static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= ConfigLimits.charactersInEmail else { return false }
        return isLocal(parts[0]) && isDomain(parts[1])
    }

    private static func isLocal(_ text: Substring) -> Bool {
        guard text.utf8.count <= 64 else { return false }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
            !word.isEmpty && word.utf8.allSatisfy { isAlphanumeric($0) || "!#$%&'*+/=?^_`{|}~-".utf8.contains($0) }
        }
    }

    private static func isDomain(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1 || text == "localhost" else { return false }
        let isNumber = labels.last?.utf8.allSatisfy { (0x30...0x39).contains($0) } ?? true
        return !isNumber
            && labels.allSatisfy { label in
                !label.isEmpty && label.utf8.count <= 63 && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
            }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
