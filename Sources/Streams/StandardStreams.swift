import CProcess
package import SystemPackage

/// The descriptors that every process has.
package enum StandardStreams {
    /// Why something could not be written; says so in words.
    package struct Fault: Error, CustomStringConvertible {
        /// The system's word.
        package var cause: Errno

        package var description: String {
            switch cause {
            case .brokenPipe: "its reader is gone"
            case .noSpace: "the disk is full"
            case .diskQuotaExceeded: "the quota of the disk is used up"
            case .fileTooLarge: "the file may not grow any further"
            case .badFileDescriptor: "it is closed"
            default: cause.description
            }
        }
    }

    /// To be called before anything else: opens those that are closed on a place that takes nothing, and has failed writes
    /// reported as errors instead of ending the process by a signal.
    ///
    /// - Throws: ``Fault`` when there is nothing to open.
    package static func begin() throws(Fault) {
        let code = process_begin()
        guard code == 0 else { throw Fault(cause: Errno(rawValue: code)) }
    }

    /// Writes to standard output, and waits for its reader.
    ///
    /// - Throws: ``Fault`` when a part of it was not written.
    package static func say(_ text: String) throws(Fault) {
        try write(text, to: .standardOutput)
    }

    /// Writes to standard error.
    ///
    /// - Returns: whether it took all of it.
    @discardableResult package static func complain(_ text: String) -> Bool {
        do throws(Fault) {
            try write(text, to: .standardError)
            return true
        } catch {
            return false
        }
    }

    private static func write(_ text: String, to file: FileDescriptor) throws(Fault) {
        var course = Course(Array(text.utf8))
        do throws(Errno) {
            try course.go(into: file)
        } catch {
            throw Fault(cause: error)
        }
    }
}
