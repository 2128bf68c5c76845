import Dispatching
import Escalation
import Testing

/// What every store remembers by name.
@Suite struct MarkConformanceTests {
    @Test(arguments: StoreKind.allCases)
    func `the newest mark of each name is there after opening again`(kind: StoreKind) throws {
        let names = ["check-in/yard", "poll/caf\u{E9}", "poll/cafe\u{301}", "nul\u{0}", ""]
        try kind.reopening { store in
            var batch = Batch()
            batch.marks = names.enumerated().map { Mark(name: $1, value: Int64($0), body: [0, UInt8($0)]) }
            try store.commit(batch)
            batch = Batch()
            batch.marks = [Mark(name: "check-in/yard", value: .max), Mark(name: "gone", value: 1)]
            try store.commit(batch)
            batch = Batch()
            batch.droppedMarks = ["gone", "never-there"]
            try store.commit(batch)
        } then: { store in
            let marks = try store.begin().marks
            #expect(marks.count == names.count)
            for (place, name) in names.enumerated() {
                let mark = marks.first { $0.name.utf8.elementsEqual(name.utf8) }
                #expect(mark?.value == (place == 0 ? .max : Int64(place)), "\(name)")
                #expect(mark?.body == (place == 0 ? [] : [0, UInt8(place)]), "\(name)")
            }
            let bytes = marks.map { Array($0.name.utf8) }
            #expect(bytes == bytes.sorted { $0.lexicographicallyPrecedes($1) })
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a mark of a batch that is refused is not stored`(kind: StoreKind) throws {
        try kind.withStore { store in
            var batch = Batch()
            batch.marks = [Mark(name: "a", value: 1)]
            try store.commit(batch)
            batch.marks = [Mark(name: "a", value: 2)]
            batch.changed = [Samples.row(99)]
            #expect(throws: StoreError.self) { try store.commit(batch) }
            #expect(try store.begin().marks == [Mark(name: "a", value: 1)])
        }
    }

    @Test func `a batch of marks alone is one that is stored`() {
        var batch = Batch()
        #expect(batch.isEmpty)
        batch.marks = [Mark(name: "a", value: 1)]
        #expect(!batch.isEmpty)
        batch = Batch()
        batch.droppedMarks = ["a"]
        #expect(!batch.isEmpty)
    }
}
