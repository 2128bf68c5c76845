import Text

extension Problem {
    /// The JSON value in `bytes`.
    ///
    /// - Throws: ``Problem`` with the offset of the fault.
    static func readJSON(_ bytes: [UInt8]) throws(Problem) -> JSONValue {
        do {
            return try JSONReader.read(bytes)
        } catch {
            throw Problem(.json, "At byte \(error.offset): \(error.what).")
        }
    }
}
