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
        let hasCertificate = certificate.text.contains("-----BEGIN CERTIFICATE-----")
        let isOther = key.path != certificate.path
        if isOther, !hasCertificate, certificate.text.contains(keyMark),
            key.text.contains("-----BEGIN CERTIFICATE-----")
        {
            throw wrong(
                certificate,
                "has the key and \(key.path) the certificate: exchange --smtp-client-cert and --smtp-client-key"
            )
        }
        guard hasCertificate else {
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
        guard key.text.contains(keyMark) else {
            throw wrong(
                key,
                isOther
                    ? "has no key in PEM ('-----BEGIN PRIVATE KEY-----')"
                    : "has no key in PEM ('-----BEGIN PRIVATE KEY-----'): name its file with --smtp-client-key"
            )
        }
        for (file, what) in [(certificate, "CERTIFICATE"), (key, "PRIVATE KEY")] {
            guard KeyOfCertificate.block(in: file.text, endingIn: what) == nil else { continue }
            throw wrong(
                file,
                "is damaged: what stands between its lines BEGIN \(what) and END \(what) is no base64, or one of them is missing"
            )
        }
        if KeyOfCertificate.fits(key.text, to: certificate.text) == false {
            throw wrong(
                key,
                isOther
                    ? "has the key of another certificate than \(certificate.path): name the one that was made with it"
                    : "has a key that its first certificate does not belong to: put first the certificate that was made with it"
            )
        }
        return MailRequest.Identity(certificateFile: certificate.path, keyFile: key.path)
    }

    private static let keyMark = "PRIVATE KEY-----"

    private static func wrong(_ file: File, _ what: String) -> RelaySettingsError {
        RelaySettingsError(description: "\(file.path) \(what)")
    }
}
