import ConfigFiles
import Curl
package import Escalation

/// A host and port to listen on.
package struct ListenAddress: Equatable, Sendable {
    /// A name or an address, without brackets.
    package var host: String
    /// 0 for any port that is free.
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Whether nobody beyond this machine can reach it, in the spellings that leave no doubt.
    package var isLoopback: Bool {
        if let address = IPAddress(host) { return address.isLoopback || host.lowercased().hasPrefix("::ffff:127.") }
        let name = host.lowercased()
        return ["localhost", "localhost.", "ip6-localhost", "ip6-loopback"].contains(name)
    }

    /// Whether it stands for every address of the machine, so that no link can lead there.
    package var isEvery: Bool {
        let address = IPAddress(host)
        return address != nil && [IPAddress("0.0.0.0"), IPAddress("::")].contains(address)
    }

    /// As it stands in a URL: an IPv6 address in brackets.
    package var text: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension Written {
    /// Reads `HOST:PORT` or `[ADDRESS]:PORT`.
    package func listenAddress() throws(SettingsFault) -> ListenAddress {
        let remedy = "write HOST:PORT, such as 127.0.0.1:8080, or [::1]:8080"
        guard let colon = text.lastIndex(of: ":"), colon != text.startIndex, !text.hasSuffix("]") else {
            throw fault("is not HOST:PORT", remedy)
        }
        let digits = text[text.index(after: colon)...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw fault("has no port", remedy)
        }
        guard let port = Int(digits), port <= 65_535 else {
            throw fault("has a port above 65535", remedy)
        }
        var host = String(text[..<colon])
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if isBracketed { host = String(host.dropFirst().dropLast()) }
        guard isBracketed == host.contains(":") else {
            throw fault("is not HOST:PORT", "an IPv6 address with a port is written [ADDRESS]:PORT, such as [::1]:8080")
        }
        guard isBracketed ? IPAddress(host) != nil : Self.isHost(host) else { throw fault("names no host", remedy) }
        return ListenAddress(host: host, port: port)
    }

    /// A time with its unit between two limits, such as `1m` or `400d`.
    ///
    /// - Parameters:
    ///   - range: both ends belong to it.
    ///   - remedy: what to write instead.
    /// - Returns: the time.
    /// - Throws: that it is none, too short or too long.
    package func span(in range: ClosedRange<TimeSpan>, _ remedy: String) throws(SettingsFault) -> TimeSpan {
        guard let span = TimeSpan(written: text) else {
            let isNumber = !text.isEmpty && text.allSatisfy { $0.isASCII && $0.isNumber }
            throw fault(isNumber ? "is a time without a unit" : "is not a time", remedy)
        }
        guard range.contains(span) else { throw fault("is too \(span < range.lowerBound ? "short" : "long")", remedy) }
        return span
    }

    /// A whole number above zero.
    package func count(atMost limit: Int, _ remedy: String) throws(SettingsFault) -> Int {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
            (1...limit).contains(number)
        else { throw fault("is not a whole number from 1 to \(limit)", remedy) }
        return number
    }

    /// Whether a text can be a host's name or IPv4 address; an address with a part too much is none.
    static func isHost(_ text: String) -> Bool {
        guard !text.isEmpty, text.utf8.count <= 253, !text.hasPrefix("."), !text.contains("..") else { return false }
        let isName = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || "-_.".unicodeScalars.contains(scalar)
        }
        let last = text.split(separator: ".").last ?? ""
        let isNumeric = last.allSatisfy { $0.isASCII && $0.isNumber }
        return isName && !text.hasPrefix("-") && (!isNumeric || IPAddress(text) != nil)
    }
}
