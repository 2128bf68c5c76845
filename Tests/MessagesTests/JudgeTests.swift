import Testing

@testable import Escalation
@testable import Messages

@Suite struct JudgeTests {
    enum Verdict { case accepted, permanent, temporary, throttled }

    private static func verdict(_ preset: String, _ status: Int, _ body: String, after: TimeSpan? = nil) throws
        -> Verdict
    {
        let preset = try #require(try Example.templates.get().presets[preset])
        switch preset.judge(status: status, body: Array(body.utf8), retryAfter: after) {
        case .accepted: return .accepted
        case .permanent: return .permanent
        case .temporary: return .temporary
        case .throttled: return .throttled
        case .unknown:
            Issue.record("an answer is never unknown")
            return .temporary
        }
    }

    /// What a status means where a preset says nothing of it.
    private static func usual(_ status: Int) -> Verdict {
        switch status {
        case 408, 425, 429, 500...599: .temporary
        case 300...499: .permanent
        default: .temporary
        }
    }

    @Test(arguments: ["generic", "slack", "wecom", "dingtalk"])
    func `every status from 100 to 599 has its class`(preset: String) throws {
        let success = ["generic": "", "slack": "ok", "wecom": "{\"errcode\":0}", "dingtalk": "{\"errcode\":0}"][preset]
        let body = try #require(success)
        for status in 100...599 {
            let expected: Verdict =
                switch (preset, status) {
                case ("generic", 200...299), (_, 200): .accepted
                case ("generic", 502), ("generic", 504), (_, 429): .throttled
                default: Self.usual(status)
                }
            #expect(try Self.verdict(preset, status, body) == expected, "\(preset) \(status)")
        }
    }

    @Test(
        arguments: [
            ("slack", 200, "ok", Verdict.accepted), ("slack", 200, "ok\n", .accepted), ("slack", 200, "", .temporary),
            ("slack", 200, "OK", .temporary), ("slack", 200, "okay", .temporary),
            ("slack", 400, "invalid_payload", .permanent),
            ("slack", 403, "invalid_token", .permanent), ("slack", 404, "no_service", .permanent),
            ("slack", 410, "channel_is_archived", .permanent), ("slack", 500, "", .temporary),
            ("wecom", 200, #"{"errcode":0,"errmsg":"ok"}"#, .accepted),
            ("wecom", 200, #"{"errcode":45009}"#, .throttled),
            ("wecom", 200, #"{"errcode":93000}"#, .permanent), ("wecom", 200, #"{"errcode":40058}"#, .permanent),
            ("wecom", 200, #"{"errcode":-1,"errmsg":"system busy"}"#, .temporary), ("wecom", 200, "ok", .temporary),
            ("wecom", 200, #"{"errcode":"0"}"#, .temporary), ("wecom", 200, #"{"errcode":false}"#, .temporary),
            ("wecom", 200, #"[{"errcode":0}]"#, .temporary), ("wecom", 502, #"{"errcode":0}"#, .temporary),
            ("dingtalk", 200, #"{"errcode":0,"errmsg":"ok"}"#, .accepted),
            ("dingtalk", 200, #"{"errcode":310000,"errmsg":"sign not match"}"#, .permanent),
            ("dingtalk", 200, #"{"errcode":460101}"#, .permanent),
            ("dingtalk", 200, #"{"errcode":300001}"#, .permanent),
            ("dingtalk", 200, #"{"errcode":130101,"wait":5,"punish":"deny"}"#, .throttled),
            ("dingtalk", 200, #"{"errcode":90030}"#, .temporary), ("generic", 204, "", .accepted),
            ("generic", 410, "", .permanent), ("generic", 301, "", .permanent), ("generic", 400, "", .permanent),
        ] as [(String, Int, String, Verdict)]
    )
    func `the codes of each service mean what its manual says`(
        preset: String,
        status: Int,
        body: String,
        expected: Verdict
    ) throws {
        #expect(try Self.verdict(preset, status, body) == expected)
    }

    @Test(arguments: [
        "", " ", "{", "}", "{\"errcode\"", "{\"errcode\":0", "{\"errcode\":0}}", "[", "nul", "\"\\u12", "\"\\ud800\"",
        "1e999",
        "--1", "{\"errcode\":0,}", "<html>502</html>", "\u{0}\u{1}", "{\"errcode\":}", "{\"errcode\":+0}",
        String(repeating: "[", count: 60_000), String(repeating: "{\"a\":", count: 10_000),
        "{\"errcode\":0,\"pad\":\"" + String(repeating: "x", count: 70_000) + "\"}",
    ])
    func `garbage with status 200 is no success`(body: String) throws {
        for preset in ["slack", "wecom", "dingtalk"] {
            #expect(try Self.verdict(preset, 200, body) == .temporary, "\(preset)")
        }
    }

    @Test func `bytes that are not text are no success`() throws {
        let preset = try #require(try Example.templates.get().presets["wecom"])
        for seed in 0..<200 {
            let body = (0..<64).map { UInt8(truncatingIfNeeded: ($0 &* 167 &+ seed &* 31) ^ (seed >> 1)) }
            guard case .temporary = preset.judge(status: 200, body: body, retryAfter: nil) else {
                Issue.record("garbage \(seed) was taken for an answer")
                return
            }
        }
    }

    @Test func `the time to wait comes from the body, then from the header, then from the preset, within bounds`()
        throws
    {
        let preset = try #require(try Example.templates.get().presets["dingtalk"])
        func wait(_ body: String, _ header: TimeSpan?) -> TimeSpan? {
            guard case .throttled(let after, _) = preset.judge(status: 200, body: Array(body.utf8), retryAfter: header)
            else { return nil }
            return after
        }
        #expect(wait(#"{"errcode":130101,"wait":5}"#, .seconds(9)) == .seconds(5))
        #expect(wait(#"{"errcode":130101}"#, .seconds(9)) == .seconds(9))
        #expect(wait(#"{"errcode":130101}"#, nil) == .minutes(1))
        #expect(wait(#"{"errcode":130101,"wait":1e300}"#, nil) == .minutes(1))
        #expect(wait(#"{"errcode":130101,"wait":999999}"#, nil) == .minutes(15))
        #expect(wait(#"{"errcode":130101}"#, .zero) == .seconds(1))
        #expect(try Self.verdict("generic", 503, "", after: .seconds(30)) == .throttled)
    }

    @Test func `evidence keeps the status and the answer, not the key it may echo`() throws {
        let preset = try #require(try Example.templates.get().presets["wecom"])
        let body = #"{"errcode":93000,"errmsg":"invalid webhook url, key=693a91f6-7aaa-4bc4-97a0-0ec2c1fa5aaa"}"#
        guard case .permanent(let reason) = preset.judge(status: 200, body: Array(body.utf8), retryAfter: nil) else {
            Issue.record("not permanent")
            return
        }
        #expect(reason.hasPrefix("HTTP 200: "))
        #expect(reason.contains("invalid webhook url"))
        #expect(!reason.contains("693a91f6"))
        let long = preset.judge(status: 500, body: Array(repeating: UInt8(ascii: " "), count: 9_000), retryAfter: nil)
        guard case .temporary(let text) = long else { return }
        #expect(text.utf8.count < 300)
    }
}
