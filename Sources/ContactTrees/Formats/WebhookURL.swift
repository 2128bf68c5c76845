import ConfigFiles
import Foundation

/// What a webhook's URL must be.
enum WebhookURL {
    /// Whether the URL stays on this machine, as those of demonstrations do.
    static func isLoopback(_ text: String) -> Bool {
        guard let url = URLComponents(string: text), url.scheme == "http", let host = url.host else { return false }
        return ["127.0.0.1", "localhost", "[::1]", "::1"].contains(host)
    }

    /// What is wrong with a URL, without showing it; `nil` when nothing is.
    static func problem(of text: String) -> String? {
        guard text.utf8.count <= ConfigLimits.charactersInURL else { return "is too long" }
        if let odd = text.unicodeScalars.first(where: { !(0x21...0x7E).contains($0.value) }) { return problem(of: odd) }
        guard let url = URLComponents(string: text) else { return "is not a URL" }
        guard url.scheme == "https" || url.scheme == "http" else { return "does not begin with `https://`" }
        guard let host = url.host, !host.isEmpty else { return "names no host" }
        if host.split(separator: ".").contains(where: { $0.utf8.count > HostName.charactersInPart }) {
            return "has a part of more than \(HostName.charactersInPart) letters in the name of its host"
        }
        guard url.user == nil, url.password == nil else { return "holds a user name" }
        if let port = url.port, !(1...65_535).contains(port) { return "has a port that is not 1 to 65535" }
        return nil
    }

    /// A character that no URL has, named: it is no secret, and hard to find.
    private static func problem(of odd: Unicode.Scalar) -> String {
        let number =
            "U+" + String(repeating: "0", count: max(0, 4 - String(odd.value, radix: 16).count))
            + String(odd.value, radix: 16, uppercase: true)
        switch odd {
        case " ", "\t", "\n", "\r", "\u{A0}", "\u{3000}": return "has a blank or the end of a line in it (\(number))"
        case "…": return "has the character `…` in it, which stands for something left out: the whole address is needed"
        default:
            let isShown = odd.properties.isAlphabetic || odd.properties.generalCategory == .otherPunctuation
            return "has the character \(isShown ? "`\(odd)` " : "")(\(number)) in it, which no URL has"
        }
    }
}
