package import Foundation
import SystemPackage

extension CocoaError {
    /// What the system refused, such as `permission denied`, without Foundation's own sentence around it.
    package var words: String {
        switch code {
        case .fileReadNoPermission, .fileWriteNoPermission: "permission denied"
        case .fileNoSuchFile, .fileReadNoSuchFile: "no such file or folder"
        case .fileWriteOutOfSpace: "no space left on the disk"
        case .fileWriteVolumeReadOnly: "the file system is read-only"
        case .fileWriteFileExists: "something is there already"
        case .fileReadInvalidFileName, .fileWriteInvalidFileName: "no name that a file can have"
        case .fileReadTooLarge: "too large"
        case .fileReadCorruptFile: "damaged"
        default: posixWords ?? "error \(code.rawValue) of the file system"
        }
    }

    /// The words and the place, where it is known: `/data/x: permission denied`.
    package var wordsWithPlace: String {
        let place = filePath ?? url?.path
        return (place.map { $0 + ": " } ?? "") + words
    }

    private var posixWords: String? {
        guard let cause = underlying as? POSIXError else { return nil }
        return Self.words(of: Errno(rawValue: cause.code.rawValue)) ?? "error \(cause.code.rawValue) of the system"
    }

    /// What the system's own error means; `nil` for those that files seldom meet.
    static func words(of error: Errno) -> String? {
        switch error {
        case .permissionDenied, .notPermitted: "permission denied"
        case .noSuchFileOrDirectory: "no such file or folder"
        case .notDirectory: "a part of the path is no folder"
        case .isDirectory: "it is a folder"
        case .noSpace, .diskQuotaExceeded: "no space left on the disk"
        case .readOnlyFileSystem: "the file system is read-only"
        case .fileExists: "something is there already"
        case .ioError: "the disk failed"
        case .tooManySymbolicLinkLevels: "links that lead in a circle"
        case .fileNameTooLong: "the name is too long"
        case .tooManyOpenFiles, .tooManyOpenFilesInSystem: "too many open files"
        case .fileTooLarge: "the file may not grow"
        case .resourceTemporarilyUnavailable: "somebody else holds it"
        default: nil
        }
    }
}
