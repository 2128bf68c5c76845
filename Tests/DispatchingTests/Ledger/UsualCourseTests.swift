import Dispatching
import Escalation
import Record
import TestSupport
import Testing

/// What the ledger writes as a rule, read as the hot path reads it.
@Suite struct UsualCourseTests {
    /// Without this the slow way could creep in unseen.
    @Test func `the usual course of an incident is read by hand`() throws {
        let scene = try Scene(.asking(["a", "b"], ["c"], repetition: .times(1, every: .minutes(2))))
        scene.channel["a.mail"] = [.temporary(reason: .reply(451)), .accepted(evidence: .reply(250, "\"ok\"\t"))]
        var report = Town.report()
        report.facts = ["hurt": .number(2), "where": .text("河畔")]
        try scene.file(report)
        try scene.run(until: 30)
        let sealed = scene.store.sealed(from: 1, limit: 1_000)
        #expect(sealed.count > 10)
        for entry in sealed {
            let text = String(decoding: entry.body, as: UTF8.self)
            #expect(RecordCoding.decodeByHand(entry.body) != nil, "\(text)")
            #expect(try RecordCoding.decodeByHand(entry.body) == RecordCoding.generalDecode(entry.body), "\(text)")
        }
    }
}
