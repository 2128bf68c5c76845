import Channels
import ContactTrees
import Curl
import Messages
package import Settings

/// What the settings say of the ways to people, for the checking of a contact tree.
package struct WaysOut: Sendable {
    var policy: AddressPolicy
    var hasRelay: Bool

    init(policy: AddressPolicy, hasRelay: Bool) {
        self.policy = policy
        self.hasRelay = hasRelay
    }

    /// Of settings of which only these two matter, such as on a machine that has none of the server's files.
    ///
    /// - Throws: ``SettingsFault`` for an entry of `allow-address` that makes no sense.
    package init(_ source: SettingsSource) throws(SettingsFault) {
        policy = try ServerSettings.policy(source.several(.allowAddress))
        hasRelay = source.one(.smtpURL) != nil
    }
}

extension ServerSettings {
    /// The ways to people under these settings.
    package var waysOut: WaysOut { WaysOut(policy: policy, hasRelay: relay != nil) }
}

extension SenderChecks {
    /// What the channels know of addresses.
    ///
    /// - Parameters:
    ///   - presets: of webhooks, by name.
    ///   - ways: what the settings say; `nil` where there are none.
    init(presets: [String: WebhookPreset], ways: WaysOut?) {
        let signers = presets.values.filter { $0.signing != .none }.map { "`\($0.name)`" }.sorted()
        self.init(
            secret: { name, secret in
                guard let preset = presets[name] else { return nil }
                guard preset.signing != .none else {
                    let list = signers.joined(separator: ", ")
                    let others = signers.isEmpty ? "" : ", or use a preset that signs (\(list))"
                    return Refusal("the preset `\(name)` does not sign, so `secret` has no use", "remove it\(others)")
                }
                guard let fault = SigningSecret.fault(of: secret, for: preset.signing) else { return nil }
                let remedy =
                    preset.signing == .dingtalk
                    ? "put the secret that DingTalk shows there (`SEC…`)"
                    : "put `whsec_` and the base64 of 24 random bytes or more there"
                return Refusal("the signing secret \(fault)", remedy)
            },
            url: { name, url in
                guard let preset = presets[name] else { return nil }
                return AddressPolicy.flaw(of: preset.url(for: url)).map {
                    Refusal("the URL \($0)", "put the receiver's address there as it was given to you")
                }
            },
            reach: { name, url in
                guard let ways, let preset = presets[name] else { return nil }
                return ways.policy.refusal(of: preset.url(for: url)).map {
                    Refusal("nothing is ever sent to this receiver: \($0)", "mend its address, or the settings")
                }
            },
            lacksRelay: ways.map { !$0.hasRelay } ?? false
        )
    }
}
