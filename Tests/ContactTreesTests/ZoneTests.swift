import ConfigFiles
import Foundation
import Testing
import Text

@Suite struct `Time zones` {
    private static func faults(_ zone: String) throws -> [String] {
        let unit = SmallTree.unit.replacing("time_zone: Asia/Shanghai", with: "time_zone: \"\(zone)\"")
        return try SmallTree(["town/unit.yaml": unit]).faults()
    }

    /// Every name in the system's database, old ones included.
    private static let names: [String] = {
        let text = (try? String(contentsOfFile: "/usr/share/zoneinfo/tzdata.zi", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ")
            guard parts.count >= 3 else { return nil }
            return parts[0] == "Z" ? String(parts[1]) : parts[0] == "L" ? String(parts[2]) : nil
        }
    }()

    @Test func `every name that tzdata knows is known, and shows that zone's clock`() throws {
        for zone in Set(Self.names).subtracting(["Factory"]).sorted() {
            #expect(try Self.faults(zone) == [], "\(zone)")
            #expect(Zones.system.secondsFromUTC(in: zone, at: 0) != nil, "\(zone) could not be shown")
        }
    }

    @Test(arguments: [
        "UTC", "Etc/UTC", "Etc/GMT", "Etc/GMT+8", "US/Pacific", "Singapore", "PRC", "Asia/Chungking", "EST5EDT",
        "GB-Eire",
    ])
    func `names of every kind`(zone: String) throws {
        #expect(try Self.faults(zone) == [])
    }

    @Test(arguments: [
        ("etc/utc", "`Etc/UTC`"), ("utc", "`UTC`"), ("ASIA/SHANGHAI", "`Asia/Shanghai`"),
        ("posix/Asia/Shanghai", "`Asia/Shanghai`"),
        ("right/Europe/London", "`Europe/London`"), ("Shanghai", "`Asia/Shanghai`"), ("New York", "`America/New_York`"),
        ("Beijing", "`Asia/Shanghai`"), ("Asia/Beijing", "`Asia/Shanghai`"), ("Europe/Londn", "`Europe/London`"),
        ("US/Pacfic", "`US/Pacific`"), (" Etc/UTC", "`Etc/UTC`"),
    ])
    func `another spelling is refused with the right one`(zone: String, question: String) throws {
        let faults = try Self.faults(zone)
        #expect(faults.count == 1)
        #expect(faults.first?.contains("did you mean \(question)") == true, "\(faults)")
    }

    @Test(arguments: [
        "GMT+8", "GMT-5", "UTC+08:00", "+08:00", "CST6", "HKT", "CST", "IST", "JST", "BST", "PST", "AEST",
    ])
    func `an offset or an abbreviation is never mended to another clock`(zone: String) throws {
        let faults = try Self.faults(zone)
        #expect(faults.count == 1)
        #expect(faults.first?.contains("did you mean") == false, "\(faults)")
        #expect(faults.first?.contains("write the zone as Area/City, such as `Asia/Shanghai`") == true, "\(faults)")
    }

    @Test(arguments: [
        "CST", "IST", "PST", "GMT+8", "UTC+08:00", "+08:00", "posixrules", "localtime", "Factory", "zone.tab",
        "tzdata.zi",
        "../../etc/passwd", "/usr/share/zoneinfo/UTC", "Asia", "Asia/", "Etc/Unknown", "SystemV/PST8PDT", "Etc/../UTC",
        "Etc//UTC",
    ])
    func `what is no zone is refused`(zone: String) throws {
        #expect(try Self.faults(zone).count == 1, "\(zone)")
    }

    /// A tree of one zone, on a machine with a folder of rules of its own.
    private static func faults(_ zone: String, beside files: [String: Zones.Content], isKept: Bool = false) throws
        -> [String]
    {
        let unit = SmallTree.unit.replacing("time_zone: Asia/Shanghai", with: "time_zone: \"\(zone)\"")
        let zones = Zones(folder: "/zones") { name, _ in files[name] ?? .missing }
        return try SmallTree(["town/unit.yaml": unit]).faults(zones: zones, isKept: isKept)
    }

    private static func rules(_ zone: String) throws -> Zones.Content {
        guard case .bytes(let bytes, _) = FileBytes.read(Zones.system.folder + "/" + zone, atMost: 65_536) else {
            throw CocoaError(.fileReadNoSuchFile)
        }
        return .bytes(bytes)
    }

    @Test func `rules that are not on this machine are a fault that says what to install`() throws {
        let list =
            "# version 2026a\nZ Europe/London 0 - GMT\nZ Asia/Shanghai 8 - CST\nL America/Los_Angeles US/Pacific\n"
        let files: [String: Zones.Content] = [
            "tzdata.zi": .bytes(Array(list.utf8)), "Europe/London": try Self.rules("Europe/London"),
            "Asia/Tokyo": .bytes(Array("TZif2".utf8)), "Asia/Seoul": .unreadable, "Asia": .notAFile,
        ]
        #expect(try Self.faults("Europe/London", beside: files) == [])
        for (zone, what, remedy) in [
            (
                "US/Pacific", "the rules of the time zone `US/Pacific` are not in /zones",
                "write `America/Los_Angeles`, which is"
            ),
            ("US/Pacific", "US/Pacific", "or install tzdata-legacy, in which Debian and Ubuntu keep"),
            ("Asia/Shanghai", "are not in /zones", "install the package tzdata again"),
            ("US/Eastern", "the rules of the time zone `US/Eastern` are not in /zones", "tzdata-legacy"),
            (
                "Asia/Tokyo", "/zones/Asia/Tokyo cannot be used: it ends after 5 bytes",
                "install the package tzdata again"
            ),
            ("Asia/Seoul", "/zones/Asia/Seoul cannot be read", "let everybody read it"),
            ("Asia", "`Asia` is not a known time zone", "write the zone as Area/City"),
            ("Asia/Shanghei", "`Asia/Shanghei` is not a known time zone", "did you mean `Asia/Shanghai`?"),
        ] {
            let faults = try Self.faults(zone, beside: files)
            #expect(faults.count == 1 && faults[0].contains(what) && faults[0].contains(remedy), "\(faults)")
        }
    }

    @Test func `a machine without rules is told apart from a name that is wrong`() throws {
        let faults = try Self.faults("Asia/Shanghai", beside: [:])
        #expect(faults.count == 1)
        #expect(faults.first?.contains("are not on this machine: there are none in /zones") == true, "\(faults)")
        #expect(faults.first?.contains("install the package tzdata, or name the folder that has them in TZDIR") == true)
        #expect(try Self.faults("UTC", beside: [:]) == [])
        #expect(try Self.faults("UTC+8", beside: [:]).first?.contains("is not a known time zone") == true)
    }

    @Test func `the set that was last in force goes on without rules`() throws {
        #expect(try Self.faults("Asia/Shanghai", beside: [:], isKept: true) == [])
        #expect(try Self.faults("../UTC", beside: [:], isKept: true).count == 1)
    }
}
