import ConfigFiles
import Escalation
import Text

/// Reads `addresses:` of a person.
struct AddressReader {
    let secrets: SecretReader
    /// The webhook presets that exist; `nil` to accept every name.
    let presets: Set<String>?
    let senders: SenderChecks
    /// Takes what does not keep the tree from being used.
    let warnings: FaultLog
    private static let remedyForNumber =
        "use `webhook`, `email` or `log`, and write the number, and who calls it, into the plan's `guidance`"

    /// The addresses, in the order in which they are tried.
    func addresses(_ item: Item) -> [Address] {
        let limit = ConfigLimits.addressesOfPerson
        let remedy = "write `[{email: a@town.example}, {log: duty-desk}]`"
        guard let items = item.list(remedy, atMost: limit, mayBeEmpty: true) else { return [] }
        var counts: [String: Int] = [:]
        return items.map { item in
            var address = self.address(item)
            let count = counts[address.channel, default: 0] + 1
            counts[address.channel] = count
            address.name = count == 1 ? address.channel : "\(address.channel)-\(count)"
            return address
        }
    }

    /// One address; one that is at fault keeps its channel, so that its owner is not reported as unreachable too.
    private func address(_ item: Item) -> Address {
        let blank = Address(name: "", channel: "faulty", destination: "", settings: [:])
        guard let fields = item.fields("an address", example: "{log: duty-desk}") else { return blank }
        let numbers = ["phone", "call", "fax", "sms"].filter { fields.has($0) }
        for key in numbers { fields.notYetKnown(key, remedy: Self.remedyForNumber) }
        fields.notYetKnown("command", remedy: "use `webhook`, `email` or `log`")
        let isUnbuilt = !numbers.isEmpty || fields.has("command")
        fields.notYetKnown("personal", remedy: "remove it")
        let channels = ["webhook", "email", "log"].filter { fields.has($0) }
        guard channels.count <= 1 else {
            let names = channels.joined(separator: " and ")
            fields.log.add(fields.place, "one address is \(names) at once", "make an entry of its own for each")
            return blank
        }
        switch channels.first {
        case "webhook": return webhook(fields) ?? blank
        case "email": return email(fields) ?? blank
        case "log": return logged(fields) ?? blank
        default:
            if !isUnbuilt {
                fields.log.add(
                    fields.place,
                    "an address has none of `webhook`, `email`, `log`",
                    "write `{email: a@town.example}` or `{log: duty-desk}`"
                )
            }
            return blank
        }
    }

    private func webhook(_ fields: Fields) -> Address? {
        let preset = fields.optional("preset").map { presetName($0) } ?? "generic"
        let url = fields.optional("webhook").flatMap { webhookURL($0, for: preset) }
        let secret = fields.optional("secret").map { signingSecret($0, for: preset) }
        fields.finish()
        guard let url, let preset else { return nil }
        if secrets.source.makesUnusable, let why = [url, secret ?? nil].compactMap(Self.lack).first {
            let settings = ["preset": preset, "unusable": why]
            return Address(name: "", channel: "webhook", destination: "unusable: \(why)", settings: settings)
        }
        var settings = ["url": url, "preset": preset]
        if let secret { settings["secret"] = secret }
        return Address(name: "", channel: "webhook", destination: url, settings: settings)
    }

    /// Why a secret cannot be had, if it cannot.
    private static func lack(in secret: String?) -> String? {
        guard let secret, secret.hasPrefix(SecretSource.placeholder) else { return nil }
        return String(secret.dropFirst(SecretSource.placeholder.count))
    }

    private func webhookURL(_ item: Item, for preset: String?) -> String? {
        let remedy = "write `{env: NAME}` or `{file: PATH}`"
        if case .text(let text, _) = item.value.content {
            guard WebhookURL.isLoopback(text) else {
                item.fault("a webhook's address is written out, and it is a secret", remedy)
                return nil
            }
            if let problem = WebhookURL.problem(of: text) {
                item.fault("the URL \(problem)", "mend it")
                return nil
            }
            return tried(text, for: preset, item)
        }
        guard let url = secrets.value(item) else { return nil }
        if url.hasPrefix(SecretSource.placeholder) { return url }
        if let problem = WebhookURL.problem(of: url) {
            return secrets.lacking("the URL it stands for \(problem)", "put an `https://…` address there", item)
        }
        return tried(url, for: preset, item)
    }

    /// A URL that the sender can use; one that only the settings do not let through is a warning.
    private func tried(_ url: String, for preset: String?, _ item: Item) -> String? {
        guard let preset else { return url }
        if let refusal = senders.url(preset, url) { return secrets.lacking(refusal.what, refusal.remedy, item) }
        if let refusal = senders.reach(preset, url) { warnings.add(item.place, refusal.what, refusal.remedy) }
        return url
    }

    /// A secret that the preset can sign with.
    private func signingSecret(_ item: Item, for preset: String?) -> String? {
        guard let secret = secrets.value(item) else { return nil }
        guard let preset else { return secret }
        let isKnown = !secret.hasPrefix(SecretSource.placeholder)
        guard let refusal = senders.secret(preset, isKnown ? secret : nil) else { return secret }
        return secrets.lacking(refusal.what, refusal.remedy, item)
    }

    private func presetName(_ item: Item) -> String? {
        guard let name = item.id("a webhook preset") else { return nil }
        guard let presets, !presets.contains(name) else { return name }
        let question = Suggestion.question(name, among: presets.sorted()).map { $0 + " " } ?? ""
        let list = presets.sorted().joined(separator: ", ")
        item.fault("there is no webhook preset `\(name)`", "\(question)write one of \(list)")
        return nil
    }

    private func email(_ fields: Fields) -> Address? {
        let item = fields.optional("email")
        fields.finish()
        let example = "write an address such as `lin.yue@town.example`"
        guard let item, let text = item.scalar(example) else { return nil }
        guard EmailAddress(text)?.isComplete == true else {
            let shown = text.contains { "/:?=".contains($0) } ? item.name : text
            let ascii = HostName.mailAddress(text).flatMap { EmailAddress($0)?.isComplete == true ? $0 : nil }
            let remedy = ascii.map { "write the domain as it goes over the wire: `\($0)`" } ?? example
            item.misspelt("`\(shown)` is not an e-mail address", remedy)
            return nil
        }
        return Address(name: "", channel: "email", destination: text.lowercased(), settings: ["to": text])
    }

    private func logged(_ fields: Fields) -> Address? {
        let item = fields.optional("log")
        let name = item?.id("a log, such as `duty-desk`")
        fields.finish()
        if let name, DataFile.ownLogs.contains(name) {
            item?.fault("`\(name)` is the server's own log", "write another name, such as `duty-desk`")
        }
        return name.map { Address(name: "", channel: "log", destination: "log:\($0)", settings: ["file": $0]) }
    }
}
