import Foundation
import Testing

/// What stands between people and the server.
@Suite(.timeLimit(.minutes(10))) struct ProxyTests {
    @Test func `under a path of a proxy's own links lead to pages with their style, and presses count`() async throws {
        let flags = ["--public-url", "https://town.example/alarm", "--trusted-proxy", "127.0.0.1"]
        try await Server.serve(.example, flags: flags) { server in
            let report = #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "حريق في المبنى 3"}"#
            let filed = try await server.post("/v1/incidents", report, headers: ["Expect": "100-continue"])
            let location = filed.headers["location"] ?? ""
            #expect(filed.status == 201 && location.contains(/^\/alarm\/v1\/incidents\/[a-z0-9]+-1$/), "\(filed)")
            let link = try #require(try await server.line("duty-desk", kind: "alert")["link"].text)
            let token = try #require(link.split(separator: "https://town.example/alarm/a/").last)

            for prefix in ["", "/alarm"] {
                let page = try await HTTP.send("GET", "\(server.url)\(prefix)/a/\(token)")
                #expect(page.status == 200 && page.body.contains("<h1 dir=\"auto\">حريق في المبنى 3</h1>"), "\(page)")
                let reference = try #require(page.body.firstMatch(of: /rel="stylesheet" href="([^"]+)"/)).1
                let sheet = try #require(URL(string: String(reference), relativeTo: URL(string: link))?.absoluteString)
                #expect(sheet.hasPrefix("https://town.example/alarm/a.css?"))
                let place = server.url + prefix + sheet.dropFirst("https://town.example/alarm".count)
                #expect(try await HTTP.send("GET", place).headers["content-type"] == "text/css; charset=utf-8")
            }

            let page = try await HTTP.send("GET", "\(server.url)/a/\(token)")
            let mark = try #require(page.body.firstMatch(of: /name="mark" value="([^"]+)"/)).1
            func press(_ origin: String) async throws -> Reply {
                let headers = [
                    "Content-Type": "application/x-www-form-urlencoded", "Origin": origin,
                    "Forwarded": #"for="[2001:db8::7]:4711";proto=https"#, "Expect": "100-continue",
                ]
                let form = Data("answer=accept&mark=\(mark)".utf8)
                return try await HTTP.send("POST", "\(server.url)/a/\(token)", headers: headers, body: form)
            }
            let elsewhere = try await press("http://10.0.0.5:8080")
            #expect(elsewhere.status == 403 && elsewhere.body.contains("http://10.0.0.5:8080"), "\(elsewhere)")
            #expect(try await server.incident(1)["status"] == "open")
            #expect(try await press("https://TOWN.example:443").status == 200)
            #expect(try await server.incident(1)["status"] == "acknowledged")
            try await eventually("the client's address in the log") {
                server.log.contains("2001:db8:0:0::/64") ? true : nil
            }
        }
    }
}
