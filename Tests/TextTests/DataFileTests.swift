import Testing
import Text

@Suite struct DataFileTests {
    @Test func `each file has a place of its own in the data directory`() {
        let paths = DataFile.allCases.map { $0.path(in: "/var/lib/tocsin") }
        #expect(Set(paths).count == DataFile.allCases.count)
        #expect(DataFile.signedHeads.path(in: "data") == "data/log/record-heads.jsonl")
        #expect(DataFile.signedHeads.rawValue.hasPrefix(DataFile.logs.rawValue + "/"))
    }

    @Test func `the server's own logs are known by the names that addresses would write`() {
        #expect(DataFile.ownLogs == ["record-heads", "tocsin"])
        #expect(DataFile.ownLog.name == "tocsin.jsonl")
    }
}
