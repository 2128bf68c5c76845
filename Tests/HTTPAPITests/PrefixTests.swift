import Dispatching
import Escalation
import HTTPAPI
import Testing
import Text

@Suite struct `A public URL with a path` {
    private static let form = [("Content-Type", "application/x-www-form-urlencoded")]

    /// Where a reference on a page leads, seen from the page's own address.
    private static func resolved(_ reference: String, from page: String) -> String {
        if reference.hasPrefix("/") { return reference }
        var folders = page.split(separator: "/", omittingEmptySubsequences: false).dropFirst().dropLast()
        var parts = reference.split(separator: "/")[...]
        while parts.first == ".." {
            parts.removeFirst()
            folders = folders.dropLast()
        }
        return "/" + (folders + parts).joined(separator: "/")
    }

    @Test func `works behind a proxy that takes it off, and behind one that leaves it on`() async throws {
        try await TestServer.run(publicURL: "https://town.example/alarm") { server in
            let filed = try await server.request("POST", "/v1/incidents", as: "reporter", body: TestServer.report)
            #expect(filed[header: "Location"] == "/alarm/v1/incidents/memory00-1")
            let again = try await server.request("POST", "/alarm/v1/incidents", as: "reporter", body: TestServer.report)
            #expect(again.status == 201)
            let token = try server.token(1, "he-an")
            for prefix in ["", "/alarm"] {
                let page = try await server.request("GET", "\(prefix)/a/\(token)")
                #expect(page.status == 200)
                let sheet = page.text.split(separator: "href=\"").dropFirst().first?.prefix { $0 != "\"" } ?? ""
                let path = Self.resolved(String(sheet), from: "/alarm/a/\(token)")
                #expect(path.hasPrefix("/alarm/a.css?v="))
                let style = try await server.request("GET", String(path.dropFirst("/alarm".count - prefix.count)))
                #expect(style[header: "Content-Type"] == "text/css; charset=utf-8")
                #expect(try await server.request("GET", "\(prefix)/health/live").status == 200)
                // A proxy that cuts its path off without the slash behind it, and a mail program that adds one.
                for path in ["/\(prefix)/a/\(token)", "\(prefix)//a/\(token)", "\(prefix)/a/\(token)/"] {
                    #expect(try await server.request("GET", path).status == 200, "\(path)")
                }
                #expect(try await server.request("GET", "\(prefix)/v1/incidents?limit=1", as: "admin").status == 200)
                #expect(try await server.request("DELETE", "\(prefix)/v1/incidents", as: "admin").status == 405)
            }
            let described = try await server.request("GET", "/openapi.json").json
            #expect(described["servers"][0]["url"].string == "https://town.example/alarm")
            for path in ["/alarm", "/alarm/", "/alarms/health/live", "/alarm/alarm/health/live", "/Alarm/health/live"] {
                #expect(try await server.request("GET", path).status == 404, "\(path)")
            }
        }
    }

    @Test(arguments: ["/a", "/v1", "/v1/incidents", "/health", "/报警"])
    func `may look like one of our own paths`(prefix: String) async throws {
        try await TestServer.run(publicURL: "https://town.example\(prefix)") { server in
            let token = try server.token(try await server.file(), "he-an")
            #expect(try await server.request("GET", "/a/\(token)").status == 200)
            #expect(try await server.request("GET", "/health/live").status == 200)
            let written = prefix == "/报警" ? "/%E6%8A%A5%E8%AD%A6" : prefix
            #expect(try await server.request("GET", "\(written)/a/\(token)").status == 200)
            #expect(try await server.request("GET", "\(written)/a/x").status == 404)
        }
    }

    @Test(arguments: ["/a", "/town/a", "/v1", "/v1/incidents", "/health", "/v1/incidents/1"])
    func `that looks like one of ours has its style sheet and all else, left on or taken off`(prefix: String)
        async throws
    {
        try await TestServer.run(publicURL: "https://town.example\(prefix)") { server in
            let token = try server.token(try await server.file(), "he-an")
            // With its prefix an address may have the form of another, which the description cannot tell.
            func get(_ path: String) async throws -> Reply {
                try await server.request("GET", path, as: "admin", isDescribed: false)
            }
            for start in ["", prefix] {
                let page = try await get("\(start)/a/\(token)")
                #expect(page.status == 200)
                let sheet = page.text.split(separator: "href=\"").dropFirst().first?.prefix { $0 != "\"" } ?? ""
                let path = Self.resolved(String(sheet), from: "\(start)/a/\(token)")
                let style = try await get(path)
                #expect(style[header: "Content-Type"] == "text/css; charset=utf-8", "\(path)")
                #expect(try await get("\(start)/openapi.json").json["openapi"] != .null)
                #expect(try await get("\(start)/metrics").text.contains("tocsin_"))
                #expect(try await get("\(start)/health/live").status == 200)
                #expect(try await get("\(start)/v1/incidents").status == 200)
                #expect(try await get("\(start)/v1/incidents/1").status == 200)
            }
        }
    }

    @Test(arguments: ["", "/alarm", "/a", "/town/a"])
    func `or without one, every spelling of a link that is taken has its style sheet, opened and pressed`(
        prefix: String
    )
        async throws
    {
        try await TestServer.run(publicURL: "https://town.example\(prefix)") { server in
            let token = try server.token(try await server.file(), "he-an")
            func sheet(of page: Reply, at path: String) async throws -> Reply {
                let reference = page.text.split(separator: "href=\"").dropFirst().first?.prefix { $0 != "\"" } ?? ""
                let place = Self.resolved(String(reference), from: path)
                return try await server.request("GET", place, isDescribed: false)
            }
            for start in Set(["", prefix]) {
                for link in ["/a/\(token)/", "/a/\(token)//", "//a//\(token)", "/a//\(token)/"] {
                    let path = start + link
                    let page = try await server.request("GET", path, isDescribed: false)
                    #expect(page.status == 200, "\(path)")
                    let mark = page.text.split(separator: "name=\"mark\" value=\"").dropFirst().first?.prefix {
                        $0 != "\""
                    }
                    let style = try await sheet(of: page, at: path)
                    #expect(style[header: "Content-Type"] == "text/css; charset=utf-8", "\(path)")
                    let form = "answer=note&note=kept+words&mark=\(mark ?? "")"
                    let pressed = try await server.request(
                        "POST",
                        path,
                        headers: Self.form,
                        body: form,
                        isDescribed: false
                    )
                    #expect(pressed.status == 200 && pressed.text.contains("kept words"), "\(path): \(pressed.text)")
                    #expect(try await sheet(of: pressed, at: path).status == 200)
                    let cut = start + "/a/\(token.dropLast(3))/"
                    let none = try await server.request("GET", cut, isDescribed: false)
                    #expect(none.status == 404)
                    #expect(try await sheet(of: none, at: cut).status == 200)
                }
            }
            #expect(!server.log.lines.contains { $0.contains(token.suffix(20)) })
        }
    }

    @Test func `no part of an answer token under it reaches the log`() async throws {
        try await TestServer.run(publicURL: "https://town.example/alarm") { server in
            let token = try server.token(try await server.file(), "he-an")
            let page = try await server.request("GET", "/alarm/a/\(token)")
            #expect(page[header: "Referrer-Policy"] == "no-referrer")
            #expect(!server.log.lines.contains { $0.contains(token.suffix(20)) })
        }
    }
}
