import HTTPAPI
import Testing
import Text

@Suite struct `Changes of duty over HTTP` {
    private static let absence = """
        {"person": "he-an", "from": "2026-12-01", "to": "2026-12-07", "deputies": ["lin-yue"], "reason": "leave"}
        """

    @Test func `an absence is answered with its file and the version in force`() async throws {
        try await TestServer.run { server in
            let reply = try await server.request("POST", "/v1/changes/absence", as: "admin", body: Self.absence)
            #expect(reply.status == 200)
            #expect(reply.json["file"].string == "yard/changes/2026-12-01-he-an.yaml")
            #expect(reply.json["version"].string == "t2")
        }
    }

    @Test(arguments: [
        ("absence", #"{"from": "2026-12-01", "to": "2026-12-07", "reason": "x"}"#, "person"),
        ("absence", #"{"person": "nobody", "from": "2026-12-01", "to": "2026-12-07", "reason": "x"}"#, "person"),
        ("absence", #"{"person": "he-an: 1", "from": "2026-12-01", "to": "2026-12-07", "reason": "x"}"#, "person"),
        ("absence", #"{"person": "he-an", "from": "2026-12-01\nx: 1", "to": "2026-12-07", "reason": "x"}"#, "from"),
        ("absence", #"{"person": "he-an", "from": "2026-12-01", "to": "{}", "reason": "x"}"#, "to"),
        ("absence", #"{"person": "he-an", "from": "2026-12-01", "to": "2026-12-07"}"#, "reason"),
        ("absence", #"{"person": "he-an", "from": "1", "to": "2", "reason": "x", "deputies": ["zed"]}"#, "deputies[0]"),
        ("absence", #"{"person": "he-an", "from": "1", "to": "2", "reason": "x", "deputies": []}"#, "deputies"),
        ("absence", #"{"person": "he-an", "from": "1", "to": "2", "reason": "x", "colour": "red"}"#, "colour"),
        ("override", #"{"roster": "/riverside-town/x", "from": "1", "to": "2", "reason": "x"}"#, "replace"),
        ("override", #"{"roster": "x", "from": "1", "to": "2", "add": ["he-an"], "reason": "x"}"#, "roster"),
        ("override", #"{"roster": "/none/x", "from": "1", "to": "2", "add": ["he-an"], "reason": "x"}"#, "roster"),
        (
            "override", #"{"roster": "/riverside-town/a: b", "from": "1", "to": "2", "add": ["he-an"], "reason": "x"}"#,
            "roster"
        ),
        (
            "override",
            #"{"roster": "/riverside-town/x", "from": "1", "to": "2", "replace": {"he-an": "zed"}, "reason": "x"}"#,
            "replace.he-an"
        ),
        (
            "override", #"{"roster": "/riverside-town/x", "from": "1", "to": "2", "replace": [], "reason": "x"}"#,
            "replace"
        ),
        ("withdraw", #"{"file": "riverside-town/unit.yaml", "reason": "x"}"#, "file"),
        ("withdraw", #"{"file": "riverside-town/changes/../unit.yaml", "reason": "x"}"#, "file"),
        ("withdraw", #"{"file": "../riverside-town/changes/a.yaml", "reason": "x"}"#, "file"),
        ("withdraw", #"{"file": "/riverside-town/changes/a.yaml", "reason": "x"}"#, "file"),
        ("withdraw", #"{"file": "riverside-town/changes/.a.yaml", "reason": "x"}"#, "file"),
        ("withdraw", #"{"file": "riverside-town/changes/a.yaml"}"#, "reason"),
    ])
    func `a field that is wrong is named`(route: String, body: String, field: String) async throws {
        try await TestServer.run { server in
            let reply = try await server.request("POST", "/v1/changes/\(route)", as: "admin", body: body)
            #expect(reply.status == 422, "\(reply.text)")
            #expect(reply.json["errors"].elements.contains { $0["field"].string == field }, "\(reply.text)")
        }
    }

    @Test(arguments: [
        (
            DutyChangeResult.refused(["yard/changes/a.yaml:3:9: no such day; write another"]), 422,
            "yard/changes/a.yaml:3:9"
        ),
        (.noSuchFile, 422, "file"),
        (.impossible("this server cannot write there"), 409, ""),
        (.unavailable("the disk is full"), 503, ""),
    ])
    func `a change that did not come into force says why`(
        result: DutyChangeResult,
        status: Int,
        field: String
    ) async throws {
        try await TestServer.run(change: result) { server in
            let body = #"{"file": "riverside-town/changes/a.yaml", "reason": "x"}"#
            let reply = try await server.request("POST", "/v1/changes/withdraw", as: "admin", body: body)
            #expect(reply.status == status)
            #expect((reply.json["errors"][0]["field"].string ?? "") == field)
        }
    }
}
