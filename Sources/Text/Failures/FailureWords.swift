import Foundation
import SystemPackage

/// What failed, in words of ours: Foundation's errors say a lot, and little of it to people who read a log.
package enum FailureWords {
    /// The words for an error of the system, a file or the store; those that are ours already have their own.
    package static func of(_ error: any Error) -> String {
        switch error {
        case let error as CocoaError: error.words
        case let error as Errno: CocoaError.words(of: error) ?? "error \(error.rawValue) of the system"
        case is EncodingError: "it cannot be written as JSON"
        case is DecodingError: "it is not the JSON that it should be"
        default: "\(error)"
        }
    }

    /// The system's number of an error, 0 where it has none.
    package static func number(of error: any Error) -> Int {
        switch error {
        case let error as Errno: Int(error.rawValue)
        case let error as CocoaError: Int((error.underlying as? POSIXError)?.code.rawValue ?? 0)
        default: 0
        }
    }
}
