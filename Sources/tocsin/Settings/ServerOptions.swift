import ArgumentParser

/// The flags of a server; each can also come from a variable or the settings file.
struct ServerOptions: ParsableArguments {
    @OptionGroup var tree: TreeOptions

    @Option(name: .long, help: "The folder for everything that is kept (default: data).")
    var data: String?

    @Option(name: .long, help: "How long closed incidents are kept, such as 400d, or 'forever' (default: forever).")
    var keepClosed: String?

    @Flag(name: .long, help: "Run as root all the same.")
    var allowRoot = false

    @Option(name: .long, help: "Address and port to listen on (default: 127.0.0.1:8080).")
    var listen: String?

    @Flag(name: .long, help: "Listen beyond this machine without TLS, behind a proxy that has it.")
    var insecureBind = false

    @Option(name: .long, help: "A proxy whose X-Forwarded-For is believed: an IP address; may be repeated.")
    var trustedProxy: [String] = []

    @Option(name: .long, help: "Where people reach this server, for links (default: http:// and --listen).")
    var publicUrl: String?

    @Option(name: .long, help: "A receiver on loopback or in a private network: HOST[:PORT] or CIDR; may be repeated.")
    var allowAddress: [String] = []

    @Option(name: .long, help: "The mail relay: smtp://HOST[:PORT] or smtps://HOST[:PORT].")
    var smtpUrl: String?

    @Option(name: .long, help: "TLS to the relay: none, opportunistic, required or implicit (default: required).")
    var smtpTls: String?

    @Option(name: .long, help: "The sender of mail, such as 'Tocsin <tocsin@town.example>'.")
    var smtpFrom: String?

    @Option(
        name: .long,
        help: "The user at the relay; the password is in TOCSIN_SMTP_PASSWORD or --smtp-password-file."
    )
    var smtpUser: String?

    @Option(name: .long, help: "A file that holds the password at the relay.")
    var smtpPasswordFile: String?

    @Option(name: .long, help: "How this machine calls itself to the relay (default: the domain of the sender).")
    var smtpHello: String?

    @Option(name: .long, help: "A file of certificates to trust for the relay instead of the system's.")
    var smtpCaFile: String?

    @Option(name: .long, help: "Our certificate for a relay that asks for one: a file of PEM.")
    var smtpClientCert: String?

    @Option(name: .long, help: "The file of its key, without a passphrase (default: --smtp-client-cert).")
    var smtpClientKey: String?

    @Option(name: .long, help: "Reports a second that one source may file, or 'off' (default: 50).")
    var reportRate: String?

    @OptionGroup var watch: WatchOptions

    @Option(name: .long, help: "debug, info, notice, warning or error (default: info).")
    var logLevel: String?
}
