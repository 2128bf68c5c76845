import Dispatching
import GRDB

extension StoreError {
    /// What a failed statement means: only a full disk leaves the data as they were known to be.
    init(_ error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError where error.resultCode == .SQLITE_FULL: self = .full
        case let error as DatabaseError: self = .broken(error.description)
        default: self = .broken("\(error)")
        }
    }
}
