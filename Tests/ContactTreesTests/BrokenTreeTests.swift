import ConfigFiles
import ContactTrees
import Testing

@Suite struct `Broken contact trees` {
    @Test func `there are at least sixty of them`() throws {
        #expect(try BrokenTree.all().count >= 60)
    }

    @Test(arguments: try BrokenTree.all())
    func `every fault is found at its line, and nothing else`(tree: BrokenTree) throws {
        let expected = try tree.expectations()
        var found = tree.faults()
        #expect(!expected.isEmpty, "\(tree.name) says nowhere what is wrong with it")
        for expectation in expected {
            let index = found.firstIndex { expectation.fits($0, in: tree) }
            if let index {
                found.remove(at: index)
            } else {
                Issue.record("\(tree.name): not found: \(expectation)")
            }
        }
        #expect(found.isEmpty, "\(tree.name) has more faults")
    }

    @Test(arguments: try BrokenTree.all())
    func `every fault says in one line what is wrong and what to write instead`(tree: BrokenTree) {
        for fault in tree.faults() {
            let text = fault.description
            #expect(text == "\(fault.file):\(fault.line):\(fault.column): \(fault.what); \(fault.remedy)")
            #expect(!text.contains { $0.isNewline })
            #expect(fault.what.count > 10 && fault.remedy.count > 5)
            for word in ["nil", "Optional", "scalar", "mapping", "token"] {
                #expect(!text.contains(word), "not an administrator's word: \(word)")
            }
        }
    }

    @Test func `no fault shows a secret that was written out`() throws {
        for tree in try BrokenTree.all() {
            #expect(!tree.faults().contains { $0.description.contains("canary") })
        }
    }

    @Test func `faults are sorted by file and line`() throws {
        let tree = try #require(try BrokenTree.all().first { $0.name == "several-at-once" })
        let faults = tree.faults()
        #expect(faults.count == 11)
        #expect(Set(faults.map(\.file)).count == 3)
        #expect(faults == faults.sorted())
    }
}
