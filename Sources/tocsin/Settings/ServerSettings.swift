import Channels
import ConfigFiles
import Configuration
import ContactTrees
import Curl
import Escalation
import Foundation
import HTTPAPI
import Logging

/// The settings of a server, checked.
struct ServerSettings: Sendable {
    var contacts: String
    var templates: String
    var data: String
    var host: String
    var port: Int
    var publicURL: String
    var trustedProxies: TrustedProxies
    var policy: AddressPolicy
    var relay: RelaySettings?
    /// Reports a second from one source; `nil` for no limit.
    var reportRate: Int?
    var logLevel: Logger.Level
    /// Who and what watches over the server itself.
    var watch: WatchSettings
    /// How long closed incidents stay on record; `nil` for ever.
    var keepClosed: TimeSpan?
    var allowsRoot: Bool

    /// Resolves flags, variables and the settings file.
    ///
    /// - Throws: ``Trouble`` with exit code 2 for a value that makes no sense.
    init(_ options: ServerOptions) async throws {
        let source = try await SettingsSource(file: options.tree.settings)
        contacts = source.text(options.tree.contacts, "contacts") ?? "Contacts"
        templates = source.text(options.tree.templates, "templates") ?? "Templates"
        data = source.text(options.data, "data") ?? "data"
        let listen = source.text(options.listen, "listen") ?? "127.0.0.1:8080"
        (host, port) = try Self.place(listen)
        let isInsecure = source.flag(options.insecureBind, "insecure-bind")
        guard isInsecure || ["127.0.0.1", "::1", "localhost"].contains(host) else {
            throw Trouble.wrongUse(
                "--listen \(listen) is open to others without TLS; add --insecure-bind behind a proxy that has TLS"
            )
        }
        publicURL = try Self.publicURL(source.text(options.publicUrl, "public-url") ?? "http://\(listen)")
        do {
            trustedProxies = try TrustedProxies(source.list(options.trustedProxy, "trusted-proxy"))
        } catch {
            throw Trouble.wrongUse("--trusted-proxy \(error.text) is not an IP address such as 10.1.0.7")
        }
        do {
            policy = try AddressPolicy(allowing: source.list(options.allowAddress, "allow-address"), plainHTTP: true)
        } catch {
            throw Trouble.wrongUse("--allow-address: \(error)")
        }
        relay = try Self.relay(options, source)
        reportRate = try Self.rate(source.text(options.reportRate, "report-rate") ?? "50")
        let level = source.text(options.logLevel, "log-level") ?? "info"
        guard let parsed = Logger.Level(rawValue: level) else {
            throw Trouble.wrongUse("--log-level \(level) is none of debug, info, notice, warning, error")
        }
        logLevel = parsed
        watch = try WatchSettings(options.watch, source)
        keepClosed = try Self.span(source.text(options.keepClosed, "keep-closed") ?? "forever")
        allowsRoot = source.flag(options.allowRoot, "allow-root")
    }

    /// Answer links live until 7 days after the closing: nothing goes before they do.
    private static let shortestKeep = TimeSpan.days(8)

    private static func span(_ text: String) throws -> TimeSpan? {
        if text == "forever" { return nil }
        guard let span = TimeSpan(written: text), span >= shortestKeep else {
            throw Trouble.wrongUse("--keep-closed \(text) is neither 'forever' nor a time of 8d or more, such as 400d")
        }
        return span
    }

    private static func place(_ listen: String) throws -> (String, Int) {
        guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]),
            (0...65_535).contains(port), colon != listen.startIndex
        else { throw Trouble.wrongUse("--listen \(listen) is not HOST:PORT, such as 127.0.0.1:8080") }
        let host = listen[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        return (host, port)
    }

    private static func publicURL(_ text: String) throws -> String {
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme ?? ""), url.host?.isEmpty == false
        else {
            throw Trouble.wrongUse("--public-url \(text) is not an address such as https://tocsin.town.example")
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private static func rate(_ text: String) throws -> Int? {
        if text == "off" { return nil }
        guard let rate = Int(text), rate > 0 else {
            throw Trouble.wrongUse("--report-rate \(text) is neither a number above 0 nor 'off'")
        }
        return rate
    }

    private static func relay(_ options: ServerOptions, _ source: SettingsSource) throws -> RelaySettings? {
        guard let url = source.text(options.smtpUrl, "smtp-url") else { return nil }
        let place: RelayAddress
        do throws(RelaySettingsError) {
            place = try RelayAddress(url)
        } catch {
            throw Trouble.wrongUse("--smtp-url: \(error.description)")
        }
        let tls = source.text(options.smtpTls, "smtp-tls") ?? (place.isImplicit ? "implicit" : "required")
        guard let security = RelaySecurity(rawValue: tls), (security == .implicit) == place.isImplicit else {
            throw Trouble.wrongUse(
                "--smtp-tls \(tls) does not go with \(url): none, opportunistic or required with smtp, implicit with smtps"
            )
        }
        guard let from = source.text(options.smtpFrom, "smtp-from") else {
            throw Trouble.wrongUse("--smtp-url needs --smtp-from, such as 'Tocsin <tocsin@town.example>'")
        }
        let (name, address) = sender(from)
        do {
            return try RelaySettings(
                address: place,
                security: security,
                user: source.text(options.smtpUser, "smtp-user"),
                password: try password(options, source),
                from: address,
                fromName: name,
                ehloName: source.text(options.smtpHello, "smtp-hello")
                    ?? String(address.split(separator: "@").last ?? "localhost"),
                authorityFile: try RelayFiles.authority(source.text(options.smtpCaFile, "smtp-ca-file")),
                identity: try RelayFiles.identity(
                    certificate: source.text(options.smtpClientCert, "smtp-client-cert"),
                    key: source.text(options.smtpClientKey, "smtp-client-key")
                )
            )
        } catch let error as RelaySettingsError {
            throw Trouble.wrongUse("the mail relay: \(error.description)")
        }
    }

    private static func password(_ options: ServerOptions, _ source: SettingsSource) throws -> String? {
        guard let path = source.text(options.smtpPasswordFile, "smtp-password-file") else {
            return ProcessInfo.processInfo.environment["TOCSIN_SMTP_PASSWORD"]
        }
        switch SecretFile.read(path) {
        case .value(let password): return password.trimmingCharacters(in: .newlines)
        case .missing: throw Trouble.wrongUse("--smtp-password-file \(path) cannot be read")
        case .refused(let what, let remedy): throw Trouble.wrongUse("--smtp-password-file \(path) \(what); \(remedy)")
        }
    }

    /// Splits `Name <address>`.
    private static func sender(_ written: String) -> (String, String) {
        guard let open = written.lastIndex(of: "<"), written.hasSuffix(">") else { return ("Tocsin", written) }
        let name = written[..<open].trimmingCharacters(in: .whitespaces)
        return (name.isEmpty ? "Tocsin" : name, String(written[written.index(after: open)...].dropLast()))
    }
}
