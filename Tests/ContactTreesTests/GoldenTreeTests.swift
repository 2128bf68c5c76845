import ContactTrees
import Escalation
import Foundation
import Testing

/// The trees that the golden timelines are played in.
@Suite struct `The trees of real plans` {
    private static let folder = URL(fileURLWithPath: #filePath + "/../../Golden/Trees").standardizedFileURL.path

    @Test(arguments: ["town", "county", "post", "building", "site"])
    func `are clean, and nothing in them is hinted at`(name: String) throws {
        let read = try ContactTree.read(
            from: Self.folder + "/" + name + "/Contacts",
            secrets: SecretSource(environment: [:]),
            presets: ["generic"],
            senders: SenderChecks()
        )
        #expect(read.warnings == [], "\(name)")
        #expect(read.directory.units.values.flatMap(\.plans).count == 1)
    }
}
