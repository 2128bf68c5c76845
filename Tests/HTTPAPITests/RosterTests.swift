import Access
import ConfigFiles
import Duty
import Escalation
import HTTPAPI
import Testing
import Text

/// Rosters over HTTP: as JSON for those who may see people, as a calendar for whoever has its key.
@Suite struct RosterTests {
    private static let id = "/riverside-town/duty-roster"
    private static let path = "/v1/rosters/riverside-town/duty-roster"
    /// 2025-11-20T19:22 in UTC, which is what the standing clock shows.
    private static let now: Int64 = 1_763_666_520

    /// Lin Yue and He An day by day from 08:30, Lin Yue away on the 23rd with Wu Mei for her, nobody on the 25th.
    private static func directory(zones: Zones = .system) throws -> Directory {
        let clock = WallClock(rules: try zones.rules(of: "Asia/Shanghai"))
        let start = try #require(WallTime.seconds(of: "2025-11-20T08:30"))
        let turn = try #require(Turn(written: "1d"))
        let rotation = Rotation(start: start, turn: turn, people: ["lin-yue", "he-an"])
        func span(_ from: String, _ to: String) throws -> Span {
            Span(
                start: clock.first(showing: try #require(WallTime.seconds(of: from))),
                end: clock.first(showing: try #require(WallTime.seconds(of: to)))
            )
        }
        let gap = try span("2025-11-25T08:30", "2025-11-26T08:30")
        var directory = Town.directory
        directory.duty = DutyCalendar(
            rosters: [Roster(id: id, clock: clock, rotations: [rotation])],
            overrides: [Override(name: "off", roster: id, span: gap, removed: ["lin-yue", "he-an"])],
            absences: [
                AbsentSpan(
                    name: "a",
                    person: "he-an",
                    span: try span("2025-11-23T00:00", "2025-11-24T00:00"),
                    deputies: ["wu-mei"]
                )
            ]
        )
        return directory
    }

    private static func key(_ server: TestServer, _ name: String = "wall", of roster: String = id) throws -> String {
        try server.registry.createFeed(name: name, roster: roster, at: 0) { _ in }
    }

    @Test func `a roster is shown with its shifts and gaps, by its path however that is written`() async throws {
        try await TestServer.run(directory: try Self.directory()) { server in
            let query = "?from=2025-11-22T16:00:00Z&to=2025-11-26T16:00:00Z&lang=zh-Hant"
            let reply = try await server.request("GET", Self.path + query, as: "responder")
            #expect(reply.status == 200, "\(reply.text)")
            #expect(reply.json["unit"].string == "/riverside-town" && reply.json["time_zone"].string == "Asia/Shanghai")
            let shifts = reply.json["shifts"].elements.map { shift in
                [shift["from"], shift["to"], shift["name"], shift["for_name"]].map { $0.string ?? "-" }
                    .joined(separator: " ")
            }
            #expect(
                shifts
                    == [
                        "2025-11-22T16:00:00Z 2025-11-23T00:30:00Z 林悅 -",
                        "2025-11-23T00:30:00Z 2025-11-23T16:00:00Z 吳梅 何安",
                        "2025-11-23T16:00:00Z 2025-11-24T00:30:00Z 何安 -",
                        "2025-11-24T00:30:00Z 2025-11-25T00:30:00Z 林悅 -",
                        "2025-11-26T00:30:00Z 2025-11-26T16:00:00Z 林悅 -",
                    ].map { $0 }
            )
            #expect(reply.json["shifts"][0]["by"]["kind"].string == "rotation")
            #expect(reply.json["gaps"].elements.compactMap { $0["from"].string } == ["2025-11-25T00:30:00Z"])
            for path in [
                "/v1/rosters/%2Friverside-town%2Fduty-roster", "/v1/rosters/riverside-town%2fduty-roster",
                "/v1/rosters/\(Self.id)",
            ] {
                let other = try await server.request("GET", path + query, as: "auditor")
                #expect(other.json == reply.json, "\(path)")
            }
        }
    }

    @Test func `the time is a week from now unless it is named, and a year at most`() async throws {
        try await TestServer.run(directory: try Self.directory()) { server in
            let usual = try await server.request("GET", Self.path, as: "admin")
            #expect(
                usual.json["from"].string == "2025-11-20T19:22:00Z" && usual.json["to"].string == "2025-11-27T19:22:00Z"
            )
            for (query, field) in [
                ("?from=yesterday", "from"), ("?to=2025-11-20T19:22:00Z", "to"), ("?to=2027-11-20T19:22:00Z", "to"),
                ("?lang=fr", "lang"), ("?key=x", "key"),
            ] {
                let reply = try await server.request("GET", Self.path + query, as: "admin")
                #expect(
                    reply.status == 400 && reply.json["errors"][0]["field"].string == field,
                    "\(query): \(reply.text)"
                )
            }
        }
    }

    @Test func `a roster that there is not is named with those that there are, to those who may see people`()
        async throws
    {
        try await TestServer.run(directory: try Self.directory()) { server in
            let reply = try await server.request("GET", "/v1/rosters/riverside-town/nobody", as: "operator")
            #expect(reply.status == 404 && reply.text.contains(Self.id), "\(reply.text)")
            #expect(try await server.request("GET", Self.path, as: "reporter").status == 403)
            #expect(try await server.request("GET", Self.path).status == 401)
            #expect(try await server.request("POST", Self.path, as: "admin", body: "{}").status == 405)
            for path in ["/v1/rosters", "/v1/rosters/", "/v1/rosters/x/"] {
                #expect(try await server.request("GET", path, as: "admin", isDescribed: false).status == 404, "\(path)")
            }
        }
    }

    @Test func `a feed is a calendar in the language of the unit, and stays the same until something changes`()
        async throws
    {
        try await TestServer.run(directory: try Self.directory()) { server in
            let path = "\(Self.path).ics?key=\(try Self.key(server))"
            let feed = try await server.request("GET", path)
            #expect(feed.status == 200 && feed[header: "Content-Type"] == "text/calendar; charset=utf-8")
            #expect(feed[header: "Cache-Control"] == "private, no-cache")
            #expect(feed[header: "Referrer-Policy"] == "no-referrer")
            let lines = feed.text.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init)
            #expect(lines.first == "BEGIN:VCALENDAR" && lines.last == "END:VCALENDAR")
            for line in [
                "VERSION:2.0", "SUMMARY:林悦在班", "SUMMARY:吴梅（代何安）在班", "SUMMARY:空档：无人在班",
                "DTSTART:20251124T003000Z", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "DTSTAMP:20251120T000000Z",
                "UID:rotation-1-4-lin-yue-20251124T003000Z.riverside-town.duty-roster@tocsin",
            ] { #expect(lines.contains(line), "\(line)") }
            let ids = lines.filter { $0.hasPrefix("UID:") }
            #expect(ids.count > 90 && Set(ids).count == ids.count)
            let mark = try #require(feed[header: "ETag"])
            server.clock.advance(.hours(2))
            for field in [mark, "W/" + mark, "\"x\", \(mark)", "*"] {
                let again = try await server.request("GET", path, headers: [("If-None-Match", field)])
                #expect(again.status == 304 && again.body.isEmpty && again[header: "ETag"] == mark, "\(field)")
            }
            #expect(try await server.request("GET", path, headers: [("If-None-Match", "\"x\"")]).status == 200)
            server.clock.advance(.hours(24))
            let next = try await server.request("GET", path, headers: [("If-None-Match", mark)])
            #expect(next.status == 200)
            let later = Set(next.text.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init))
            #expect(ids.filter { !later.contains($0) }.count <= 1, "what is still shown is the same event")
            #expect(try await server.request("HEAD", path, isDescribed: false).status == 200)
        }
    }

    @Test func `a key opens its own feed and nothing else, and is logged nowhere`() async throws {
        try await TestServer.run(directory: try Self.directory()) { server in
            let (key, other) = (try Self.key(server), try Self.key(server, "other", of: "/riverside-town/other"))
            let refused = [
                "\(Self.path).ics", "\(Self.path).ics?key=", "\(Self.path).ics?key=\(other)",
                "\(Self.path).ics?key=\(key)x", "/v1/rosters/riverside-town/other.ics?key=\(key)",
                "/v1/rosters/riverside-town/other.ics?key=\(other)",
                "\(Self.path).ics?key=\(server.tokens["admin"] ?? "")",
            ]
            for path in refused {
                let reply = try await server.request("GET", path)
                #expect(reply.status == 404 && reply.json["detail"].string == Problem.noSuch, "\(path): \(reply.text)")
            }
            #expect(try await server.request("GET", "\(Self.path).ics?key=\(key)&zz=1").status == 400)
            for path in ["/v1/people", Self.path, "/v1/incidents"] {
                #expect(
                    try await server.request("GET", path, headers: [("Authorization", "Bearer \(key)")]).status == 401
                )
            }
            #expect(try await server.request("GET", "\(Self.path).ics?key=\(key)").status == 200)
            #expect(server.log.lines.contains { $0.contains("wall") && $0.contains("duty-roster.ics") })
            #expect(!server.log.lines.contains { $0.contains(key) || $0.contains(other) })
            try server.registry.revoke(name: "wall")
            #expect(try await server.request("GET", "\(Self.path).ics?key=\(key)").status == 404)
        }
    }

    @Test func `many unknown keys from one address are refused, and a good one is not`() async throws {
        try await TestServer.run(directory: try Self.directory()) { server in
            var seen: Set<Int> = []
            for index in 0..<70 {
                seen.insert(try await server.request("GET", "\(Self.path).ics?key=\(index)").status)
            }
            #expect(seen == [404, 429])
            #expect(try await server.request("GET", "\(Self.path).ics?key=\(try Self.key(server))").status == 200)
            let figures = try await server.request("GET", "/metrics").text
            #expect(figures.contains("tocsin_bad_feed_keys_total 60\n"), "\(figures)")
            #expect(figures.contains("tocsin_bad_feed_keys_over_rate_total 10\n"))
        }
    }
}

extension Problem {
    /// What is said of whatever may not be known.
    fileprivate static let noSuch = "There is nothing at this address that you may see."
}
