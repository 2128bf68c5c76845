/// Takes out of a message what may be a secret that slipped into a wrong place: everything of a URL but its scheme and host, and words
/// that look like keys.
package enum HiddenSecrets {
    private static let ends: Set<Character> = [" ", "\t", "\n", "`", "'", "\"", ",", ";", ")", "}", "]"]

    /// A text of ours with words of somebody else's in it, as it may be shown: each URL as `https://host/…`.
    package static func shown(_ text: String) -> String {
        withoutKeys(withoutURLs(text))
    }

    /// Whether a word looks like a key or token: `whsec_…`, `SEC…`, or long and of capitals, small letters and digits.
    package static func looksSecret(_ word: some StringProtocol) -> Bool {
        if word.hasPrefix("whsec_") && word.count > 6 || word.hasPrefix("SEC") && word.count > 40 { return true }
        guard word.count >= 24, !word.contains("/"), !word.contains(" ") else { return false }
        return word.contains(where: \.isUppercase) && word.contains(where: \.isLowercase)
            && word.contains(where: \.isNumber)
    }

    private static func withoutURLs(_ text: String) -> String {
        var shown = ""
        var rest = text[...]
        while let mark = rest.firstRange(of: "://") {
            let scheme = rest[..<mark.lowerBound].reversed().prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }.count
            let tail = rest[mark.upperBound...]
            let url = tail.prefix { !ends.contains($0) }
            shown += rest[..<mark.upperBound] + (scheme == 0 ? "…" : short(url))
            rest = tail[url.endIndex...]
        }
        return shown + rest
    }

    /// What follows `://`: the host, without a user before it; what comes behind it is left out.
    private static func short(_ url: Substring) -> String {
        let authority = url.prefix { !"/?#\\".contains($0) }
        let behind = url[authority.endIndex...]
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let user = host.count < authority.count ? "…@" : ""
        return user + host + (behind.isEmpty || behind == "/" ? String(behind) : "/…")
    }

    /// Words between back quotes that look like keys are `…`.
    private static func withoutKeys(_ text: String) -> String {
        guard text.contains("`") else { return text }
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        return parts.enumerated().map { index, part in
            index % 2 == 1 && looksSecret(part) ? "…" : String(part)
        }.joined(separator: "`")
    }
}
