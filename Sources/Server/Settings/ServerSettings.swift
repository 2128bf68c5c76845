package import Channels
import ConfigFiles
import ContactTrees
import Curl
package import Escalation
import HTTPAPI
package import Logging
package import Settings

/// The settings of a server, checked.
package struct ServerSettings: Sendable {
    package var contacts: String
    package var templates: String
    /// A folder of the same form whose files come before those of `templates`.
    package var overlay: String?
    package var data: String
    package var host: String
    package var port: Int
    package var publicURL: String
    var trustedProxies: TrustedProxies
    var policy: AddressPolicy
    package var relay: RelaySettings?
    /// Reports a second from one source; `nil` for no limit.
    var reportRate: Int?
    package var logLevel: Logger.Level
    /// Who and what watches over the server itself.
    var watch: SelfMonitorSettings
    /// How long closed incidents stay on record; `nil` for ever.
    var keepClosed: TimeSpan?
    package var allowsRoot: Bool
    /// Where all of this was written.
    package var source: SettingsSource

    /// - Throws: ``SettingsFault`` for a value that makes no sense.
    package init(_ source: SettingsSource) throws(SettingsFault) {
        self.source = source
        contacts = source.one(.contacts, or: "Contacts").text
        templates = source.one(.templates, or: "Templates").text
        overlay = source.one(.templatesOverlay)?.text
        data = source.one(.data, or: "data").text
        for setting in [Setting.contacts, .templates, .templatesOverlay, .data] {
            try Self.refuseHome(source.one(setting))
        }
        let listen = source.one(.listen, or: "127.0.0.1:8080")
        let address = try listen.listenAddress()
        (host, port) = (address.host, address.port)
        let isMeant = try source.flag(.insecureBind)
        guard address.isLoopback || isMeant else {
            throw listen.fault(
                "is open to others without TLS",
                "add --insecure-bind (insecure-bind: true) behind a proxy that has TLS"
            )
        }
        guard source.one(.publicURL) != nil || !(address.isEvery || address.port == 0) else {
            let what = address.isEvery ? "is every address of this machine" : "is whatever port is free"
            let remedy = "say with --public-url (public-url:) where people reach this server"
            throw listen.fault("\(what), and links need one", remedy)
        }
        publicURL = try source.one(.publicURL, or: "http://\(address.text)").publicURL()
        trustedProxies = try Self.proxies(source.several(.trustedProxy))
        policy = try Self.policy(source.several(.allowAddress))
        relay = try Self.relay(source)
        reportRate = try Self.rate(source.one(.reportRate, or: "50"))
        logLevel = try Self.level(source.one(.logLevel, or: "info"))
        watch = try SelfMonitorSettings(source)
        keepClosed = try Self.keepClosed(source.one(.keepClosed, or: "forever"))
        allowsRoot = try source.flag(.allowRoot)
        try Self.checkOverridden(source)
    }

    /// What the settings name that is not in a contact tree; `nil` for nothing.
    package func fault(in directory: Directory) -> String? { watch.fault(in: directory) }

    /// Reports a second from one source; `nil` for no limit.
    static func rate(_ written: Written) throws(SettingsFault) -> Int? {
        if written.text == "off" { return nil }
        return try written.count(atMost: 1_000_000, "write a number such as 50, or `off`")
    }

    static func level(_ written: Written) throws(SettingsFault) -> Logger.Level {
        guard let level = Logger.Level(rawValue: written.text), level != .trace, level != .critical else {
            throw written.fault("is not a level", "write one of debug, info, notice, warning, error")
        }
        return level
    }

    /// Answer links live until 7 days after the closing: nothing goes before they do.
    private static let shortestKeep = TimeSpan.days(8)
    private static let longestKeep = TimeSpan.days(36_500)

    static func keepClosed(_ written: Written) throws(SettingsFault) -> TimeSpan? {
        if written.text == "forever" { return nil }
        return try written.span(
            in: shortestKeep...longestKeep,
            "write a time of 8d or more, such as 400d, or `forever`"
        )
    }

    static func proxies(_ written: [Written]) throws(SettingsFault) -> TrustedProxies {
        var texts: [String] = []
        for proxy in written {
            let text = proxy.text
            let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
            texts.append(isBracketed ? String(text.dropFirst().dropLast()) : text)
            do throws(TrustedProxies.NotAnAddress) {
                _ = try TrustedProxies(texts)
            } catch {
                throw proxy.fault("is not an IP address", "write an address alone, such as 10.1.0.7 or fd00::7")
            }
        }
        do throws(TrustedProxies.NotAnAddress) {
            return try TrustedProxies(texts)
        } catch {
            throw SettingsFault(
                text: "\(Setting.trustedProxy.flag) \(error.text) is not an IP address such as 10.1.0.7"
            )
        }
    }

    /// `~` is the shell's; in a file, or behind `=`, it would name a folder called `~`.
    static func refuseHome(_ written: Written?) throws(SettingsFault) {
        guard let written, written.text.hasPrefix("~") else { return }
        let rest = written.text.hasPrefix("~/") ? String(written.text.dropFirst()) : "/data"
        throw written.fault(
            "begins with ~, which is not expanded here",
            "write the whole path, such as /home/NAME\(rest) (or ./\(written.text) if the folder is called so)"
        )
    }

    static func policy(_ written: [Written]) throws(SettingsFault) -> AddressPolicy {
        for entry in written {
            do throws(AddressPolicyError) {
                _ = try AddressPolicy(allowing: [entry.text], plainHTTP: true)
            } catch {
                throw entry.fault("is not a receiver's address", error.reason)
            }
        }
        do throws(AddressPolicyError) {
            return try AddressPolicy(allowing: written.map(\.text), plainHTTP: true)
        } catch {
            throw SettingsFault(text: "\(Setting.allowAddress.flag): \(error)")
        }
    }
}
