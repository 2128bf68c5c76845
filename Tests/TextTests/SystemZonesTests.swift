import ConfigFiles
import Foundation
import Testing

@testable import Text

/// The system's tzdata, beside Python's reader of the same files.
@Suite struct `The system's zones` {
    private struct Offsets {
        var zone: String
        var offsets: [(at: Int64, seconds: Int64)]
    }

    /// Every zone at 250 moments drawn from 1800 to 2500, and on both sides of each change from 2015 to 2045.
    private static let script = """
        import random, sys, zoneinfo
        from datetime import datetime, timedelta, timezone
        zoneinfo.reset_tzpath(to=[sys.argv[1]])
        start = datetime(1970, 1, 1, tzinfo=timezone.utc)
        draw = random.Random(1)
        def offset(zone, at):
            return int((start + timedelta(seconds=at)).astimezone(zone).utcoffset().total_seconds())
        for name in sorted(zoneinfo.available_timezones()):
            zone = zoneinfo.ZoneInfo(name)
            moments = [draw.randrange(-5364662400, 16725225600) for _ in range(250)]
            last = offset(zone, 1420070400)
            for at in range(1420070400, 2366755200, 864000):
                here = offset(zone, at + 864000)
                if here != last:
                    low, high = at, at + 864000
                    while high - low > 1:
                        middle = (low + high) // 2
                        low, high = (middle, high) if offset(zone, middle) == last else (low, middle)
                    moments += [low, high]
                last = here
            print(name, *(f"{at}:{offset(zone, at)}" for at in moments))
        """

    private static let python: [Offsets] = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, Zones.system.folder]
        let pipe = Pipe()
        process.standardOutput = pipe
        guard (try? process.run()) != nil else { return [] }
        let text = String(decoding: (try? pipe.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            return Offsets(
                zone: String(words[0]),
                offsets: words.dropFirst().map { word in
                    let numbers = word.split(separator: ":").compactMap { Int64($0) }
                    return (numbers[0], numbers[1])
                }
            )
        }
    }()

    @Test func `every name has the clock that Python gives it`() throws {
        #expect(Self.python.count > 400)
        var unknown: Set<String> = []
        for known in Self.python {
            guard let rules = try? Zones.system.rules(of: known.zone) else {
                unknown.insert(known.zone)
                continue
            }
            let wrong = known.offsets.filter { rules.secondsFromUTC(at: $0.at) != $0.seconds }
            #expect(wrong.isEmpty, "\(known.zone): \(wrong.prefix(3)), \(wrong.count) in all")
        }
        #expect(unknown.isSubset(of: ["Factory", "localtime"]), "\(unknown)")
    }

    @Test func `what is remembered is what the rules say`() throws {
        let zones = Zones.ofSystem()
        for known in Self.python where ZoneName.isPossible(known.zone) {
            for (at, seconds) in known.offsets {
                #expect(zones.secondsFromUTC(in: known.zone, at: at * 1_000 + 999) == seconds, "\(known.zone) at \(at)")
            }
        }
    }

    @Test func `a moment is among those that show what it shows`() throws {
        for known in Self.python {
            guard let rules = try? Zones.system.rules(of: known.zone) else { continue }
            for (at, seconds) in known.offsets.suffix(100) {
                let moments = rules.moments(showing: at + seconds)
                #expect(moments.contains(at), "\(known.zone) at \(at)")
                #expect(moments == moments.sorted() && moments.count <= 2)
                #expect(moments.allSatisfy { $0 + rules.secondsFromUTC(at: $0) == at + seconds })
            }
        }
    }

    @Test func `the tree that counts leap seconds is refused, since its rules have ended`() {
        for name in Zones.system.listedNames().keys {
            let path = "\(Zones.system.folder)/right/\(name)"
            guard case .bytes(let bytes, _) = FileBytes.read(path, atMost: TZif.longest) else { continue }
            #expect(throws: ZoneFault.self, "\(name)") { try TZif.rules(of: bytes) }
        }
    }

    @Test(arguments: [
        // The day that Samoa left out, an hour that Berlin leaves out, and one that it has twice.
        ("Pacific/Apia", "2011-12-30T12:00:00Z", 0), ("Europe/Berlin", "2026-03-29T02:30:00Z", 0),
        ("Europe/Berlin", "2026-10-25T02:30:00Z", 2), ("Australia/Lord_Howe", "2026-04-05T01:45:00Z", 2),
        ("Australia/Lord_Howe", "2026-04-05T02:15:00Z", 1), ("Asia/Shanghai", "2026-11-28T00:00:00Z", 1),
    ])
    func `a time comes as often as the clocks show it`(zone: String, wall: String, times: Int) throws {
        let rules = try Zones.system.rules(of: zone)
        let shown = try #require(RFC3339.milliseconds(of: wall)) / 1_000
        #expect(rules.moments(showing: shown).count == times)
    }

    @Test(arguments: [
        ("2026-11-29T09:00:00Z", "2026-11-29T08:59:00Z", "2026-11-29T09:00:00Z"),
        ("2026-11-29T09:00:00Z", "2026-11-29T09:00:00Z", "2026-11-29T09:00:00Z"),
        ("2026-11-29T09:00:00Z", "2026-11-29T09:00:01Z", "2026-11-30T09:00:00Z"),
        // Clocks are put forward over it on 29 March 2026; on 25 October it comes twice.
        ("2026-03-28T02:30:00Z", "2026-03-28T02:00:00Z", "2026-03-30T00:30:00Z"),
        ("2026-10-25T02:30:00Z", "2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z"),
        ("2026-10-25T02:30:00Z", "2026-10-25T00:31:00Z", "2026-10-25T01:30:00Z"),
    ])
    func `the next time of day is the first that the clocks show from then on`(
        shown: String,
        from: String,
        comes: String
    ) throws {
        let zone = shown.hasPrefix("2026-11") ? "UTC" : "Europe/Berlin"
        func seconds(_ text: String) throws -> Int64 { try #require(RFC3339.milliseconds(of: text)) / 1_000 }
        let rules = try Zones.system.rules(of: zone)
        let day = try seconds(shown) % 86_400
        #expect(rules.next(showing: day, from: try seconds(from)) == (try seconds(comes)))
    }

    @Test func `the version is that of the list`() throws {
        let list = try String(contentsOfFile: Zones.system.folder + "/tzdata.zi", encoding: .utf8)
        #expect(list.hasPrefix("# version \(Zones.system.version)\n"))
    }

    @Test func `TZDIR names another folder`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("zones-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(RulesFile(footer: "<+03>-3").bytes).write(to: folder.appendingPathComponent("Here"))
        let zones = Zones.ofSystem(environment: ["TZDIR": folder.path])
        #expect(zones.secondsFromUTC(in: "Here", at: 0) == 10_800)
        #expect(throws: ZoneFault.missing) { try zones.rules(of: "Asia/Shanghai") }
        #expect(zones.isEmpty && zones.version == "unknown")
        #expect(Zones.ofSystem(environment: ["TZDIR": ""]).folder == "/usr/share/zoneinfo")
        #expect(throws: ZoneFault.noRules) { try Zones.ofSystem(environment: [:]).rules(of: "Asia") }
    }
}
