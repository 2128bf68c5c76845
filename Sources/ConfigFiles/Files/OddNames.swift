import CProcess
import SystemPackage

/// Names of files that are not text: bytes that are not UTF-8, as older systems and archives leave behind.
enum OddNames {
    /// A name with its bytes, and as Foundation mends it, by which nothing can be opened.
    struct Name {
        var bytes: [UInt8]
        var mended: String { String(decoding: bytes, as: UTF8.self) }

        /// As it can be typed in a shell between `$'` and `'`: every byte that is not ASCII as `\xFF`.
        var shown: String {
            bytes.map { byte in
                switch byte {
                case UInt8(ascii: "\\"), UInt8(ascii: "'"): "\\" + String(Unicode.Scalar(byte))
                case 0x20...0x7E: String(Unicode.Scalar(byte))
                default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
                }
            }
            .joined()
        }
    }

    /// All such names in a folder, in order; none where it cannot be read.
    static func inFolder(_ path: String) -> [Name] {
        guard let folder = try? FileDescriptor.open(FilePath(path), .readOnly, options: [.directory, .closeOnExec])
        else { return [] }
        defer { try? folder.close() }
        guard process_names_begin(folder.rawValue) == 0 else { return [] }
        var names: [Name] = []
        while process_names_next() != 0 {
            var bytes: [UInt8] = []
            while case let byte = process_name_byte(Int32(bytes.count)), byte != 0 {
                bytes.append(UInt8(truncatingIfNeeded: byte))
            }
            if String(validating: bytes, as: UTF8.self) == nil { names.append(Name(bytes: bytes)) }
        }
        return names.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }
}
