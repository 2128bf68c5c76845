import ConfigFiles
import Escalation
import Foundation
import Testing

@testable import ContactTrees

/// What only the senders know of addresses, found when the tree is read.
@Suite struct SenderTests {
    private static let senders = SenderChecks(
        secret: { preset, secret in
            guard preset == "generic" else { return .init("the preset does not sign", "remove it") }
            return secret == "bad" ? .init("the signing secret is too short", "make another") : nil
        },
        url: { _, url in url.contains("never") ? .init("the URL cannot be used", "mend it") : nil },
        reach: { _, url in url.contains("private") ? .init("nothing is ever sent there", "list it") : nil },
        lacksRelay: true
    )

    private func read(
        _ address: String,
        _ environment: [String: String],
        allowMissing: Bool = false,
        makesUnusable: Bool = false,
        senders: SenderChecks = senders
    ) throws -> (faults: [String], warnings: [String], addresses: [Address]) {
        let tree = try SmallTree.withAddress(address)
        let secrets = SecretSource(
            environment: environment,
            allowMissing: allowMissing,
            makesUnusable: makesUnusable
        )
        let shown = { (fault: Fault) in fault.description.replacingOccurrences(of: tree.folder + "/", with: "") }
        do throws(Faults) {
            let found = try ContactTree.read(
                from: tree.root,
                secrets: secrets,
                presets: ["generic", "slack"],
                senders: senders
            )
            return ([], found.warnings.map(shown), found.directory.people["lin-yue"]?.addresses ?? [])
        } catch {
            return (error.faults.map(shown), [], [])
        }
    }

    private static let signed = "{webhook: {env: HOOK}, secret: {env: KEY}}"
    private static let good = [
        "HOOK": "https://hooks.example/x", "KEY": "good", "PRIVATE": "https://private.example/x",
    ]

    @Test func `a secret that cannot sign is a fault at its place`() throws {
        #expect(try read(Self.signed, Self.good).faults == [])
        let faults = try read(Self.signed, Self.good.merging(["KEY": "bad"]) { $1 }).faults
        #expect(faults.count == 1)
        #expect(faults.first?.contains("unit.yaml:") == true && faults.first?.contains("too short") == true)
        let unsigned = "{webhook: {env: HOOK}, preset: slack, secret: {env: KEY}}"
        #expect(try read(unsigned, Self.good).faults.count == 1)
        #expect(try read(unsigned, [:], allowMissing: true).faults.count == 1)
        #expect(try read(Self.signed, [:], allowMissing: true).faults == [])
    }

    @Test func `in the set that was last in force such a secret makes its address unusable`() throws {
        let found = try read(Self.signed, Self.good.merging(["KEY": "bad"]) { $1 }, makesUnusable: true)
        #expect(found.faults == [])
        #expect(found.addresses.first?.settings["unusable"]?.contains("too short") == true)
    }

    @Test func `a URL that can never be called is a fault, one that is not let through a warning`() throws {
        let address = "{webhook: {env: HOOK}}"
        #expect(try read(address, ["HOOK": "https://never.example/x"]).faults.count == 1)
        let found = try read(address, ["HOOK": "https://private.example/x"])
        #expect(found.faults == [])
        #expect(found.warnings.count == 2)
        #expect(found.warnings.contains { $0.contains("nothing is ever sent there") })
        #expect(found.warnings.contains { $0.contains("`lin-yue` has no address that can be used") })
        #expect(!found.warnings.joined().contains("private.example"))
    }

    @Test(arguments: ["https://hooks.example:70000/x", "https://hooks.example:0/x"])
    func `a port that there cannot be is a fault without any sender`(_ url: String) throws {
        let found = try read("{webhook: {env: HOOK}}", ["HOOK": url], senders: SenderChecks())
        #expect(found.faults.count == 1 && found.faults.first?.contains("port") == true)
    }

    @Test(arguments: [
        ("{email: lin@town.example}", ["`lin-yue` has e-mail only"]),
        ("{email: lin@town.example}, {email: yue@town.example}", ["`lin-yue` has e-mail only"]),
        ("{webhook: {env: PRIVATE}}, {email: lin@town.example}", ["is ever sent", "`lin-yue` has no address"]),
        ("{log: duty-desk}, {email: lin@town.example}", ["1 e-mail address is beside others"]),
        ("{log: duty-desk}", []),
    ])
    func `people whom nothing can reach without a relay are named`(_ address: String, _ words: [String]) throws {
        let warnings = try read(address, Self.good).warnings
        #expect(warnings.count == words.count)
        for word in words { #expect(warnings.contains { $0.contains(word) }) }
        #expect(try read(address, Self.good, senders: SenderChecks()).warnings == [])
    }
}
