import ConfigFiles
import ContactTrees
import Foundation
import Testing

/// A folder below `Broken/`: a contact tree with faults.
///
/// What is wrong stands in a comment at the end of the line, `# FAULT: part of the text`; where no comment can stand,
/// in the file `expected` beside the tree, as `file:line:column: part of the text`.
struct BrokenTree: CustomTestStringConvertible {
    /// One fault that must be found.
    struct Expectation: CustomStringConvertible {
        var file: String
        var line: Int
        var column: Int?
        var text: String

        var description: String { "\(file):\(line): \(text)" }

        func fits(_ fault: Fault, in tree: BrokenTree) -> Bool {
            fault.file == tree.root + "/" + file && fault.line == line && (column ?? fault.column) == fault.column
                && "\(fault.what); \(fault.remedy)".contains(text)
        }
    }

    var name: String
    var testDescription: String { name }
    var root: String { Self.folder + "/" + name + "/Contacts" }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Broken"

    static func all() throws -> [BrokenTree] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { BrokenTree(name: $0) }
    }

    func faults() -> [Fault] {
        let environment = ["WEBHOOK": "https://hooks.example/canary", "NOT_A_URL": "canary"]
        do throws(Faults) {
            _ = try ContactTree.load(
                from: root,
                secrets: SecretSource(environment: environment),
                presets: ["generic", "slack", "wecom", "dingtalk"]
            )
            return []
        } catch {
            return error.faults
        }
    }

    func expectations() throws -> [Expectation] {
        var expected = inExpectedFile()
        for file in try FileManager.default.subpathsOfDirectory(atPath: root) {
            guard let data = FileManager.default.contents(atPath: root + "/" + file) else { continue }
            let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() {
                for text in line.components(separatedBy: "# FAULT: ").dropFirst() {
                    let text = text.trimmingCharacters(in: .whitespaces)
                    expected.append(Expectation(file: file, line: index + 1, column: nil, text: text))
                }
            }
        }
        return expected
    }

    private func inExpectedFile() -> [Expectation] {
        let path = Self.folder + "/" + name + "/expected"
        let content = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return content.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: ":", maxSplits: 3)
            guard parts.count == 4, let number = Int(parts[1]), let column = Int(parts[2]) else { return nil }
            let text = parts[3].trimmingCharacters(in: .whitespaces)
            return Expectation(file: String(parts[0]), line: number, column: column, text: text)
        }
    }
}
