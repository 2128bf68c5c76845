/// Which names can be those of zones in a folder of tzdata.
package enum ZoneName {
    /// The longest name that is looked up, in bytes; the longest of tzdata 2026 has 32.
    package static let longest = 64

    /// Parts of the folder that hold the same zones again, with leap seconds (`right`) or by rules that nobody has kept up since
    /// 2020 (`SystemV`).
    private static let otherTrees: Set<Substring> = ["posix", "right", "SystemV"]
    /// Names that stand for another zone on each machine, or for none.
    private static let standIns: Set<String> = ["posixrules", "localtime", "Factory"]

    /// Whether `name` can be that of a zone, such as `Asia/Shanghai`, `America/Argentina/Salta` or `Etc/GMT+8`.
    ///
    /// Nothing with a full stop is: no name leads out of the folder.
    package static func isPossible(_ name: String) -> Bool {
        guard name.utf8.count <= longest, name.utf8.allSatisfy(isNameByte), !standIns.contains(name) else {
            return false
        }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count <= 3 && parts.allSatisfy { !$0.isEmpty } && !otherTrees.contains(parts[0])
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "_"): true
        case UInt8(ascii: "+"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
