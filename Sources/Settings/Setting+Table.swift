extension Setting {
    /// The one table: flags, variables, keys of the settings file and documents are made from it.
    package var row: Row {
        switch self {
        case .contacts: path("FOLDER", "The folder of the contact tree.", usual: "Contacts")
        case .templates: path("FOLDER", "The folder of the templates.", usual: "Templates")
        case .templatesOverlay:
            path("FOLDER", "A folder whose files stand in place of the same ones in templates, or are added to them.")
        case .data: path("FOLDER", "The folder for everything that is kept.", usual: "data")
        case .keepClosed: one("TIME", "How long closed incidents are kept: 8d or more, or 'forever'.", usual: "forever")
        case .allowRoot: flag("Run as root all the same.")
        case .listen:
            one(
                "HOST:PORT",
                "Address and port to listen on, such as 127.0.0.1:8080 or [::1]:8080.",
                usual: "127.0.0.1:8080"
            )
        case .insecureBind: flag("Listen beyond this machine without TLS, behind a proxy that has it.")
        case .trustedProxy: several("ADDRESS", "A proxy whose X-Forwarded-For is believed: an IP address.")
        case .publicURL: one("URL", "Where people reach this server, for links.", usual: "http:// and what listen says")
        case .allowAddress:
            several("HOST:PORT", "A receiver on loopback or in a private network: HOST[:PORT], [ADDRESS]:PORT or CIDR.")
        case .reportRate: one("NUMBER", "Reports a second that one source may file, or 'off'.", usual: "50")
        case .operators:
            several(
                "NAME",
                "Who is told of the server's own troubles: a group or person such as /riverside-town/office."
            )
        case .heartbeatURL:
            Row(
                kind: .one,
                value: "URL",
                what: "A monitor elsewhere that is called while everything is well.",
                usual: "",
                isSecret: true
            )
        case .heartbeatEvery: one("TIME", "How often it is called, from 1s to 1d.", usual: "1m")
        case .logLevel: one("LEVEL", "debug, info, notice, warning or error.", usual: "info")
        default: mailRow
        }
    }

    private var mailRow: Row {
        switch self {
        case .smtpURL: one("URL", "The mail relay: smtp://HOST[:PORT] or smtps://HOST[:PORT].")
        case .smtpTLS:
            one(
                "WORD",
                "TLS to the relay: none, opportunistic, required or implicit.",
                usual: "required; implicit with smtps:"
            )
        case .smtpFrom: one("SENDER", "The sender of mail, such as 'Tocsin <tocsin@town.example>'.")
        case .smtpUser:
            one("NAME", "The user at the relay; the password is in TOCSIN_SMTP_PASSWORD or smtp-password-file.")
        case .smtpPasswordFile: path("FILE", "A file that holds the password at the relay.")
        case .smtpHello: one("NAME", "How this machine calls itself to the relay.", usual: "the domain of the sender")
        case .smtpCAFile: path("FILE", "A file of certificates to trust for the relay instead of the system's.")
        case .smtpClientCert: path("FILE", "Our certificate for a relay that asks for one: a file of PEM.")
        default: path("FILE", "The file of its key, without a passphrase.", usual: "what smtp-client-cert names")
        }
    }

    private func one(_ value: String, _ what: String, usual: String = "") -> Row {
        Row(kind: .one, value: value, what: what, usual: usual)
    }

    private func path(_ value: String, _ what: String, usual: String = "") -> Row {
        Row(kind: .one, value: value, what: what, usual: usual, isPath: true)
    }

    private func several(_ value: String, _ what: String) -> Row {
        Row(kind: .several, value: value, what: what, usual: "")
    }

    private func flag(_ what: String) -> Row {
        Row(kind: .flag, value: "", what: what, usual: "")
    }

    /// The table as the documents have it, a line a setting.
    package static var documented: String {
        let head = "| setting | value | default | what |\n|---|---|---|---|\n"
        return head
            + allCases.map { setting in
                let row = setting.row
                let value = row.kind == .flag ? "yes or no" : row.kind == .several ? "\(row.value), …" : row.value
                return "| `\(setting.rawValue)` | \(value) | \(row.usual) | \(row.what) |\n"
            }.joined()
    }
}
