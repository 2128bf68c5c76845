import ArgumentParser
import Settings

/// The flags of a server: one for each setting.
struct ServerOptions: ParsableArguments {
    @OptionGroup var tree: TreeOptions

    @Option(.data) var data: [String] = []
    @Option(.keepClosed) var keepClosed: [String] = []
    @Flag(.allowRoot) var allowRoot = false
    @Option(.listen) var listen: [String] = []
    @Flag(.insecureBind) var insecureBind = false
    @Option(.trustedProxy) var trustedProxy: [String] = []
    @Option(.publicURL) var publicURL: [String] = []
    @Option(.allowAddress) var allowAddress: [String] = []
    @Option(.smtpURL) var smtpURL: [String] = []
    @Option(.smtpTLS) var smtpTLS: [String] = []
    @Option(.smtpFrom) var smtpFrom: [String] = []
    @Option(.smtpUser) var smtpUser: [String] = []
    @Option(.smtpPasswordFile) var smtpPasswordFile: [String] = []
    @Option(.smtpHello) var smtpHello: [String] = []
    @Option(.smtpCAFile) var smtpCAFile: [String] = []
    @Option(.smtpClientCert) var smtpClientCert: [String] = []
    @Option(.smtpClientKey) var smtpClientKey: [String] = []
    @Option(.reportRate) var reportRate: [String] = []
    @Option(.operators) var operators: [String] = []
    @Option(.heartbeatURL) var heartbeatURL: [String] = []
    @Option(.heartbeatEvery) var heartbeatEvery: [String] = []
    @Option(.logLevel) var logLevel: [String] = []

    /// What the command line says, by setting.
    var flags: [Setting: [String]] {
        Dictionary(uniqueKeysWithValues: Setting.allCases.map { ($0, given($0)) })
    }

    private func given(_ setting: Setting) -> [String] {
        switch setting {
        case .contacts: tree.contacts
        case .templates: tree.templates
        case .templatesOverlay: tree.templatesOverlay
        case .data: data
        case .keepClosed: keepClosed
        case .allowRoot: allowRoot ? ["true"] : []
        case .listen: listen
        case .insecureBind: insecureBind ? ["true"] : []
        case .trustedProxy: trustedProxy
        case .publicURL: publicURL
        case .allowAddress: allowAddress
        case .smtpURL: smtpURL
        case .smtpTLS: smtpTLS
        case .smtpFrom: smtpFrom
        case .smtpUser: smtpUser
        case .smtpPasswordFile: smtpPasswordFile
        case .smtpHello: smtpHello
        case .smtpCAFile: smtpCAFile
        case .smtpClientCert: smtpClientCert
        case .smtpClientKey: smtpClientKey
        case .reportRate: reportRate
        case .operators: operators
        case .heartbeatURL: heartbeatURL
        case .heartbeatEvery: heartbeatEvery
        case .logLevel: logLevel
        }
    }
}
