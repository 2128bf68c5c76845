import Channels
import ContactTrees
import Curl
import Foundation

/// The files that the settings of the mail relay name, read and checked at the start.
enum RelayFiles {
    /// The longest key or certificate file: a chain with a key of the longest kind is a third of it.
    private static let limit = 65_536

    /// The certificate shown to the relay; nil when none is set.
    static func identity(certificate: String?, key: String?) throws -> MailRequest.Identity? {
        guard let certificate else {
            guard key == nil else {
                throw Trouble.wrongUse("--smtp-client-key needs --smtp-client-cert, the certificate of the key")
            }
            return nil
        }
        let shown: RelayIdentity.File
        if key == nil {
            shown = try secret("--smtp-client-cert", certificate)
        } else {
            shown = try file("--smtp-client-cert", certificate)
        }
        let keyFile = try key.map { try secret("--smtp-client-key", $0) } ?? shown
        return try RelayIdentity.checked(certificate: shown, key: keyFile)
    }

    /// The file of certificates to trust for the relay, if it is one.
    static func authority(_ path: String?) throws -> String? {
        guard let path else { return nil }
        let text = try file("--smtp-ca-file", path).text
        guard text.contains(/-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/) else {
            throw Trouble.wrongUse("--smtp-ca-file \(path) has no certificate in PEM ('-----BEGIN CERTIFICATE-----')")
        }
        return path
    }

    private static func secret(_ flag: String, _ path: String) throws -> RelayIdentity.File {
        switch SecretFile.read(path, atMost: limit) {
        case .value(let text): return RelayIdentity.File(path: path, text: text)
        case .missing: throw Trouble.wrongUse("\(flag) \(path) cannot be read: there is no such file, or not for us")
        case .refused(let what, let remedy): throw Trouble.wrongUse("\(flag) \(path) \(what); \(remedy)")
        }
    }

    private static func file(_ flag: String, _ path: String) throws -> RelayIdentity.File {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Trouble.wrongUse("\(flag) \(path) cannot be read: there is no such file, or not for us")
        }
        // What is not text in a bundle of authorities stands between the certificates.
        return RelayIdentity.File(path: path, text: String(decoding: data, as: UTF8.self))
    }
}
