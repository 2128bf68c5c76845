import Channels
import Settings

extension ServerSettings {
    /// Checks what a nearer source keeps from counting: it is wrong all the same, and would count once that is gone.
    ///
    /// What files hold, and what goes with which other setting, is not looked at: it may be meant for another day.
    ///
    /// - Throws: the fault of the first value that makes no sense.
    static func checkOverridden(_ source: SettingsSource) throws(SettingsFault) {
        for (setting, values) in source.overridden {
            switch setting {
            case .trustedProxy: _ = try proxies(values)
            case .allowAddress: _ = try policy(values)
            default: for value in values { try checkAlone(value) }
            }
        }
    }

    private static func checkAlone(_ value: Written) throws(SettingsFault) {
        switch value.setting {
        case .contacts, .templates, .templatesOverlay, .data: try refuseHome(value)
        case .listen: _ = try value.listenAddress()
        case .insecureBind, .allowRoot: _ = try value.flag()
        case .publicURL: _ = try value.publicURL()
        case .reportRate: _ = try rate(value)
        case .logLevel: _ = try level(value)
        case .keepClosed: _ = try keepClosed(value)
        case .operators: _ = try SelfMonitorSettings.reference(value)
        case .heartbeatURL: _ = try SelfMonitorSettings.checked(value)
        case .heartbeatEvery: _ = try SelfMonitorSettings.every(value)
        case .smtpURL: _ = try relayAddress(value)
        case .smtpTLS:
            guard RelaySecurity(rawValue: value.text) == nil else { return }
            throw value.fault("is not a way to use TLS", tlsRemedy)
        case .smtpFrom: _ = try sender(value)
        case .smtpHello: try checkHello(value)
        case .trustedProxy, .allowAddress, .smtpUser, .smtpPasswordFile, .smtpCAFile, .smtpClientCert, .smtpClientKey:
            break
        }
    }
}
