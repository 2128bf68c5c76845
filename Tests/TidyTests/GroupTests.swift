import Foundation
import Testing

/// `make test` runs the tests by groups: a target that is in none would never run.
@Suite struct GroupTests {
    @Test func `every target of tests is in a group of the Makefile`() throws {
        let root = SourceTree.root
        let package = try String(contentsOf: root.appendingPathComponent("Package.swift"), encoding: .utf8)
        let makefile = try String(contentsOf: root.appendingPathComponent("Makefile"), encoding: .utf8)
        let targets = package.matches(of: /\.testTarget\(\s*name: "(\w+)"/).map { String($0.1) }
        let groups = try #require(makefile.firstMatch(of: /TEST_GROUPS = ((?:.*\\\n)*.*)\n/))
        let grouped = groups.1.split { !$0.isLetter }.map(String.init)
        #expect(targets.count > 15 && Set(targets) == Set(grouped), "\(Set(targets).symmetricDifference(grouped))")
    }
}
