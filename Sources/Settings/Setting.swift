/// A setting of a server, under the one name it has everywhere: as a flag, as a key of the settings file, in the documents, and in
/// capitals behind `TOCSIN_` as a variable.
package enum Setting: String, CaseIterable, Sendable {
    case contacts
    case templates
    case templatesOverlay = "templates-overlay"
    case data
    case keepClosed = "keep-closed"
    case allowRoot = "allow-root"
    case listen
    case insecureBind = "insecure-bind"
    case trustedProxy = "trusted-proxy"
    case publicURL = "public-url"
    case allowAddress = "allow-address"
    case smtpURL = "smtp-url"
    case smtpTLS = "smtp-tls"
    case smtpFrom = "smtp-from"
    case smtpUser = "smtp-user"
    case smtpPasswordFile = "smtp-password-file"
    case smtpHello = "smtp-hello"
    case smtpCAFile = "smtp-ca-file"
    case smtpClientCert = "smtp-client-cert"
    case smtpClientKey = "smtp-client-key"
    case reportRate = "report-rate"
    case operators
    case heartbeatURL = "heartbeat-url"
    case heartbeatEvery = "heartbeat-every"
    case logLevel = "log-level"

    /// What may be written for a setting.
    package enum Kind: Sendable {
        /// One text.
        case one
        /// A text or a list of them; the flag may be repeated, the variable has commas between them.
        case several
        /// Yes or no; the flag alone is yes.
        case flag
    }

    /// A row of the table of settings.
    package struct Row: Sendable {
        package var kind: Kind
        /// What stands for the value in help and documents: `HOST:PORT`; empty for yes or no.
        package var value: String
        /// What it is, in one sentence with its full stop.
        package var what: String
        /// What holds when nobody says anything; empty when that needs no word.
        package var usual: String
        /// A path: relative to the folder in which the command runs.
        package var isPath = false
        /// May hold a secret: never shown, never written anywhere.
        package var isSecret = false
    }

    /// The variable: `TOCSIN_KEEP_CLOSED`.
    package var variable: String { "TOCSIN_" + rawValue.uppercased().replacing("-", with: "_") }

    /// The flag: `--keep-closed`.
    package var flag: String { "--" + rawValue }

    /// The sentence of the help, with what holds otherwise.
    package var help: String {
        let row = row
        let more = row.kind == .several ? "; may be repeated" : ""
        let usual = row.usual.isEmpty ? "" : " (default: \(row.usual))"
        return row.what.dropLast() + more + usual + "."
    }
}
