import Escalation
import Text

@testable import Channels
@testable import ContactTrees
@testable import Curl

extension Fuzzer {
    /// Addresses as a contact tree has them: mail, webhook, log, signing secret.
    ///
    /// What the tree takes can be sent to.
    static let addresses = Fuzzer("addresses", longest: 512) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        checkMail(text)
        checkURL(text)
        if let name = LogName(text) {
            demand(
                !name.fileName.contains("/") && !name.fileName.hasPrefix(".") && name.fileName.utf8.count <= 80,
                text
            )
        }
        do throws(SigningKeyError) {
            let keys = try SigningKeys.keys(text)
            demand(keys.allSatisfy { $0.bitCount >= 192 }, "a short key")
        } catch {
            demand(!error.reason.utf8.contains(text.utf8) || text.utf8.count < 8, "a fault that tells the secret")
        }
    }

    private static func checkMail(_ text: String) {
        guard let address = EmailAddress(text) else { return }
        demand(address.description.utf8.elementsEqual(text.utf8), "\(text) becomes \(address)")
        demand(
            text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>()[]\\,;:\"".utf8.contains($0) },
            "\(text) is taken"
        )
        let request = MailRequest(url: "smtp://a.example:25/b", sender: text, recipient: text, message: [0x0D, 0x0A])
        demand(
            isTaken { () throws(TransferFailure) in try RequestCheck.check(request) },
            "libcurl is not given \(text)"
        )
    }

    /// Two parsers read a URL, ours to judge it and libcurl's to connect: they must see the same place.
    private static func checkURL(_ text: String) {
        let receiver = ReceiverName(url: text).text ?? ""
        let host = receiver.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false).last ?? ""
        demand(receiver.isEmpty || !host.contains { "/?#@\\".contains($0) }, "a log would hold \(receiver)")
        guard let target = target(of: text) else { return }
        demand(!target.host.isEmpty && target.port > 0, "no place in \(text)")
        guard WebhookURL.problem(of: text) == nil else { return }
        demand(target.scheme == "https" || target.scheme == "http", "\(text) goes by \(target.scheme)")
        let loopback = ["127.0.0.1", "localhost", "::1"]
        demand(!WebhookURL.isLoopback(text) || loopback.contains(target.host), "\(text) leads to \(target.host)")
    }

    private static func target(of text: String) -> TransferTarget? {
        do throws(TransferFailure) {
            try RequestCheck.check(WebRequest(url: text))
            return try TransferTarget(url: text)
        } catch {
            demand(Checks.isHarmless(error.text), "a fault that is not one line")
            return nil
        }
    }

    static func isTaken(_ check: () throws(TransferFailure) -> Void) -> Bool {
        do throws(TransferFailure) {
            try check()
            return true
        } catch {
            return false
        }
    }
}
