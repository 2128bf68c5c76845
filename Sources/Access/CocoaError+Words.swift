package import Foundation

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
        return switch cause.code {
        case .EACCES, .EPERM: "permission denied"
        case .ENOENT: "no such file or folder"
        case .ENOTDIR: "a part of the path is no folder"
        case .EISDIR: "it is a folder"
        case .ENOSPC, .EDQUOT: "no space left on the disk"
        case .EROFS: "the file system is read-only"
        case .EEXIST: "something is there already"
        case .EIO: "the disk failed"
        case .ELOOP: "links that lead in a circle"
        case .ENAMETOOLONG: "the name is too long"
        case .EMFILE, .ENFILE: "too many open files"
        default: "error \(cause.code.rawValue) of the system"
        }
    }
}
