import Channels
import ConfigFiles
import ContactTrees
import Foundation
import Settings

extension ServerSettings {
    /// The mail relay; `nil` when none is set.
    static func relay(_ source: SettingsSource) throws(SettingsFault) -> RelaySettings? {
        guard let url = source.one(.smtpURL) else {
            try refuseAlone(source)
            return nil
        }
        let place = try relayAddress(url)
        let tls = source.one(.smtpTLS, or: place.isImplicit ? "implicit" : "required")
        guard let security = RelaySecurity(rawValue: tls.text), (security == .implicit) == place.isImplicit else {
            throw tls.fault("does not go with \(url.shown)", tlsRemedy)
        }
        guard let from = source.one(.smtpFrom) else {
            throw url.fault("needs a sender", "add --smtp-from (smtp-from:), such as 'Tocsin <tocsin@town.example>'")
        }
        let (name, address) = try sender(from)
        if let hello = source.one(.smtpHello) { try checkHello(hello) }
        let password = try password(source)
        let authority = try RelayFiles.authority(source.one(.smtpCAFile))
        let identity = try RelayFiles.identity(
            certificate: source.one(.smtpClientCert),
            key: source.one(.smtpClientKey)
        )
        do throws(RelaySettingsError) {
            return try RelaySettings(
                address: place,
                security: security,
                user: source.one(.smtpUser)?.text,
                password: password,
                from: address,
                fromName: name,
                ehloName: source.one(.smtpHello)?.text ?? String(address.split(separator: "@").last ?? "localhost"),
                authorityFile: authority,
                identity: identity
            )
        } catch {
            throw SettingsFault(text: "\(url.name): the mail relay: \(error.description)")
        }
    }

    static let tlsRemedy = "write none, opportunistic or required with smtp:, implicit with smtps:"

    static func relayAddress(_ url: Written) throws(SettingsFault) -> RelayAddress {
        do throws(RelaySettingsError) {
            return try RelayAddress(url.text)
        } catch {
            throw SettingsFault(text: "\(url.name): \(error.description)")
        }
    }

    /// The sender's name and address.
    static func sender(_ from: Written) throws(SettingsFault) -> (name: String, address: String) {
        let (name, address) = RelaySettings.sender(from.text)
        if let unseen = Spelling.unseen(in: address) {
            throw from.fault("holds \(unseen) in its address", Spelling.unseenRemedy)
        }
        guard RelaySettings.isSender(address) else {
            let ascii = HostName.mailAddress(address).flatMap { RelaySettings.isSender($0) ? $0 : nil }
            let example =
                ascii.map { "write the domain as it goes over the wire: \($0)" }
                ?? "write one such as 'Tocsin <tocsin@town.example>'"
            throw from.fault("is not a sender that mail can be from", example)
        }
        return (name, address)
    }

    static func checkHello(_ hello: Written) throws(SettingsFault) {
        guard RelaySettings.greeting(hello.text) == nil else { return }
        let ascii = (try? HostName(hello.text))?.ascii
        let remedy =
            ascii.flatMap {
                $0 != hello.text && RelaySettings.greeting($0) != nil ? "write it as it goes over the wire: \($0)" : nil
            }
            ?? "write one such as alarm.town.example, or leave it out"
        throw hello.fault("is not the full name of a machine", remedy)
    }

    /// What says something about a relay says nothing without one.
    private static func refuseAlone(_ source: SettingsSource) throws(SettingsFault) {
        let ofRelay: [Setting] = [
            .smtpTLS, .smtpFrom, .smtpUser, .smtpPasswordFile, .smtpHello, .smtpCAFile, .smtpClientCert, .smtpClientKey,
        ]
        guard let alone = ofRelay.lazy.compactMap({ source.one($0) }).first else { return }
        throw alone.fault("is about a mail relay, and none is set", "add --smtp-url (smtp-url:), or leave it out")
    }

    private static func password(_ source: SettingsSource) throws(SettingsFault) -> String? {
        let variable = try SecretVariable.value("TOCSIN_SMTP_PASSWORD")
        guard let file = source.one(.smtpPasswordFile) else {
            if variable == nil, let user = source.one(.smtpUser) {
                throw user.fault(
                    "has no password",
                    "set TOCSIN_SMTP_PASSWORD here too, or name a file with --smtp-password-file (smtp-password-file:)"
                )
            }
            return variable
        }
        switch SecretFile.read(file.text) {
        case .value(let password): return password
        case .missing: throw file.fault("cannot be read", "make the file, readable for the service only")
        case .refused(let what, let remedy): throw file.fault(what, remedy)
        }
    }
}
