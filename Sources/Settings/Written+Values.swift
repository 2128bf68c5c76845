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
        if let unseen = Spelling.unseen(in: text) { throw fault("has \(unseen) in it", Spelling.unseenRemedy) }
        let tail = digits.drop { $0.isASCII && $0.isNumber }
        if let odd = tail.first, tail.startIndex != digits.startIndex {
            throw fault("has `\(Spelling.shown(String(odd)))` behind its port", "leave it out")
        }
        guard !digits.isEmpty, tail.isEmpty else { throw fault("has no port", remedy) }
        guard let port = Int(digits), port <= 65_535 else {
            throw fault("has a port above 65535", remedy)
        }
        var host = String(text[..<colon])
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if isBracketed { host = String(host.dropFirst().dropLast()) }
        guard isBracketed == host.contains(":") else {
            throw fault("is not HOST:PORT", "an IPv6 address with a port is written [ADDRESS]:PORT, such as [::1]:8080")
        }
        guard isBracketed else {
            let name = try hostName(host).text
            // A dot at the end says that the name is whole; the list of hosts of a machine knows its own without it.
            return ListenAddress(host: name.hasSuffix(".") ? String(name.dropLast()) : name, port: port)
        }
        guard IPAddress(host) != nil else { throw fault("names no host", remedy) }
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

    /// Yes or no.
    ///
    /// - Returns: whether it is yes.
    /// - Throws: that it is neither.
    package func flag() throws(SettingsFault) -> Bool {
        switch text.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: throw fault("is neither yes nor no", "write `true` or `false`")
        }
    }

    /// A whole number above zero.
    package func count(atMost limit: Int, _ remedy: String) throws(SettingsFault) -> Int {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
            (1...limit).contains(number)
        else { throw fault("is not a whole number from 1 to \(limit)", remedy) }
        return number
    }

    /// Reads a host's name or IPv4 address; an address with a part too much is none.
    ///
    /// - Returns: it as browsers spell it.
    /// - Throws: what no name has.
    func hostName(_ text: String) throws(SettingsFault) -> HostName {
        let name: HostName
        do throws(HostName.Fault) {
            name = try HostName(text)
        } catch {
            throw fault(error.what, error.remedy)
        }
        let last = name.ascii.split(separator: ".").last ?? ""
        guard !last.allSatisfy({ $0.isASCII && $0.isNumber }) || IPAddress(name.ascii) != nil else {
            throw fault("names no host", "an IPv4 address is four numbers from 0 to 255, such as 10.1.0.7")
        }
        return name
    }
}
