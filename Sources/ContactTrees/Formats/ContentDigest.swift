import ConfigFiles
import Crypto
import Foundation
import Text

/// A digest of what files say, without their comments and layout.
struct ContentDigest {
    private var hash = SHA256()

    /// Adds one text, so that no two lists of texts give the same digest.
    mutating func add(_ text: String) {
        hash.update(data: Data("\(text.utf8.count):\(text)".utf8))
    }

    mutating func add(_ value: YAMLValue) {
        switch value.content {
        case .nothing:
            add("nothing")
        case .text(let text, let isQuoted):
            add(isQuoted ? "quoted" : "plain")
            add(text)
        case .list(let values):
            add("list \(values.count)")
            for value in values { add(value) }
        case .map(let pairs):
            add("map \(pairs.count)")
            for pair in pairs {
                add(pair.key)
                add(pair.value)
            }
        }
    }

    /// The first 16 hexadecimal digits.
    var text: String {
        Hex.text(Array(hash.finalize().prefix(8)))
    }
}
