import Synchronization
import Testing

@testable import Text

@Suite struct `Zones of a folder` {
    /// A folder in memory that notes what is read.
    private final class Folder: Sendable {
        let files: [String: [UInt8]]
        let asked = Mutex<[String]>([])

        init(_ files: [String: [UInt8]]) { self.files = files }

        var zones: Zones {
            Zones(folder: "/zones") { name, _ in
                self.asked.withLock { $0.append(name) }
                return self.files[name].map { .bytes($0) } ?? .missing
            }
        }
    }

    private static let summer = RulesFile(footer: "CET-1CEST,M3.5.0,M10.5.0/3").bytes

    @Test(arguments: [
        "", "/", "/etc/localtime", "../x", "Etc/../UTC", "..", ".", "Asia/./Tokyo", "Asia/", "Asia//Tokyo", "zone.tab",
        "tzdata.zi", "posixrules", "localtime", "Factory", "right/UTC", "posix/UTC", "SystemV/PST8PDT", "A/B/C/D", "é",
        "Asia/Tokyo ", "Asia\\Tokyo", "Asia/Tok\0yo", "UTC\n", String(repeating: "a", count: 65),
    ])
    func `a name that cannot be a zone's is not even looked for`(name: String) {
        let folder = Folder([name: Self.summer])
        let zones = folder.zones
        folder.asked.withLock { $0 = [] }
        #expect(throws: ZoneFault.noName) { try zones.rules(of: name) }
        #expect(zones.secondsFromUTC(in: name, at: 0) == nil)
        #expect(folder.asked.withLock { $0 }.isEmpty)
    }

    @Test func `a file is read once, whatever it is, and holds`() {
        let folder = Folder(["Here": Self.summer, "Broken": Array("TZif".utf8), "Other": [1]])
        let zones = folder.zones
        for _ in 0..<3 {
            #expect(zones.secondsFromUTC(in: "Here", at: 1_774_745_999_999) == 3_600)
            #expect(zones.secondsFromUTC(in: "Here", at: 1_774_746_000_000) == 7_200)
            #expect(zones.secondsFromUTC(in: "Broken", at: 0) == nil)
            #expect(throws: ZoneFault.noRules) { try zones.rules(of: "Other") }
            #expect(throws: ZoneFault.missing) { try zones.rules(of: "Nowhere/At_All") }
        }
        #expect(folder.asked.withLock { $0.count { $0 == "Here" } } == 1)
        #expect(folder.asked.withLock { $0.count { $0 == "Nowhere/At_All" } } == 1)
    }

    @Test func `UTC needs no file`() throws {
        let zones = Folder([:]).zones
        #expect(try zones.rules(of: "UTC") == .utc)
        #expect(zones.secondsFromUTC(in: "Etc/UTC", at: .max) == 0)
        #expect(zones.isEmpty)
    }

    @Test(arguments: [
        (["tzdata.zi": "# version 2026a\n# x"], "2026a"), (["+VERSION": "2026b\n"], "2026b"),
        (["tzdata.zi": "# no version", "+VERSION": "2026c"], "2026c"), ([:], "unknown"),
        (["tzdata.zi": "# version \u{1B}[2J"], "unknown"), (["+VERSION": ""], "unknown"),
        (["tzdata.zi": "# version 2026b-dirty\n"], "2026b-dirty"),
    ])
    func `the version is the one that the folder names`(files: [String: String], version: String) {
        #expect(Folder(files.mapValues { Array($0.utf8) }).zones.version == version)
    }

    @Test func `the list has zones and their other names`() {
        let list =
            "# version 2026a\nR A 1 2 o\nZ Asia/Tokyo 9 - JST\n8 -\nL Asia/Tokyo Japan\nL Asia/Tokyo ../x\nZ\n\nL a\n"
        let names = Folder(["tzdata.zi": Array(list.utf8)]).zones.listedNames()
        #expect(names == ["Asia/Tokyo": nil, "Japan": "Asia/Tokyo"])
    }
}
