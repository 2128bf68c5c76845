/// What receivers have seen when an older copy of the dispatcher's disk is put back.
extension Oracle {
    /// Its own account at the moment of the copy.
    struct Kept {
        var at: Int64
        var book: Casebook
        var wireOf: [Sent.Member: String]
        var wires: Set<String>
        var links: Set<String>
    }

    /// What went out after the copy was made and is lost to the dispatcher.
    struct Lost {
        /// Of what was planned later than this, nobody knows.
        var copiedAt: Int64 = .max
        var wires: Set<String> = []
        var threads: Set<String> = []
        var links: Set<String> = []
    }

    mutating func noteCopy(at story: Int64) {
        kept = Kept(at: story, book: book, wireOf: wireOf, wires: Set(wires.keys), links: links)
    }

    /// The account of the copy counts from here on; what was seen since stays seen.
    mutating func putBack(at story: Int64) {
        guard let kept else { return }
        lost.copiedAt = kept.at
        lost.wires.formUnion(wires.keys.filter { !kept.wires.contains($0) })
        for (id, thread) in threads where kept.book.dockets[id] == nil {
            lost.threads.insert(thread)
            threads[id] = nil
        }
        lost.links.formUnion(links.subtracting(kept.links))
        book = kept.book
        wireOf = kept.wireOf
        self.kept = nil
    }

    /// No id of the lost time is given to anything that was decided on after the copy was put back (I8); links end with it.
    mutating func checkLost(_ sent: Sent) {
        if notesLinks { for link in sent.links { links.insert(link) } }
        guard lost.copiedAt < .max, !sent.members.isEmpty else { return }
        // When something was decided of an incident that is only followed loosely, nobody knows.
        let planned = sent.members.compactMap { member in
            book.dockets[member.incident].flatMap { docket in
                docket.isBlurred ? nil : docket.letters.first { $0.number == member.number }?.planned
            }
        }
        if let latest = planned.max(), latest > lost.copiedAt {
            expect(!lost.wires.contains(sent.wire), "I8", at: sent.at.story) {
                "\(sent.wire) went out before the older copy was put back, with something else"
            }
        }
        for member in sent.members {
            guard !sent.isDigest, let docket = book.dockets[member.incident] else { continue }
            guard docket.reported.story > lost.copiedAt else { continue }
            expect(!lost.threads.contains(sent.thread), "I8", at: sent.at.story) {
                "\(sent.wire) goes into the thread of a lost incident"
            }
        }
    }
}
