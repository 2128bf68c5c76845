import Dispatching
import Escalation
import Foundation
import GRDB

extension DatabaseValue {
    /// A text as it is, whatever it holds.
    ///
    /// GRDB binds and reads text as C strings, which end at the first NUL; a text that holds one is stored as a blob.
    init(_ text: String) {
        self = text.hasNUL ? Data(text.utf8).databaseValue : text.databaseValue
    }

    init(_ text: String?) {
        self = if let text { DatabaseValue(text) } else { .null }
    }

    init(_ number: Int64) {
        self = number.databaseValue
    }

    init(_ number: Int) {
        self = number.databaseValue
    }

    init(_ bytes: [UInt8]) {
        self = Data(bytes).databaseValue
    }

    init(_ moment: Timestamp) {
        self = moment.milliseconds.databaseValue
    }
}

extension String {
    fileprivate var hasNUL: Bool {
        let bytes = utf8.span
        for index in bytes.indices where bytes[index] == 0 { return true }
        return false
    }
}

extension Row {
    func text(_ column: Int) throws -> String {
        guard let text = try optionalText(column) else { throw Self.unreadable(column) }
        return text
    }

    func optionalText(_ column: Int) throws -> String? {
        let value: DatabaseValue = self[column]
        switch value.storage {
        case .null: return nil
        case .string(let text): return text
        case .blob(let data): return String(decoding: data, as: UTF8.self)
        default: throw Self.unreadable(column)
        }
    }

    func bytes(_ column: Int) throws -> [UInt8] {
        let value: DatabaseValue = self[column]
        guard case .blob(let data) = value.storage else { throw Self.unreadable(column) }
        return [UInt8](data)
    }

    func optionalBytes(_ column: Int) throws -> [UInt8]? {
        let value: DatabaseValue = self[column]
        return value.isNull ? nil : try bytes(column)
    }

    func number(_ column: Int) throws -> Int64 {
        let value: DatabaseValue = self[column]
        guard case .int64(let number) = value.storage else { throw Self.unreadable(column) }
        return number
    }

    func moment(_ column: Int) throws -> Timestamp {
        Timestamp(milliseconds: try number(column))
    }

    private static func unreadable(_ column: Int) -> StoreError {
        .unreadable("a stored row cannot be read: column \(column) is not of its type")
    }
}
