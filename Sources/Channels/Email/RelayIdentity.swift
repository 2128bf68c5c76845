package import Curl

/// Checks the files of the certificate that is shown to the relay, before the first mail needs them.
package enum RelayIdentity {
    /// A file and what is in it.
    package struct File {
        package let path: String
        package let text: String

        package init(path: String, text: String) {
            self.path = path
            self.text = text
        }
    }

    /// The certificate with its key.
    ///
    /// - Parameters:
    ///   - certificate: PEM: the certificate, then those that vouch for it.
    ///   - key: PEM: the key of the certificate; the same file if it is in there.
    /// - Returns: both files, for a request.
    /// - Throws: what is wrong with a file, and what to do.
    package static func checked(
        certificate: File,
        key: File
    ) throws(RelaySettingsError) -> MailRequest.Identity {
        guard certificate.text.contains("-----BEGIN CERTIFICATE-----") else {
            throw wrong(certificate, "has no certificate in PEM ('-----BEGIN CERTIFICATE-----')")
        }
        guard !key.text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----"), !key.text.contains("Proc-Type: 4,ENCRYPTED")
        else {
            throw wrong(
                key,
                "has a key with a passphrase, which nobody could type at a start: "
                    + "write it without one (openssl pkey -in OLD -out NEW) and keep its mode at 0600"
            )
        }
        guard key.text.contains(/-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/) else {
            throw wrong(
                key,
                key.path == certificate.path
                    ? "has no key in PEM ('-----BEGIN PRIVATE KEY-----'): name its file with --smtp-client-key"
                    : "has no key in PEM ('-----BEGIN PRIVATE KEY-----')"
            )
        }
        return MailRequest.Identity(certificateFile: certificate.path, keyFile: key.path)
    }

    private static func wrong(_ file: File, _ what: String) -> RelaySettingsError {
        RelaySettingsError(description: "\(file.path) \(what)")
    }
}
