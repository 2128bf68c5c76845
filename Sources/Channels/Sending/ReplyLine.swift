/// Words from outside as one harmless line of limited length, for reasons and evidence.
enum ReplyLine {
    private static let limit = 240

    static func clean(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var length = 0
        for scalar in text.unicodeScalars {
            guard !HarmfulScalars.contains(scalar) else {
                result.append(" ")
                length += 1
                continue
            }
            length += UTF8.width(scalar)
            guard length <= limit else {
                result.append("…")
                break
            }
            result.append(scalar)
        }
        return String(result)
    }
}
