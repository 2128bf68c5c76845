import Foundation
import Testing

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
            #expect(TimeZone(identifier: zone) != nil, "\(zone) could not be shown")
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
}
