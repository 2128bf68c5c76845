import Dispatching
import Testing

@Suite("What was used last")
struct RecentlyUsedTests {
    @Test func `never more than the capacity is kept, and what is used stays`() {
        var kept = RecentlyUsed<Int, String>(capacity: 100)
        for number in 0..<10_000 {
            kept.put("\(number)", for: number)
            #expect(kept.count <= 100)
            #expect(kept[0] == "0", "it is used again and again")
        }
        #expect((9_950..<10_000).allSatisfy { kept[$0] != nil })
        #expect(kept[5_000] == nil)
    }

    @Test func `what is full forgets the longest unused, and never everything`() {
        var kept = RecentlyUsed<Int, Int>(capacity: 10)
        for number in 0..<11 { kept.put(number, for: number) }
        #expect(kept[10] == 10 && kept[9] == 9 && kept[6] == 6)
        #expect(kept[0] == nil)
    }

    @Test func `what is forgotten is gone from both generations, a new value takes the place of the old`() {
        var kept = RecentlyUsed<Int, Int>(capacity: 4)
        for number in 0..<4 { kept.put(number, for: number) }
        kept.forget(0)
        kept.forget(3)
        #expect(kept[0] == nil && kept[3] == nil)
        kept.put(7, for: 1)
        #expect(kept[1] == 7 && kept.count == 2)
    }
}
