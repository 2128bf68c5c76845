import Channels
import ConfigFiles
import ContactTrees
import Curl
import Settings

/// The files that the settings of the mail relay name, read and checked at the start.
enum RelayFiles {
    /// The longest key or certificate file: a chain with a key of the longest kind is a third of it.
    private static let limit = 65_536
    /// The longest bundle of authorities; a system's has a quarter of a megabyte.
    private static let bundle = 16 << 20

    /// The certificate shown to the relay; nil when none is set.
    static func identity(certificate: Written?, key: Written?) throws(SettingsFault) -> MailRequest.Identity? {
        guard let certificate else {
            guard let key else { return nil }
            throw key.fault("needs its certificate", "add --smtp-client-cert (smtp-client-cert:)")
        }
        let shown = try key == nil ? secret(certificate) : file(certificate)
        var keyFile = shown
        if let key { keyFile = try secret(key) }
        do throws(RelaySettingsError) {
            return try RelayIdentity.checked(certificate: shown, key: keyFile)
        } catch {
            throw SettingsFault(text: "the mail relay: \(error.description)")
        }
    }

    /// The file of certificates to trust for the relay, if it is one.
    static func authority(_ written: Written?) throws(SettingsFault) -> String? {
        guard let written else { return nil }
        let text = try file(written).text
        guard text.contains(/-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/) else {
            throw written.fault("has no certificate in PEM", "name a file with '-----BEGIN CERTIFICATE-----' in it")
        }
        return written.text
    }

    private static func secret(_ written: Written) throws(SettingsFault) -> RelayIdentity.File {
        switch SecretFile.read(written.text, atMost: limit, hasLines: true) {
        case .value(let text): return RelayIdentity.File(path: written.text, text: text)
        case .missing: throw missing(written)
        case .refused(let what, let remedy): throw written.fault(what, remedy)
        }
    }

    private static func file(_ written: Written) throws(SettingsFault) -> RelayIdentity.File {
        switch FileBytes.read(written.text, atMost: bundle) {
        // What is not text in a bundle of authorities stands between the certificates.
        case .bytes(let bytes, _):
            return RelayIdentity.File(path: written.text, text: String(decoding: bytes, as: UTF8.self))
        case .missing, .unreadable: throw missing(written)
        case .notAFile: throw written.fault("is not a file", "name a file of PEM")
        case .tooLarge: throw written.fault("is larger than 16 MiB", "name a file of certificates alone")
        }
    }

    private static func missing(_ written: Written) -> SettingsFault {
        written.fault("cannot be read", "make the file, or give this user the right to read it")
    }
}
