import Escalation
import Record
import TestSupport
import Testing

@Suite("How attempts ended, on record")
struct EvidenceTests {
    @Test func `every value has a text of its own, and is read from it`() {
        var texts: Set<[UInt8]> = []
        for evidence in Set(Samples.evidence) {
            let text = evidence.rawValue
            #expect(Evidence(rawValue: text) == evidence, "\(text)")
            #expect(texts.insert(Array(text.utf8)).inserted, "two values are \(text)")
        }
        #expect(texts.count > 300)
    }

    @Test func `every kind is among the samples`() {
        #expect(Set(Samples.evidence.map(\.finding.kind)).count == 20)
        #expect(Set(Samples.evidence.compactMap(\.finding.detail?.kind)).count == 21)
    }

    @Test func `the record's own coder reads what it wrote`() throws {
        for evidence in Samples.evidence {
            let entry = RecordEntry(
                incident: 7,
                at: Timestamp(milliseconds: 1),
                by: .dispatcher,
                changes: [
                    .notificationAccepted(number: 1, attempt: 1, evidence: evidence),
                    .notificationRetrying(
                        number: 1,
                        attempt: 1,
                        due: Timestamp(milliseconds: 2),
                        reason: evidence,
                        isUnknown: true
                    ),
                    .notificationFailed(number: 1, attempt: 1, reason: evidence),
                ]
            )
            let bytes = try RecordCoding.encode(entry)
            #expect(try RecordCoding.decode(bytes) == entry)
            #expect(try RecordCoding.generalDecode(bytes) == entry)
        }
    }

    @Test func `a text that is never written is no evidence`() {
        let texts = [
            "", " ", "http", "http ", "http x", "http 200 ", "http 0200", "http +200", "http 200:", "http 200: ",
            "http 200:x",
            "HTTP 200", "http 200 plain", "http 200 @", "http 200 @a@b", "mail answered", "mail answered 250 +",
            "mail x 250",
            "mail answered 250 +overdue x", "written a%zz 1", "written a%41 1", "written a 1 +overdue", "lost -0", "x",
            "rehearsed x",
            "http_unread 200 malformed maybe", "redirected 302 - ", "http_200", "lost 1\n",
        ]
        for text in texts { #expect(Evidence(rawValue: text) == nil, "\(text)") }
    }

    @Test func `no damage to a text makes another that is read otherwise than it is written`() {
        var dice = Dice(7)
        var read = 0
        for evidence in Samples.evidence {
            for _ in 0..<20 {
                var bytes = Array(evidence.rawValue.utf8)
                let place = Int.random(in: 0..<bytes.count, using: &dice)
                bytes[place] = Array(" +@:%-0az".utf8).randomElement(using: &dice) ?? 0
                guard let text = String(validating: bytes, as: UTF8.self), let other = Evidence(rawValue: text) else {
                    continue
                }
                read += 1
                #expect(other.rawValue.utf8.elementsEqual(bytes), "\(text)")
            }
        }
        #expect(read > 200)
    }

    @Test func `what nearly every message ends with is as short as it can be`() {
        #expect(Evidence.http(200, "ok").rawValue == "http 200: ok")
        #expect(Evidence.http(204).rawValue == "http 204")
        #expect(Evidence.reply(250, "2.0.0 Ok").rawValue == "mail answered 250: 2.0.0 Ok")
    }
}
