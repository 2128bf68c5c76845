import Curl
import Escalation
import Messages

/// Turns messages into signed requests.
final class WebhookWriter: Sendable {
    private let presets: @Sendable () -> [String: WebhookPreset]
    private let policy: AddressPolicy
    private let timeout: Duration
    private let clock: @Sendable () -> Timestamp
    private let keys = SigningKeys()

    init(
        presets: @escaping @Sendable () -> [String: WebhookPreset],
        policy: AddressPolicy,
        timeout: Duration,
        clock: @escaping @Sendable () -> Timestamp
    ) {
        self.presets = presets
        self.policy = policy
        self.timeout = timeout
        self.clock = clock
    }

    /// The request for a message, or why there can be none.
    func envelope(for address: Address, _ message: Message) -> Envelope {
        if address.settings["unusable"] != nil { return refused(.badAddress(address.name, .lacksSecret)) }
        guard let written = address.settings["url"], !written.isEmpty else {
            return refused(.badAddress(address.name, .noURL))
        }
        let presetName = address.settings["preset"] ?? "generic"
        guard let preset = presets()[presetName] else {
            return refused(.noPreset(presetName))
        }
        do throws(SigningKeyError) {
            let request = try request(preset, address, message)
            let judge = WebhookJudge(preset: preset, url: preset.url(for: written))
            return .transfer(
                Envelope.Transfer(
                    kind: .http(request),
                    policy: policy,
                    timeout: timeout,
                    judge: judge.outcome
                )
            )
        } catch {
            return refused(.badAddress(address.name, error.fault))
        }
    }

    private func refused(_ finding: Evidence.Finding) -> Envelope {
        .refused(.permanent(reason: Evidence(finding)), isOfTheWay: false)
    }

    private func request(
        _ preset: WebhookPreset,
        _ address: Address,
        _ message: Message
    ) throws(SigningKeyError) -> WebRequest {
        let body = preset.payload(for: message)
        var url = preset.url(for: address.settings["url"] ?? "")
        var headers = preset.headers.map { ($0.name, $0.value) }
        let secret = address.settings["secret"].flatMap { $0.isEmpty ? nil : $0 }
        switch preset.signing {
        case .none: break
        case .standardWebhooks:
            let signer = StandardWebhooksSigner(signers: try secret.map(keys.signers) ?? [])
            headers += signer.headers(id: message.wireID, at: clock(), body: body)
        case .dingtalk:
            if let secret { url = DingTalkSigner(secret: secret).signed(url, at: clock()) }
        }
        return WebRequest(method: preset.method, url: url, headers: headers, body: body)
    }
}
