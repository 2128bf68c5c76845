import Testing

@testable import Escalation
@testable import Messages

@Suite struct JudgeTests {
    enum Verdict { case accepted, permanent, temporary, throttled, unreadable }

    private static func verdict(_ preset: String, _ status: Int, _ body: String, after: TimeSpan? = nil) throws
        -> Verdict
    {
        let preset = try #require(try Example.templates.get().presets[preset])
        return verdict(preset.judge(status: status, body: Array(body.utf8), retryAfter: after))
    }

    private static func verdict(_ outcome: AttemptOutcome) -> Verdict {
        switch outcome {
        case .accepted: return .accepted
        case .permanent: return .permanent
        case .temporary: return .temporary
        case .throttled: return .throttled
        case .unreadable: return .unreadable
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
                case (_, 200...299): .accepted
                case ("generic", 502), ("generic", 504), (_, 429): .throttled
                default: Self.usual(status)
                }
            #expect(try Self.verdict(preset, status, body) == expected, "\(preset) \(status)")
        }
    }

    @Test(
        arguments: [
            ("slack", 200, "ok", Verdict.accepted), ("slack", 200, "ok\n", .accepted), ("slack", 200, "", .unreadable),
            ("slack", 204, "", .unreadable), ("slack", 201, "", .unreadable), ("slack", 201, "no", .temporary),
            ("wecom", 201, #"{"errcode":93000}"#, .permanent), ("wecom", 204, "", .unreadable),
            ("slack", 200, "OK", .temporary), ("slack", 200, "okay", .temporary),
            ("slack", 400, "invalid_payload", .permanent),
            ("slack", 403, "invalid_token", .permanent), ("slack", 404, "no_service", .permanent),
            ("slack", 410, "channel_is_archived", .permanent), ("slack", 500, "", .temporary),
            ("wecom", 200, #"{"errcode":0,"errmsg":"ok"}"#, .accepted),
            ("wecom", 200, #"{"errcode":45009}"#, .throttled),
            ("wecom", 200, #"{"errcode":93000}"#, .permanent), ("wecom", 200, #"{"errcode":40058}"#, .permanent),
            ("wecom", 200, #"{"errcode":-1,"errmsg":"system busy"}"#, .temporary), ("wecom", 200, "ok", .unreadable),
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
            let verdict = try Self.verdict(preset, 200, body)
            #expect(verdict == .temporary || verdict == .unreadable, "\(preset)")
        }
    }

    @Test func `bytes that are not text are no success`() throws {
        let preset = try #require(try Example.templates.get().presets["wecom"])
        for seed in 0..<200 {
            let body = (0..<64).map { UInt8(truncatingIfNeeded: ($0 &* 167 &+ seed &* 31) ^ (seed >> 1)) }
            guard case .unreadable = preset.judge(status: 200, body: body, retryAfter: nil) else {
                Issue.record("garbage \(seed) was taken for an answer")
                return
            }
        }
    }

    @Test(arguments: [
        ("", Verdict.unreadable), (" \r\n", .unreadable), ("<html>Sign in</html>", .unreadable),
        ("{\"errcode\":0", .unreadable),
        ("{}", .temporary), ("{\"errcode\":-1}", .temporary), ("null", .temporary),
    ])
    func `an answer without what the preset looks for is neither success nor refusal`(
        _ body: String,
        _ expected: Verdict
    ) throws {
        for preset in ["wecom", "dingtalk"] { #expect(try Self.verdict(preset, 200, body) == expected, "\(preset)") }
        #expect(try Self.verdict("generic", 200, body) == .accepted)
        #expect(try Self.verdict("wecom", 404, body) == .permanent)
        #expect(try Self.verdict("wecom", 503, body) == .temporary)
    }

    @Test func `a body that cannot be had is no matter where the status says all`() throws {
        func verdict(_ name: String, _ status: Int) throws -> Verdict {
            let preset = try #require(try Example.templates.get().presets[name])
            return Self.verdict(preset.judge(status: status, body: [], unreadable: .tooLong, retryAfter: nil))
        }
        for status in [200, 202, 204] { #expect(try verdict("generic", status) == .accepted) }
        for preset in ["slack", "wecom", "dingtalk"] {
            #expect(try verdict(preset, 200) == .unreadable)
            #expect(try verdict(preset, 404) == .permanent)
            #expect(try verdict(preset, 429) == .throttled)
            #expect(try verdict(preset, 500) == .temporary)
        }
        #expect(try verdict("generic", 410) == .permanent)
    }

    /// `{"errcode":N,"errmsg":"…"}` with a text in a charset that is not UTF-8.
    private static func reply(_ code: String, _ text: [UInt8]) -> [UInt8] {
        Array("{\"errmsg\":\"".utf8) + text + Array("\",\"errcode\":\(code)}".utf8)
    }

    /// 成功, 誠 and 許功蓋 end in a backslash or hold one; the four bytes are of GB18030; the last is Latin-1 before an escape.
    @Test(
        arguments: [
            [0xB3, 0xC9, 0xB9, 0xA6], [0xD5, 0x5C], [0x81, 0x30, 0x81, 0x30], [0xB3, 0x5C, 0xA5, 0x5C, 0xBB, 0x5C],
            [0xE9, 0x5C, 0x22, 0xE9], [0xFF],
        ] as [[UInt8]]
    )
    func `a code counts whatever the charset of the text beside it`(_ text: [UInt8]) throws {
        let preset = try #require(try Example.templates.get().presets["wecom"])
        func verdict(_ code: String) -> Verdict {
            Self.verdict(preset.judge(status: 200, body: Self.reply(code, text), retryAfter: nil))
        }
        #expect(verdict("0") == .accepted)
        #expect(verdict("93000") == .permanent)
        #expect(verdict("45009") == .throttled)
        #expect(verdict("-1") == .temporary)
    }

    @Test func `byte order marks and UTF-16 are read`() throws {
        for (name, text) in [("wecom", "{\"errcode\":0,\"errmsg\":\"成功\"}"), ("slack", "ok")] {
            let preset = try #require(try Example.templates.get().presets[name])
            let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            let marked = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
            for body in [marked, little, big, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big] as [[UInt8]] {
                #expect(Self.verdict(preset.judge(status: 200, body: body, retryAfter: nil)) == .accepted, "\(name)")
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
        #expect(reason.finding == .http(status: 200, .plain))
        #expect(reason.said?.contains("invalid webhook url") == true)
        #expect(reason.said?.contains("693a91f6") == false)
        let long = preset.judge(status: 500, body: Array(repeating: UInt8(ascii: " "), count: 9_000), retryAfter: nil)
        #expect(long.evidence.said?.utf8.count ?? 0 <= 240)
    }
}
