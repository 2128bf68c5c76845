import ConfigFiles
import Settings
import Testing

/// What a fault shows of a setting's value.
@Suite struct ShownTests {
    private static func fault(_ setting: Setting, _ text: String) -> String {
        let place = Place(file: "s.yaml", line: 3, column: 9)
        return Written(setting: setting, text: text, origin: .file(place)).fault("is wrong", "mend it").text
    }

    @Test(arguments: [
        (Setting.publicURL, "https://user:CANARY@host.example"), (.publicURL, "https://host.example/?token=CANARY"),
        (.publicURL, "https://host.example/a#CANARY"), (.publicURL, "user:CANARY@host.example"),
        (.smtpURL, "https://u:CANARY@host.example/"), (.smtpURL, "u:CANARY@host.example"),
        (.listen, "https://u:CANARY@h.example/"),
        (.allowAddress, "https://host.example/CANARY"), (.operators, "https://host.example/CANARY"),
        (.smtpPasswordFile, "CANARY"), (.smtpPasswordFile, "CAN/ARY CANARY"), (.smtpClientKey, "CANARY"),
        (.heartbeatURL, "ftp://host.example/CANARY"), (.logLevel, "https://u:CANARY@h.example/"),
    ])
    func `a secret that slipped into a value is not shown`(_ setting: Setting, _ text: String) {
        let fault = Self.fault(setting, text)
        #expect(!fault.contains("CANARY") && fault.contains("s.yaml:3:9"), "\(fault)")
    }

    @Test(arguments: [
        (Setting.smtpPasswordFile, "/etc/tocsin/relay"), (.smtpPasswordFile, "./relay"), (.listen, "127.0.0.1:99999"),
        (.publicURL, "tocsin.town.example"), (.publicURL, "ftp://tocsin.town.example"), (.smtpFrom, "Tocsin <t@town>"),
        (.allowAddress, "[::1]:0"), (.allowAddress, "10.0.0.0/99"), (.logLevel, "loud"), (.data, "/var/lib/tocsin"),
    ])
    func `a value that holds none is shown`(_ setting: Setting, _ text: String) {
        #expect(Self.fault(setting, text).contains(" \(text) is wrong"))
    }
}
