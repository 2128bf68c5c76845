import Dispatch
import Dispatching
import Escalation
import Foundation
import Record
import Testing

/// What every store keeps by its content.
@Suite struct BlobConformanceTests {
    @Test(arguments: StoreKind.allCases)
    func `a content is given back by its SHA-256 after opening again`(kind: StoreKind) throws {
        let contents: [(content: [UInt8], digest: String)] = [
            ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            ([0], "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        ]
        try kind.reopening { store in
            for one in contents {
                let digest = try store.putBlob(one.content)
                #expect(digest.description == one.digest)
            }
        } then: { store in
            for one in contents {
                let digest = try #require(BlobDigest(written: one.digest))
                #expect(try store.blob(digest) == one.content)
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `what was never put is not there`(kind: StoreKind) throws {
        try kind.withStore { store in
            _ = try store.putBlob([1, 2])
            #expect(try store.blob(BlobDigest(of: [1, 2, 0])) == nil)
            #expect(try store.blob(BlobDigest(of: [])) == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `the largest content is kept, one byte more is refused and not stored`(kind: StoreKind) throws {
        try kind.withStore { store in
            let largest = [UInt8](repeating: 7, count: BlobLimits.bytes)
            let digest = try store.putBlob(largest)
            #expect(try store.blob(digest) == largest)
            let over = largest + [7]
            #expect(throws: BlobTooLarge(bytes: over.count)) { try store.putBlob(over) }
            #expect(try store.blob(BlobDigest(of: over)) == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a blob is no part of the ledger: its start does not change`(kind: StoreKind) throws {
        try kind.reopening { store in
            _ = try store.putBlob([1])
        } then: { store in
            let start = try store.begin()
            #expect(start.head.position == 0 && start.lastIncident == 0 && start.marks.isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a broken store takes no new content and tells why`(kind: StoreKind) throws {
        try kind.withStore { store in
            let kept = try store.putBlob([1])
            var wrong = Batch()
            wrong.changed = [Samples.row(99)]
            #expect(throws: StoreError.self) { try store.commit(wrong) }
            let refusal = #expect(throws: StoreError.self) { try store.putBlob([2]) }
            guard case .broken? = refusal else { return _ = Issue.record("\(String(describing: refusal))") }
            #expect(try store.blob(BlobDigest(of: [2])) == nil)
            #expect(try store.blob(kept) == [1])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `many threads put beside the ledger's commits, some of them the same`(kind: StoreKind) throws {
        try kind.withStore { store in
            DispatchQueue.concurrentPerform(iterations: 8) { thread in
                for number in 0..<20 {
                    do {
                        if thread == 0 { try store.commit(.opening([Samples.row(Int64(number + 1))])) }
                        let content = [UInt8(number), UInt8(thread / 2)]
                        #expect(try store.putBlob(content) == BlobDigest(of: content))
                    } catch {
                        Issue.record("\(thread), \(number): \(error)")
                    }
                }
            }
            for number in 0..<20 as Range<UInt8> {
                for half in 0..<4 as Range<UInt8> {
                    #expect(try store.blob(BlobDigest(of: [number, half])) == [number, half])
                }
            }
            let start = try store.begin()
            #expect(start.lastIncident == 20)
        }
    }

    @Test func `a digest is written in 64 small hexadecimal digits and read from nothing else`() throws {
        let digest = BlobDigest(of: Array("abc".utf8))
        let written = try JSONEncoder().encode([digest])
        #expect(String(decoding: written, as: UTF8.self) == "[\"\(digest)\"]")
        #expect(try JSONDecoder().decode([BlobDigest].self, from: written) == [digest])
        let text = digest.description
        for wrong in ["", "ba78", text + "00", String(text.dropLast(2)), text.uppercased(), "../" + text.dropLast(3)] {
            #expect(BlobDigest(written: wrong) == nil, "\(wrong)")
            #expect(throws: DecodingError.self) {
                try JSONDecoder().decode([BlobDigest].self, from: Data("[\"\(wrong)\"]".utf8))
            }
        }
    }
}
