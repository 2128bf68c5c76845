import Escalation
import Record
import TestSupport
import Testing

@Suite("Reading the record by hand")
struct RecordReaderTests {
    private func entry(_ changes: [Change]) -> RecordEntry {
        RecordEntry(
            incident: 7,
            at: Timestamp(milliseconds: -1_800_000_000_123),
            by: .token("\"gate\""),
            changes: changes
        )
    }

    @Test(arguments: Samples.changes)
    func `what is read by hand is what the general decoder reads`(change: Change) throws {
        let bytes = try RecordCoding.encode(entry([.satisfied, change]))
        if let read = RecordCoding.decodeByHand(bytes) { #expect(try read == RecordCoding.generalDecode(bytes)) }
        #expect(try RecordCoding.decode(bytes) == entry([.satisfied, change]))
    }

    @Test func `nothing is read by hand that the general decoder reads otherwise or not at all`() throws {
        var dice = Dice(11)
        let wholes = try Samples.changes.map { try RecordCoding.encode(entry([$0])) }
        var read = 0
        for whole in wholes {
            for _ in 0..<400 {
                var bytes = whole
                let place = Int.random(in: 0..<bytes.count, using: &dice)
                switch Int.random(in: 0..<3, using: &dice) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &dice)
                case 1: bytes.remove(at: place)
                default: bytes.insert(Array("0\\\"u,:{}[]-".utf8).randomElement(using: &dice) ?? 0, at: place)
                }
                guard let byHand = RecordCoding.decodeByHand(bytes) else { continue }
                read += 1
                #expect((try? RecordCoding.generalDecode(bytes)) == byHand, "\(String(decoding: bytes, as: UTF8.self))")
            }
        }
        #expect(read > 400)
    }

    @Test(arguments: [#"\u00e9"#, #"\u00c3\u00a9"#, #"\n"#, #"\ud83d\ude00"#, #"\u0041"#, #"\"#])
    func `escapes that are never written mean the same`(escape: String) throws {
        let text = #"{"incident":1,"at":2,"by":"token:"# + escape + #"","changes":[]}"#
        let bytes = Array(text.utf8)
        let general = try? RecordCoding.generalDecode(bytes)
        if let byHand = RecordCoding.decodeByHand(bytes) { #expect(byHand == general) }
    }

    @Test(arguments: [
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "01", "-0", "1.0", "1e3", "-", "",
    ])
    func `numbers are read as they are, or not by hand`(number: String) throws {
        let bytes = Array(#"{"incident":\#(number),"at":2,"by":"clock","changes":[]}"#.utf8)
        let general = try? RecordCoding.generalDecode(bytes)
        if let byHand = RecordCoding.decodeByHand(bytes) { #expect(byHand == general) }
    }
}
