import Foundation
import Testing

/// The imports of every target are those of the table in docs/architecture.md.
@Suite struct ImportTests {
    private struct Row {
        var target: String
        var imports: Set<String>
    }

    /// The table, from top to bottom.
    private static func table() throws -> [Row] {
        let text = try String(
            contentsOf: SourceTree.root.appendingPathComponent("docs/architecture.md"),
            encoding: .utf8
        )
        return text.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, cells[0].hasPrefix("`"), cells[0].hasSuffix("`") else { return nil }
            let names = cells[2].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            return Row(target: cells[0].trimmingCharacters(in: ["`"]), imports: Set(names))
        }
    }

    @Test func `every folder of sources is in the table, and nothing else`() throws {
        let folders = try FileManager.default
            .contentsOfDirectory(atPath: SourceTree.root.appendingPathComponent("Sources").path)
        #expect(Set(try Self.table().map(\.target)) == Set(folders.filter { !$0.hasPrefix(".") }))
    }

    @Test func `the table is read from above: no row names one below it`() throws {
        var above: Set<String> = []
        for row in try Self.table() {
            #expect(row.imports.isSubset(of: above), "\(row.target): \(row.imports.subtracting(above).sorted())")
            above.insert(row.target)
        }
    }

    @Test func `a target imports what its row says, all of it and nothing more of ours`() throws {
        let table = try Self.table()
        let ours = Set(table.map(\.target))
        for row in table {
            var found: Set<String> = []
            for file in SourceTree.shared.sources where file.target == row.target {
                for line in file.lines {
                    guard let match = line.wholeMatch(of: /(?:\w+ |@\w+ )*import (\w+)/) else { continue }
                    found.insert(String(match.1))
                }
            }
            let used = found.intersection(ours)
            #expect(used == row.imports, "\(row.target): \(used.symmetricDifference(row.imports).sorted())")
        }
    }
}
