import Escalation
import Testing

@Suite("What incidents are called outside")
struct IncidentNameTests {
    private static let names = IncidentNames(ledger: "k3f9x2ab", number: 5)

    @Test(arguments: [1, 7, 999_999, IncidentID.mostCount])
    func `a number and its name are of each other`(count: Int64) {
        let id = IncidentID(ledger: 5, count: count)
        #expect(id.count == count && id.ledger == 5)
        #expect(Self.names.name(of: id) == "k3f9x2ab-\(count)")
        #expect(Self.names.id(Self.names.name(of: id)) == id)
        #expect(Self.names.id("\(count)") == id, "the number alone will do")
    }

    @Test func `a ledger that stands alone counts from 1`() {
        let alone = IncidentNames(ledger: "memory00")
        #expect(alone.id("7") == 7 && alone.id("memory00-7") == 7)
        #expect(IncidentID(7).count == 7 && IncidentID(7).ledger == 0)
    }

    @Test(arguments: [
        "", "-", "0", "00", "07", "-7", "+7", "7 ", " 7", "7-", "k3f9x2ab-", "k3f9x2ab-0", "k3f9x2ab-07", "k3f9x2ab--7",
        "k3f9x2ab-+7", "K3F9X2AB-7", "k3f9x2a-7", "k3f9x2abc-7", "other000-7", "k3f9x2ab-7-7", "k3f9x2ab-7a", "７",
        "1e3", "0x7",
        "k3f9x2ab_7", "k3f9x2ab\u{0}-7", "1099511627776", "9223372036854775807", "99999999999999999999",
        "k3f9x2ab-1099511627776",
    ])
    func `what names no incident of this ledger is none`(written: String) {
        #expect(Self.names.id(written) == nil)
    }

    @Test func `what comes after an older copy was put in place has another name, and what came before keeps its own`()
    {
        let names = IncidentNames(
            ledger: "k3f9x2ab",
            later: [.init(name: "q8w2x0ab", after: 2_000), .init(name: "zz00zz00", after: 4_000)]
        )
        #expect(
            [7, 2_000, 2_001, 4_000, 4_001].map { names.name(of: $0) } == [
                "k3f9x2ab-7", "k3f9x2ab-2000", "q8w2x0ab-2001", "q8w2x0ab-4000", "zz00zz00-4001",
            ]
        )
        #expect(names.id("q8w2x0ab-2001") == 2_001 && names.id("2001") == 2_001 && names.newest == "zz00zz00")
        for other in ["k3f9x2ab-2001", "q8w2x0ab-2000", "zz00zz00-7"] { #expect(names.id(other) == nil) }
    }

    @Test func `a long text is not looked at`() {
        #expect(Self.names.id(String(repeating: "k", count: 4_000) + "-7") == nil)
    }
}
